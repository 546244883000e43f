"""The donation label: what is promised, by whom, to whom, and what becomes of the rest."""

from dataclasses import dataclass

from tablee.web.reading import Seen
from tablee.web.words.figures import Units, money, percent, speaking


@dataclass(frozen=True, slots=True)
class Payer:
    """One sponsor, and its part of what is promised."""

    name: str
    most: str
    part: str
    floor: str


@dataclass(frozen=True, slots=True)
class Promises:
    """The label's figures, in words."""

    payers: tuple[Payer, ...]
    value: str
    most: str
    least: str
    """Empty when nothing is given without acts."""
    worth: str
    """What all that is promised is worth."""
    for_purchases: str
    """What of it is promised for purchases; empty where these are not counted apart."""


def promises(seen: Seen) -> Promises:
    """Return the label of a campaign."""
    unit, language = seen.terms.unit, speaking()
    units = Units(unit, language)
    promised = sum(pool.cap for pool in seen.tally.pools)
    floor, apart = seen.terms.floor, seen.tally.purchase_pools
    bought = sum(pool.cap for pool in seen.tally.pools if pool.name in apart)
    return Promises(
        payers=tuple(
            Payer(
                each.name,
                units.say(each.pledged),
                percent(each.pledged, promised, language),
                units.say(each.floor) if each.floor else "",
            )
            for each in seen.tally.sponsors
        ),
        value=money(unit.value_minor, unit.currency, language),
        most=units.say(promised),
        least=units.say(floor) if floor else "",
        worth=money(promised * unit.value_minor // unit.portions, unit.currency, language),
        for_purchases=units.say(bought) if bought else "",
    )
