"""What is wrong with some bytes of a log, in a sentence, in both languages."""

from tablee.core.errors import TableeError
from tablee.core.text import Text


class BadLog(TableeError):
    """These bytes are not what a sound log holds."""

    def __init__(self, en: str, fr: str = "") -> None:
        """Take what is wrong; in English alone where only whoever runs a machine is told."""
        super().__init__(en)
        self.words = Text(en, fr or en)
        # It may come from another process, and is made again there.
        self.args = (en, fr)


class BadNote(BadLog):
    """This is not a signed note that can be read or believed."""


class BadProof(BadLog):
    """This proof does not show what it says."""
