"""The keys that sign logs: made once, each in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

from tablee.outside.signing import KeySigner
from tablee.ports.log.signer import KeyIsLost, Signer

FOLDER = "keys"
SEED_BYTES = 32


class FiledKeys:
    """The keys of a site's logs, in ``keys/log-SLUG`` below its home.

    Whoever loses one can never sign that log again: back them up, apart from the database.
    """

    def __init__(self, home: Path) -> None:
        """Keep keys below *home*."""
        self._folder = home / FOLDER

    def signer(self, slug: str, origin: str, *, is_new: bool) -> Signer:
        """Return the key of a campaign's log, which is called *origin*.

        It is made only for a log that *is_new*: no log ever gets a second key.

        Raises:
            KeyIsLost: there is none, or none that can be read; nothing was made.
        """
        path = self._folder / f"log-{slug}"
        if is_new and not path.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_once(path, secrets.token_bytes(SEED_BYTES).hex())
        try:
            seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise KeyIsLost(f"The key of the log cannot be read from {path}.") from error
        if len(seed) != SEED_BYTES:
            raise KeyIsLost(f"There is no whole key in {path}.")
        return KeySigner(origin, seed)


def _write_once(path: Path, seed: str) -> None:
    """Write a key, whole or not at all; whoever comes first wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(seed + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
