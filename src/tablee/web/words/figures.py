"""Numbers, units and money, as each language writes them."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tablee.core.terms import Unit

HARD_SPACE = "\u00a0"
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


def speaking() -> str:
    """Return the language of the page being made."""
    return get_language() or "en"


def is_french(language: str) -> bool:
    """Return whether *language* is a French."""
    return language.startswith("fr")


def figure(number: int, language: str) -> str:
    """Return a whole number with its thousands apart.

    >>> figure(24640, "en")
    '24,640'
    """
    text = f"{number:,}"
    return text.replace(",", HARD_SPACE) if is_french(language) else text


def money(minor: int, currency: str, language: str) -> str:
    """Return an amount, given in the smallest coin.

    >>> money(100, "EUR", "en")
    '€1.00'
    """
    whole, cents = divmod(minor, 100)
    sign = SIGNS.get(currency, currency)
    if is_french(language):
        return f"{figure(whole, language)},{cents:02}{HARD_SPACE}{sign}"
    amount = f"{figure(whole, language)}.{cents:02}"
    return f"{sign}{amount}" if len(sign) == 1 else f"{amount}{HARD_SPACE}{sign}"


def percent(part: int, whole: int, language: str) -> str:
    """Return *part* of *whole* in whole per cent, rounded to the nearest."""
    rounded = (200 * part + whole) // (2 * whole) if whole else 0
    return f"{rounded}{HARD_SPACE}%" if is_french(language) else f"{rounded}%"


class Whole(NamedTuple):
    """Places as whole units, with the portions that do not make one yet."""

    units: int
    portions: int


@dataclass(frozen=True, slots=True)
class Units:
    """A campaign's unit, in one language; all counts given to it are places."""

    unit: Unit
    language: str

    @property
    def has_portions(self) -> bool:
        """Whether it takes several places to make one unit."""
        return self.unit.portions > 1

    def whole(self, places: int) -> Whole:
        """Return what *places* make."""
        return Whole(*divmod(places, self.unit.portions))

    def figure(self, places: int) -> str:
        """Return the number of whole units."""
        return figure(self.whole(places).units, self.language)

    def noun(self, units: int) -> str:
        """Return the name of so many whole units: French has its plural from two."""
        is_one = units <= 1 if is_french(self.language) else units == 1
        return (self.unit.one if is_one else self.unit.other).say(self.language)

    def word(self, places: int) -> str:
        """Return the name of what *places* make, without the number."""
        return self.noun(self.whole(places).units)

    def portions(self, places: int) -> str:
        """Return *places* as portions: "3 portions"."""
        return ngettext("%(count)s portion", "%(count)s portions", places) % {
            "count": figure(places, self.language)
        }

    def say(self, places: int) -> str:
        """Return *places* in words: "4,812 meals", "2 meals and 3 portions"."""
        units, rest = self.whole(places)
        said = f"{figure(units, self.language)}{HARD_SPACE}{self.noun(units)}"
        if not rest:
            return said
        portions = self.portions(rest)
        if not units:
            return portions
        return _("%(units)s and %(portions)s") % {"units": said, "portions": portions}
