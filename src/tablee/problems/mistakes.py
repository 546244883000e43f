"""What only the wire can refuse: facts about a request that never became an act."""

from tablee.core import errors
from tablee.core.text import Text


class WireMistake(errors.SenderMistake):
    """What only the wire can refuse: the request never became an act."""

    words: Text | None = None

    def __init__(self, words: Text | None = None, *, field: str = "") -> None:
        super().__init__("" if words is None else words.en, field=field)
        self.words = words


class Unreadable(WireMistake):
    """The body is not what its content type says; nothing was counted."""


class Misread(WireMistake, errors.InvalidClaim):
    """A field of the act cannot be read; mend it and send the act again."""


class UnknownFormat(WireMistake):
    """That content type is not taken here."""


class NothingHere(WireMistake):
    """There is nothing at this address."""


class MethodNotTaken(WireMistake):
    """This address does not take that method."""


class TooSlow(WireMistake):
    """The body took too long to arrive; nothing of it was counted."""


class InvalidMention(WireMistake):
    """What was told of a post cannot be right; nothing was written."""


class NotSigned(WireMistake):
    """Nothing proves who sent this; nothing was written."""


class KeyOutOfReach(errors.OperatorMatter):
    """The key that would prove who sent this cannot be fetched now; nothing was written."""


class FormWanted(WireMistake):
    """Only a form is taken here; nothing was written."""


class TooOften(WireMistake):
    """That was told more often than is taken; nothing was written."""

    def __init__(self, words: Text | None = None, *, retry_after_s: int = 1) -> None:
        super().__init__(words)
        self.retry_after_s = retry_after_s


class TooManyListeners(errors.OperatorMatter):
    """As many people as this machine can serve follow the live count already."""


class StoreUnreachable(errors.OperatorMatter):
    """The acts could not be written to disk; none of them was counted."""


class Unforeseen(errors.OperatorMatter):
    """Something went wrong on our side; nothing was acknowledged."""
