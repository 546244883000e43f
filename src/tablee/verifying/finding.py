"""What a verifier finds: one sentence for each check, in both languages, and what it is worth."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.errors import TableeError
from tablee.core.text import Text


class State(StrEnum):
    """How a check ended."""

    RIGHT = "right"
    WRONG = "wrong"
    UNWITNESSED = "unwitnessed"
    """Right as far as it goes, but no quorum of witnesses stands for it."""
    ABSENT = "absent"
    """There was nothing to check."""


class Finding(NamedTuple):
    """How one check ended, and why."""

    check: str
    state: State
    words: Text
    files: tuple[str, ...] = ()
    """The files that are wrong, where it can be said."""
    leaf: int | None = None
    """The leaf that is wrong, where it can be said."""


class Unusable(TableeError):
    """What was given cannot be read as a log at all: there is nothing to say about it."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def right(check: str, words: Text) -> Finding:
    """Return that a check went well."""
    return Finding(check, State.RIGHT, words)


def absent(check: str, words: Text) -> Finding:
    """Return that there was nothing to check."""
    return Finding(check, State.ABSENT, words)


def wrong(check: str, words: Text, files: tuple[str, ...] = (), leaf: int | None = None) -> Finding:
    """Return that a check failed."""
    return Finding(check, State.WRONG, words, files, leaf)
