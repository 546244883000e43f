"""Who signed what, with which key, and what was paid for and is not delivered yet."""

from dataclasses import dataclass

from tablee.web.parts.signing.rows import KeyRow, Sheet, SignedRow
from tablee.web.reading import Seen
from tablee.web.site import current
from tablee.web.words.figures import Units, speaking


@dataclass(frozen=True, slots=True)
class Signatures:
    """What the part of a page about signatures shows; see ``tablee/parts/signed.html``."""

    promises: tuple[SignedRow, ...]
    receipts: tuple[SignedRow, ...]
    """Payments and deliveries, the latest first."""
    keys: tuple[KeyRow, ...]
    paid: str
    delivered: str
    outstanding: str
    """Paid for and not delivered yet, in words; empty when nothing is left."""


def signatures(seen: Seen) -> Signatures:
    """Return what a campaign's page says of signatures."""
    site = current()
    units = Units(seen.terms.unit, speaking())
    with site.desks.read() as desk:
        sheet = Sheet(desk, seen.campaign, site.clock.now_ms())
    found = sheet.found
    return Signatures(
        promises=tuple(sheet.promises()),
        receipts=tuple(sheet.receipts()),
        keys=tuple(sheet.every_key()),
        paid=units.say(found.paid),
        delivered=units.say(found.delivered),
        outstanding=units.say(found.outstanding) if found.outstanding else "",
    )
