"""The site's secret: made once, kept in a file that only its owner can read."""

import secrets
from pathlib import Path

from tablee.outside import disk

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
        disk.write_once(path, f"{secrets.token_hex(SECRET_BYTES)}\n".encode())
    return path.read_text(encoding="ascii").strip().encode()
