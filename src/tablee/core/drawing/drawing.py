"""A drawing that became an act: its files, its words, and what its maker allowed."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.drawing.likeness import Likeness
from tablee.core.reason import Reason

LONGEST_TITLE = 120
LONGEST_ALT = 600
LONGEST_CREDIT = 80
OBJECT_PREFIX = "picture:"


class Licence(StrEnum):
    """What others may do with a drawing."""

    CAMPAIGN = "campaign"
    """Shown by this campaign, for it and for its debrief; all else stays with its maker."""
    CC_BY = "cc-by-4.0"
    CC_BY_NC = "cc-by-nc-4.0"
    CC0 = "cc0-1.0"


class Consent(StrEnum):
    """Who agrees that the drawing is shown: no birth date is asked for, or kept.

    In France whoever is 15 or older agrees by themselves (law 78-17, article 45); below, a
    holder of parental authority agrees with them.
    """

    OF_AGE = "of_age"
    WITH_PARENT = "with_parent"


class Files(NamedTuple):
    """The names of a drawing's files; all empty once they are erased."""

    picture: str = ""
    thumb: str = ""
    preview: str = ""
    """For link previews."""
    width: int = 0
    height: int = 0

    @property
    def names(self) -> list[str]:
        """The files there are."""
        return [each for each in (self.picture, self.thumb, self.preview) if each]


class Words(NamedTuple):
    """What its maker says of a drawing."""

    title: str = ""
    alt: str = ""
    """What is to be seen on it, for those who do not see it."""
    credit: str = ""
    """The name it is shown under; may be empty."""


class Drawing(NamedTuple):
    """One drawing."""

    campaign_id: int
    act_number: int
    files: Files
    words: Words
    licence: Licence
    consent: Consent
    likeness: Likeness
    sender: bytes
    """A keyed hash of what its sender's form carried: whoever sends it again is known by it."""
    at_ms: int
    like_act: int = 0
    """The earlier drawing it resembles most, if it resembles one; 0 for none."""
    is_shown: bool = True
    """Whether it may be shown once it is counted: its maker says so."""
    hidden_by: str = ""
    """Who of the staff keeps it out of the gallery all the same; empty for nobody."""

    @property
    def is_there(self) -> bool:
        """Whether its files are still kept."""
        return bool(self.files.names)


def object_of(picture: str) -> str:
    """Return the object of the act that a drawing is: the same picture is the same act."""
    return OBJECT_PREFIX + picture


def is_public(drawing: Drawing, act: Act) -> bool:
    """Return whether anybody may see it: nobody but its maker and the moderators before that."""
    may_be_seen = drawing.is_shown and not drawing.hidden_by
    return drawing.is_there and may_be_seen and act.state is State.COUNTED


def erased(drawing: Drawing, reason: Reason) -> Drawing:
    """Return what is kept once a drawing is gone for good: nothing that anybody could recognise.

    Its likeness stays when it was refused, so that the same picture, sent again with a few
    pixels changed, comes to a person; of what its maker took back, not even that.
    """
    likeness = Likeness() if reason is Reason.WITHDRAWN else drawing.likeness
    return drawing._replace(files=Files(), words=Words(), likeness=likeness, is_shown=False)
