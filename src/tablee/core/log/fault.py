"""What is wrong with some bytes of a log, in a sentence."""

from tablee.core.errors import TableeError


class BadLog(TableeError):
    """These bytes are not what a sound log holds."""


class BadNote(BadLog):
    """This is not a signed note that can be read or believed."""


class BadProof(BadLog):
    """This proof does not show what it says."""
