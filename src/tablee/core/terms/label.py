"""What is given, and the donation information that every page about it carries."""

from dataclasses import dataclass
from datetime import datetime

from tablee.core.errors import InvalidTerms
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """What is given: its name in both numbers, and its value in money."""

    one: Text
    other: Text
    value_minor: int
    """Value of one unit in the smallest coin of *currency*."""
    currency: str
    method: Text
    """How that value was found, by whom, and when."""
    portions: int = 1
    """Places that make one unit: 5 where five shares bring one meal."""

    def __post_init__(self) -> None:
        if self.portions < 1:
            raise InvalidTerms(
                "Places that make one unit: a whole number, from 1.", field="unit.portions"
            )
        if self.value_minor < 0:
            raise InvalidTerms("A value in money is never less than nothing.", field="unit.value")


@dataclass(frozen=True, slots=True)
class Label:
    """The donation information every page and widget carries; no field may be left out."""

    beneficiary: str
    organiser: str
    remainder: Text
    """What becomes of the units that are not earned: kept, given anyway, or carried over."""
    paid_by: datetime
    """When the sponsors will have paid."""
    contact: str
