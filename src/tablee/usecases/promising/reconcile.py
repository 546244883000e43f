"""Hold against each other what was promised, earned, paid and delivered."""

from collections import Counter
from typing import NamedTuple

from tablee.core.books.ledger import account
from tablee.core.campaign import Campaign
from tablee.core.promising.document import read_document
from tablee.core.promising.wanted import Promise, promised_by, promises_of
from tablee.core.promising.wording import Kind
from tablee.core.tally import pledged_by_sponsor
from tablee.ports.desk import Desk
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.usecases.earnings import cover_by_pool, earned_by_pool


class Owing(NamedTuple):
    """One sponsor: what it promised, what acts have earned of it, what it has paid for."""

    sponsor: str
    pledged: int
    earned: int
    """With its floor, once the campaign is settled."""
    paid: int

    @property
    def unpaid(self) -> int:
        """What it still owes; nothing where it paid ahead."""
        return max(self.earned - self.paid, 0)


class Signed(NamedTuple):
    """A promise of the terms, and the document that signs it, if there is one."""

    promise: Promise
    kept: Kept | None
    key: Registered | None
    """The key that signed it, revoked since or not."""


class Reconciled(NamedTuple):
    """Where the gift stands, from promise to plate."""

    sponsors: tuple[Owing, ...]
    beneficiary: str
    delivered: int
    promises: tuple[Signed, ...]
    receipts: tuple[Kept, ...]
    """Payments and deliveries, in the order in which they came."""

    @property
    def paid(self) -> int:
        """What all sponsors have paid for."""
        return sum(each.paid for each in self.sponsors)

    @property
    def outstanding(self) -> int:
        """What was paid for and is not delivered yet; nothing where delivery ran ahead."""
        return max(self.paid - self.delivered, 0)


def reconcile(desk: Desk, campaign: Campaign) -> Reconciled:
    """Return where the gift of a campaign stands now."""
    terms = campaign.latest.terms
    balances = desk.books.balances(campaign.id)
    keys = {each.number: each for each in desk.parties.every(campaign.id)}
    kept = desk.documents.every(campaign.id)
    signed = [each for each in kept if Kind(each.kind).is_promise]
    by_promise = {promised_by(read_document(each.whole)): each for each in signed}
    promises = [
        Signed(each, found, keys[found.key_number] if found else None)
        for each in promises_of(terms)
        for found in [by_promise.get(each)]
    ]
    return Reconciled(
        sponsors=_sponsors(desk, campaign, balances),
        beneficiary=terms.label.beneficiary,
        delivered=balances[account("delivered", terms.label.beneficiary)],
        promises=tuple(promises),
        receipts=tuple(each for each in kept if not Kind(each.kind).is_promise),
    )


def _sponsors(desk: Desk, campaign: Campaign, balances: Counter[str]) -> tuple[Owing, ...]:
    journal = desk.journal(campaign)
    cover = cover_by_pool(journal)
    earned = Counter[str]()
    for counts in earned_by_pool(journal, journal.standing(), cover).values():
        earned += counts
    pledged = pledged_by_sponsor([each for segments in cover.values() for each in segments])
    return tuple(
        Owing(
            each.name,
            pledged[each.name],
            earned[each.name] + balances[account("earned", each.name, "floor")],
            balances[account("paid", each.name)],
        )
        for each in campaign.latest.terms.sponsors
    )
