"""What is wrong with a signed document, and in which line, in both languages."""

from tablee.core.log.fault import BadLog
from tablee.core.text import Text


class BadDocument(BadLog):
    """This is not a signed document that can be read or believed."""

    def __init__(self, words: Text, line: int = 0) -> None:
        """Take what is wrong, and the number of the line from 1; 0 if it is not about one."""
        self.line = line
        told = _in_line(words, line) if line else words
        super().__init__(told.en, told.fr)


class BadKey(BadDocument):
    """This is not a key by which somebody can sign documents."""


class NotSigned(BadDocument):
    """The document can be read, but nobody whose word it is has signed it with a valid key."""


class DoesNotFit(BadDocument):
    """The document can be read, but it is not about this campaign as its terms are."""


class AlreadySaid(BadDocument):
    """The same has been said before in other words; which of them holds cannot be two."""


def _in_line(words: Text, line: int) -> Text:
    return Text(en=f"Line {line}: {words.en}", fr=f"Ligne {line} : {words.fr}")
