"""The site's secret: made once, kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

SECRET_BYTES = 32
FILE_NAME = "secret"


def site_secret(home: Path, given: str = "") -> bytes:
    """Return the site's secret, at most 64 bytes: the one *given*, or the one kept in *home*.

    At first start one is made. Whoever loses it loses the link between a supporter and earlier
    acts, and every receipt handed out: back it up with the database.
    """
    if given:
        return given.encode()
    path = home / FILE_NAME
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_hex(SECRET_BYTES))
    return path.read_text(encoding="ascii").strip().encode()


def _write_once(path: Path, secret: str) -> None:
    """Write *secret* to *path*, whole or not at all; whoever comes first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
