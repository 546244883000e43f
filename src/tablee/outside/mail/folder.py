"""Mail into a folder, as .eml files: to try things out, and for tests."""

import os
from hashlib import sha256
from pathlib import Path

from tablee.outside.clock import SystemClock
from tablee.outside.mail.letter import written
from tablee.outside.mail.moments import moment
from tablee.ports.desk import Clock
from tablee.ports.mail import Mail, NotSent


class FolderMail:
    """Writes each letter to a file of its own; the same letter again is the same file."""

    is_on = True

    def __init__(self, folder: Path, sender: str, clock: Clock | None = None) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock or SystemClock()

    def send(self, mail: Mail) -> None:
        """Write a letter to its file.

        Raises:
            NotSent: the folder cannot be written to, or the address is none.
        """
        message = written(mail, self._sender, moment(self._clock))
        name = sha256(mail.key.encode()).hexdigest()[:24]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = self._folder / f".{name}-{os.getpid()}"
            draft.write_bytes(message.as_bytes())
            draft.replace(self._folder / f"{name}.eml")
        except OSError as failure:
            raise NotSent(f"the folder: {failure.strerror}", is_lasting=False) from None
