"""Desks over memory: one transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock

from tablee.core.campaign import Campaign, Stage, Version
from tablee.core.errors import UnknownCampaign
from tablee.ports.journal import Journal
from tablee.store.memory.cursors import MemoryCursors
from tablee.store.memory.hooks import MemoryHooks
from tablee.store.memory.journal import MemoryJournal
from tablee.store.memory.kinds.codes import MemoryCodes
from tablee.store.memory.kinds.drawings import MemoryDrawings
from tablee.store.memory.kinds.selections import MemorySelections
from tablee.store.memory.kinds.shifts import MemoryShifts, MemoryVolunteers
from tablee.store.memory.kinds.tills import MemoryTills
from tablee.store.memory.log.logs import MemoryLogs
from tablee.store.memory.networks.actors import MemoryActors
from tablee.store.memory.networks.aliases import MemoryAliases
from tablee.store.memory.networks.bulletins import MemoryBulletins
from tablee.store.memory.networks.estimates import MemoryEstimates
from tablee.store.memory.networks.spending import MemorySpending
from tablee.store.memory.papers import (
    MemoryBooks,
    MemoryCoupons,
    MemoryKeys,
    MemoryNotes,
    MemoryOutbox,
)
from tablee.store.memory.posts.lists import MemoryAppeals, MemoryBlogs, MemoryHosts
from tablee.store.memory.posts.posts import MemoryPosts
from tablee.store.memory.posts.submissions import MemorySubmissions
from tablee.store.memory.posts.tasks import MemoryTasks
from tablee.store.memory.privacy.erasures import MemoryErasures
from tablee.store.memory.promises.parties import MemoryDocuments, MemoryParties
from tablee.store.memory.promises.signatories import MemorySignatories
from tablee.store.memory.shelf import Pages, Shelf, Transaction
from tablee.store.memory.traces import MemoryTraces
from tablee.store.wording import terms_text

WRITING_WHILE_READING = "Close the desk you read at before you write: its writes are taken back."


class MemoryCampaigns:
    """The campaigns of a site in memory."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def by_id(self, campaign_id: int) -> Campaign:
        """Return a campaign to read from, by its id, which is known to exist.

        Raises:
            UnknownCampaign: it does not exist after all.
        """
        for campaign in self._transaction.shelf.campaigns.values():
            if campaign.id == campaign_id:
                return campaign
        raise UnknownCampaign(f"There is no campaign number {campaign_id} here.")

    def hold(self, slug: str) -> Campaign:
        """Return a campaign; nobody else is at work while this transaction is open.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        campaign = self._transaction.shelf.campaigns.get(slug)
        if campaign is None:
            raise UnknownCampaign(f"There is no campaign '{slug}' here.")
        return campaign

    see = hold

    def every(self) -> list[Campaign]:
        """Return all campaigns, the latest first."""
        return list(self._transaction.shelf.campaigns.values())[::-1]

    def create(self, slug: str, version: Version, *, is_replay: bool) -> Campaign:
        """Write down a new campaign with its first version.

        Raises:
            ValueError: there is one of that name already.
        """
        shelf = self._transaction.shelf
        if slug in shelf.campaigns:
            message = f"There is a campaign '{slug}' already."
            raise ValueError(message)
        campaign = Campaign(len(shelf.campaigns) + 1, slug, is_replay, Stage.OPEN, (version,))
        self._transaction.put(shelf.campaigns, slug, campaign)
        self._transaction.put(shelf.pages, campaign.id, Pages())
        return campaign

    def publish(self, campaign: Campaign, version: Version) -> Campaign:
        """Write down a further version."""
        return self._put(replace(campaign, versions=(*campaign.versions, version)))

    def document(self, campaign: Campaign, number: int) -> str:
        """Return the text of a version of the terms.

        Raises:
            LookupError: there is no such version.
        """
        versions = {each.number: each.terms for each in campaign.versions}
        return terms_text(versions[number])

    def move_to(self, campaign: Campaign, stage: Stage) -> Campaign:
        """Write down that the campaign is closed or settled."""
        return self._put(replace(campaign, stage=stage))

    def _put(self, campaign: Campaign) -> Campaign:
        self._transaction.put(self._transaction.shelf.campaigns, campaign.slug, campaign)
        return campaign


class MemoryDesk:
    """One transaction over memory."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.actors = MemoryActors(transaction)
        self.campaigns = MemoryCampaigns(transaction)
        self.books = MemoryBooks(transaction)
        self.outbox = MemoryOutbox(transaction)
        self.keys = MemoryKeys(transaction)
        self.notes = MemoryNotes(transaction)
        self.codes = MemoryCodes(transaction)
        self.logs = MemoryLogs(transaction)
        self.coupons = MemoryCoupons(transaction)
        self.cursors = MemoryCursors(transaction)
        self.drawings = MemoryDrawings(transaction)
        self.erasures = MemoryErasures(transaction)
        self.aliases = MemoryAliases(transaction)
        self.bulletins = MemoryBulletins(transaction)
        self.estimates = MemoryEstimates(transaction)
        self.spending = MemorySpending(transaction)
        self.hooks = MemoryHooks(transaction)
        self.tills = MemoryTills(transaction)
        self.traces = MemoryTraces(transaction)
        self.selections = MemorySelections(transaction)
        self.submissions = MemorySubmissions(transaction)
        self.posts = MemoryPosts(transaction)
        self.tasks = MemoryTasks(transaction)
        self.blogs = MemoryBlogs(transaction)
        self.hosts = MemoryHosts(transaction)
        self.appeals = MemoryAppeals(transaction)
        self.shifts = MemoryShifts(transaction)
        self.volunteers = MemoryVolunteers(transaction)
        self.parties = MemoryParties(transaction)
        self.documents = MemoryDocuments(transaction)
        self.signatories = MemorySignatories(transaction)

    def journal(self, campaign: Campaign) -> Journal:
        """Return the journal of a campaign."""
        return MemoryJournal(self._transaction.shelf.pages[campaign.id], self._transaction)


class MemoryDesks:
    """Desks over one shelf; it is empty at first, and gone with the process."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._lock = RLock()
        self._readers = 0

    @contextmanager
    def write(self) -> Iterator[MemoryDesk]:
        """Open a transaction; others wait until it is over.

        Raises:
            RuntimeError: this thread is reading, and what is written now would be taken back.
        """
        with self._lock:
            if self._readers:
                raise RuntimeError(WRITING_WHILE_READING)
            transaction = Transaction(self._shelf)
            try:
                yield MemoryDesk(transaction)
            except BaseException:
                transaction.roll_back()
                raise

    @contextmanager
    def read(self) -> Iterator[MemoryDesk]:
        """Open a transaction that writes nothing: whatever is written is taken back."""
        with self._lock:
            transaction = Transaction(self._shelf)
            self._readers += 1
            try:
                yield MemoryDesk(transaction)
            finally:
                self._readers -= 1
                transaction.roll_back()

    def scrub(self) -> bool:
        """Return that nothing is on disk."""
        return True
