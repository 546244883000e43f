"""What a verifier finds: one sentence for each check, in both languages, and what it is worth."""

from enum import StrEnum
from typing import NamedTuple

CHECKS = (
    "files",
    "checkpoint",
    "tiles",
    "root",
    "leaves",
    "count",
    "promises",
    "terms",
    "books",
    "receipt",
)
"""The checks, in the order in which they are told. The names are part of the contract with other
verifiers (docs/log/verifying.md)."""


class Words(NamedTuple):
    """One sentence, in English and in French."""

    en: str
    fr: str

    def about(self, *values: object) -> "Words":
        """Return the sentence with *values* in its gaps."""
        return Words(self.en.format(*values), self.fr.format(*values))


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
    words: Words
    files: tuple[str, ...] = ()
    """The files that are wrong, where it can be said."""
    leaf: int | None = None
    """The leaf that is wrong, where it can be said."""


class Unusable(Exception):
    """What was given cannot be read as a log at all: there is nothing to say about it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def right(check: str, en: str, fr: str) -> Finding:
    """Return that a check went well."""
    return Finding(check, State.RIGHT, Words(en, fr))


def absent(check: str, en: str, fr: str) -> Finding:
    """Return that there was nothing to check."""
    return Finding(check, State.ABSENT, Words(en, fr))


def wrong(
    check: str, words: Words, files: tuple[str, ...] = (), leaf: int | None = None
) -> Finding:
    """Return that a check failed."""
    return Finding(check, State.WRONG, words, files, leaf)
