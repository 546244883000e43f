"""The keys that sign logs: made once, each in a file that only its owner can read."""

import secrets
from pathlib import Path

from tablee.outside import disk
from tablee.outside.signing import KeySigner
from tablee.ports.log.signer import SEED_BYTES, KeyIsLost, Signer

FOLDER = "keys"


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
            disk.make_folder(self._folder, mode=0o700)
            disk.write_once(path, f"{secrets.token_hex(SEED_BYTES)}\n".encode())
        try:
            seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise KeyIsLost(f"The key of the log cannot be read from {path}.") from error
        if len(seed) != SEED_BYTES:
            raise KeyIsLost(f"There is no whole key in {path}.")
        return KeySigner(origin, seed)
