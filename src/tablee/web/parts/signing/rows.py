"""What there is to sign, what was signed, and by which keys, as pages show it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tablee.core.campaign import Campaign
from tablee.core.promising.document import Document, read_document
from tablee.core.promising.party import HeldBy
from tablee.core.promising.wording import Kind
from tablee.ports.desk import Desk
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.usecases.promising.reconcile import Reconciled, Signed, reconcile
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, speaking


class Seal(NamedTuple):
    """By whom and when a document was signed."""

    at: str
    key: str
    """The fingerprint of the key."""
    is_held_here: bool
    """Whether this site keeps that key."""
    whole: str
    """The document, to the letter."""


class SignedRow(NamedTuple):
    """One promise, payment or delivery."""

    party: str
    what: str
    """In words: "pledge", "payment"."""
    about: str
    """The pledge, or the reference."""
    units: str
    since: str
    """From when a raise applies; the day of a payment; or empty."""
    seal: Seal | None
    """Nothing as long as it is not signed."""
    query: str = ""
    """How its page is asked for, to sign it."""


class KeyRow(NamedTuple):
    """One key."""

    number: int
    name: str
    role: str
    key: str
    fingerprint: str
    is_held_here: bool
    is_valid: bool
    since: str
    until: str
    compare_at: str
    """Where its owner publishes its fingerprint; empty where none was named."""


def kind_word(kind: str) -> str:
    """Return what a document is called."""
    return {
        Kind.PLEDGE: _("pledge"),
        Kind.RAISE: _("raise"),
        Kind.PAYMENT: _("payment"),
        Kind.DELIVERY: _("delivery"),
    }[Kind(kind)]


def role_word(role: str) -> str:
    """Return what a role is called."""
    return {
        "sponsor": _("sponsor"),
        "beneficiary": _("association"),
        "witness": _("witness"),
        "auditor": _("auditor"),
        "organiser": _("organiser"),
    }[role]


class Sheet:
    """Everything that was signed in a campaign, or is to be."""

    def __init__(self, desk: Desk, campaign: Campaign, now_ms: int) -> None:
        terms = campaign.latest.terms
        self.found: Reconciled = reconcile(desk, campaign)
        self._keys = {each.number: each for each in desk.parties.every(campaign.id)}
        self._dates = Dates(terms.zone)
        self._units = Units(terms.unit, speaking())
        self._today = self._dates.local(now_ms).date().isoformat()
        self._slug = campaign.slug

    def promises(self) -> list[SignedRow]:
        """Return what sponsors promised, signed or not."""
        return [self._promise(each) for each in self.found.promises]

    def receipts(self) -> list[SignedRow]:
        """Return payments and deliveries, the latest first."""
        return [self._receipt(each) for each in reversed(self.found.receipts)]

    def every_key(self) -> list[KeyRow]:
        """Return all keys."""
        return [self._key(each) for each in self._keys.values()]

    def _promise(self, signed: Signed) -> SignedRow:
        promise, kept = signed.promise, signed.kept
        fields = {"kind": promise.kind.value} | promise.fields(self._slug, self._today)
        return SignedRow(
            party=promise.sponsor,
            what=kind_word(promise.kind),
            about=promise.name,
            units=self._units.say(promise.units),
            since=self._dates.minute(promise.from_ms) if promise.from_ms else "",
            seal=self._seal(kept) if kept else None,
            query=urlencode(fields),
        )

    def _receipt(self, kept: Kept) -> SignedRow:
        document: Document = read_document(kept.whole)
        return SignedRow(
            party=kept.party,
            what=kind_word(kept.kind),
            about=document.reference,
            units=self._units.say(document.units),
            since=document.fields["on"],
            seal=self._seal(kept),
        )

    def _seal(self, kept: Kept) -> Seal:
        key = self._keys[kept.key_number].party
        is_held_here = key.held_by == HeldBy.SERVER
        return Seal(self._dates.minute(kept.at_ms), key.fingerprint, is_held_here, kept.whole)

    def _key(self, key: Registered) -> KeyRow:
        party = key.party
        return KeyRow(
            number=key.number,
            name=party.name,
            role=role_word(party.role),
            key=party.key,
            fingerprint=party.fingerprint,
            is_held_here=party.held_by == HeldBy.SERVER,
            is_valid=key.is_valid,
            since=self._dates.day(key.added_at_ms),
            until="" if key.is_valid else self._dates.day(key.revoked_at_ms),
            compare_at=key.compare_at,
        )
