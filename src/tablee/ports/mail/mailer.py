"""Who carries mail, and what can keep it from going out."""

from typing import NamedTuple, Protocol


class Mail(NamedTuple):
    """A letter in plain text to one person."""

    to: str
    subject: str
    text: str
    key: str
    """Names the letter: whoever gets it twice can tell that it is the same."""
    language: str = "en"


class NotSent(Exception):
    """A letter did not go out. What is said of it never holds anybody's address."""

    def __init__(self, why: str, *, is_lasting: bool) -> None:
        super().__init__(why)
        self.is_lasting = is_lasting
        """Whether it is of no use to try again."""


class Mailer(Protocol):
    """Carries mail. It blocks: call it where waiting keeps nobody else waiting."""

    @property
    def is_on(self) -> bool:
        """Whether mail goes out at all; where it does not, links are handed over by people."""
        ...

    def send(self, mail: Mail) -> None:
        """Hand one letter over, and return once it is taken.

        Raises:
            NotSent: it was not, or nobody knows whether it was; the same letter again has the
                same Message-ID.
        """
        ...
