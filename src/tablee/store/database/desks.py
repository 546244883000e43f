"""Desks over the database: a transaction each, in whichever thread asks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import RLock, local

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tablee.core.campaign import Campaign
from tablee.ports.journal import Journal
from tablee.store.database.books import DatabaseBooks
from tablee.store.database.campaigns import DatabaseCampaigns, Known
from tablee.store.database.coupons import DatabaseCoupons
from tablee.store.database.cursors import DatabaseCursors
from tablee.store.database.hooks import DatabaseHooks
from tablee.store.database.journal import DatabaseJournal
from tablee.store.database.keys import DatabaseKeys
from tablee.store.database.kinds.codes import DatabaseCodes
from tablee.store.database.kinds.drawings import DatabaseDrawings
from tablee.store.database.kinds.selections import DatabaseSelections
from tablee.store.database.kinds.shifts import DatabaseShifts
from tablee.store.database.kinds.tills import DatabaseTills
from tablee.store.database.kinds.volunteers import DatabaseVolunteers
from tablee.store.database.log.logs import DatabaseLogs
from tablee.store.database.networks.actors import DatabaseActors
from tablee.store.database.networks.aliases import DatabaseAliases
from tablee.store.database.networks.bulletins import DatabaseBulletins
from tablee.store.database.networks.estimates import DatabaseEstimates
from tablee.store.database.networks.spending import DatabaseSpending
from tablee.store.database.notes import DatabaseNotes
from tablee.store.database.outbox import DatabaseOutbox
from tablee.store.database.posts.appeals import DatabaseAppeals
from tablee.store.database.posts.blogs import DatabaseBlogs, DatabaseHosts
from tablee.store.database.posts.posts import DatabasePosts
from tablee.store.database.posts.submissions import DatabaseSubmissions
from tablee.store.database.posts.tasks import DatabaseTasks
from tablee.store.database.privacy.erasures import DatabaseErasures
from tablee.store.database.privacy.scrubbing import scrub
from tablee.store.database.promises.parties import DatabaseDocuments, DatabaseParties
from tablee.store.database.promises.signatories import DatabaseSignatories
from tablee.store.database.rows import Rows
from tablee.store.database.traces import DatabaseTraces
from tablee.store.turns import Turns

IDLE_LIMIT_S = 1
"""A connection unused for longer is asked whether it still lives: the server may have restarted."""
WRITING_WHILE_READING = "Close the desk you read at before you write: its writes are taken back."


class DatabaseDesk:
    """One transaction in the database."""

    def __init__(self, alias: str, known: Known, turns: Turns) -> None:
        self._rows = Rows(alias)
        self.actors = DatabaseActors(self._rows)
        self.campaigns = DatabaseCampaigns(self._rows, known)
        self.books = DatabaseBooks(self._rows)
        self.outbox = DatabaseOutbox(self._rows)
        self.keys = DatabaseKeys(self._rows)
        self.notes = DatabaseNotes(self._rows)
        self.codes = DatabaseCodes(self._rows)
        self.logs = DatabaseLogs(self._rows)
        self.coupons = DatabaseCoupons(self._rows)
        self.cursors = DatabaseCursors(self._rows)
        self.drawings = DatabaseDrawings(self._rows)
        self.erasures = DatabaseErasures(self._rows)
        self.aliases = DatabaseAliases(self._rows)
        self.bulletins = DatabaseBulletins(self._rows)
        self.estimates = DatabaseEstimates(self._rows)
        self.spending = DatabaseSpending(self._rows)
        self.hooks = DatabaseHooks(self._rows)
        self.tills = DatabaseTills(self._rows)
        self.traces = DatabaseTraces(self._rows)
        self.selections = DatabaseSelections(self._rows)
        self.submissions = DatabaseSubmissions(self._rows)
        self.posts = DatabasePosts(self._rows)
        self.tasks = DatabaseTasks(self._rows, turns)
        self.blogs = DatabaseBlogs(self._rows)
        self.hosts = DatabaseHosts(self._rows)
        self.appeals = DatabaseAppeals(self._rows)
        self.shifts = DatabaseShifts(self._rows)
        self.volunteers = DatabaseVolunteers(self._rows)
        self.parties = DatabaseParties(self._rows)
        self.documents = DatabaseDocuments(self._rows)
        self.signatories = DatabaseSignatories(self._rows)

    def journal(self, campaign: Campaign) -> Journal:
        """Return the journal of a campaign."""
        return DatabaseJournal(self._rows, campaign.id)


class DatabaseDesks:
    """Desks over one database; any thread may ask, other processes may write too."""

    def __init__(self, alias: str = "default") -> None:
        self._alias = alias
        self._known: Known = {}
        self._turns = Turns()
        self._used = local()
        is_sqlite = connections[alias].vendor == "sqlite"
        # SQLite's waiting writers look again now and then; ours are woken.
        self._turn = RLock() if is_sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[DatabaseDesk]:
        """Open a transaction that may write; on SQLite it waits for the only writer.

        Raises:
            RuntimeError: this thread is reading, and what is written now would be taken back.
        """
        if getattr(self._used, "is_reading", False):
            raise RuntimeError(WRITING_WHILE_READING)
        self._connection()
        with self._turn, transaction.atomic(using=self._alias):
            yield DatabaseDesk(self._alias, self._known, self._turns)

    @contextmanager
    def read(self) -> Iterator[DatabaseDesk]:
        """Open a transaction that sees one moment; whatever is written is taken back."""
        connection = self._connection()
        with self._reading(), _deferred(connection), transaction.atomic(using=self._alias):
            if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
                Rows(self._alias).run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield DatabaseDesk(self._alias, self._known, self._turns)
            transaction.set_rollback(True, using=self._alias)

    def scrub(self) -> bool:
        """Let nothing stay on disk of what was erased; return whether it is so."""
        connection = self._connection()
        with self._turn:
            return scrub(connection)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        was_reading = getattr(self._used, "is_reading", False)
        self._used.is_reading = True
        try:
            yield
        finally:
            self._used.is_reading = was_reading

    def _connection(self) -> BaseDatabaseWrapper:
        """Return this thread's connection, opened again if the database has gone away."""
        connection = connections[self._alias]
        now_s = time.monotonic()
        if not connection.in_atomic_block:
            was_idle = now_s - getattr(self._used, "at_s", now_s) > IDLE_LIMIT_S
            has_failed = connection.errors_occurred
            if connection.connection and (was_idle or has_failed) and not connection.is_usable():
                connection.close()
            connection.errors_occurred = False
        self._used.at_s = now_s
        return connection


@contextmanager
def _deferred(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let transactions of SQLite begin without waiting for the writer: readers never do."""
    mode = getattr(connection, "transaction_mode", None)
    if mode is None:
        yield
        return
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]
