"""Read a campaign file: terms, or everything that is wrong with it, in one go."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tablee.campaign_file.finding import Finding, Notes
from tablee.campaign_file.money import minor_digits, minor_of
from tablee.campaign_file.parsing.agreement import check_agreement
from tablee.campaign_file.parsing.building import build_terms
from tablee.campaign_file.parsing.coverage import warn_of_gaps
from tablee.campaign_file.parsing.networks import Known, check_networks
from tablee.campaign_file.parsing.purchases import check_purchases
from tablee.campaign_file.parsing.sections import Values, read_sections
from tablee.campaign_file.parsing.shapes import Reader, read_zone
from tablee.campaign_file.parsing.syntax import Unreadable, decoded, parsed
from tablee.campaign_file.places import Path
from tablee.core.errors import InvalidTerms
from tablee.core.terms import Terms
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Amendment:
    """Who changes a campaign that is already published, why, and from when."""

    author: str
    reason: Text
    effective_at: datetime | None = None
    """Nothing: from the moment of publication."""

    @property
    def words(self) -> str:
        """The reason in both languages, on one line."""
        is_same = self.reason.en == self.reason.fr
        return self.reason.en if is_same else f"{self.reason.en} / {self.reason.fr}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, and what is to be said about it."""

    terms: Terms | None
    """Nothing, if a finding refuses the file."""
    findings: tuple[Finding, ...]
    amendment: Amendment | None = None


def read_bytes(raw: bytes, networks: Known | None = None) -> Reading:
    """Read the bytes of a file; never raises, whatever they are."""
    try:
        return read_terms(decoded(raw), networks)
    except Unreadable as refusal:
        return Reading(None, (refusal.finding,))


def read_terms(text: str, networks: Known | None = None) -> Reading:
    """Read the text of a file; never raises, whatever it is.

    Where *networks* are given, those of the file must be among them, with options they take.

    >>> reading = read_terms('slug = "soup-2027"')
    >>> reading.terms, reading.findings[0].field
    (None, 'title')
    """
    try:
        raw, places = parsed(text)
    except Unreadable as refusal:
        return Reading(None, (refusal.finding,))
    notes = Notes(places)
    zone_name = raw.get("time_zone")
    zone = read_zone(notes, ("time_zone",), zone_name) if isinstance(zone_name, str) else None
    sections = read_sections(Reader(notes, zone or UTC), raw)
    check_agreement(notes, sections)
    check_networks(notes, sections, networks)
    check_purchases(notes, sections)
    value_minor = _value(notes, sections)
    if not notes.is_refused:
        warn_of_gaps(notes, sections)
    terms = None if notes.is_refused else _terms(notes, sections, value_minor)
    amendments = sections["amendment"]
    amendment = Amendment(**amendments[0]) if amendments and not notes.is_refused else None
    return Reading(terms, notes.findings, amendment)


def _terms(
    notes: Notes, sections: Mapping[str, Sequence[Values]], value_minor: int
) -> Terms | None:
    try:
        return build_terms(sections, value_minor)
    except InvalidTerms as error:
        path = _path(error.field)
        message = Text(en=str(error), fr=f"Ces conditions se contredisent : {error}")
        remedy = Text(en="Mend this field.", fr="Corrigez ce champ.")
        notes.refuse(path, message, remedy)
        return None


def _path(field: str) -> Path:
    """Return the path that core names, as in ``pledges[0].pool``."""
    parts: list[Any] = re.findall(r"\[(\d+)\]|([^.\[\]]+)", field)
    return tuple(int(index) if index else name for index, name in parts)


def _value(notes: Notes, sections: Mapping[str, Sequence[Values]]) -> int:
    unit = sections["unit"][0] if sections["unit"] else {}
    amount, currency = unit.get("value"), unit.get("currency")
    if amount is None or currency is None:
        return 0
    minor = minor_of(amount, currency)
    if not minor:
        digits = minor_digits(currency)
        example = f"1.{'0' * digits}" if digits else "500"
        notes.refuse(
            ("unit", "value"),
            Text(
                en=f"'{amount[:40]}' is no amount of {currency} above zero.",
                fr=f"« {amount[:40]} » n’est pas un montant en {currency} au-dessus de zéro.",
            ),
            Text(
                en=f'Digits, with {digits} decimals at most after a point: value = "{example}"',
                fr=f"Des chiffres, avec {digits} décimales au plus après un point : "
                f'value = "{example}"',
            ),
        )
    return minor or 0
