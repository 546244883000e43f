"""Seal a campaign's log: make its new leaves last, sign how far it goes, and publish that.

The order is what makes it safe. A batch is *staged*: all its bytes are written down with the
database's word that the log stands where it begins. Then its files are written, read again from
the disk, and the root is worked out by another code. Only then does the log move, in one
transaction with the books and with where each act lies; then it is signed, shown to witnesses and
published. Whoever is killed in between leaves a staged batch, and whoever comes next finishes it,
byte for byte. On any doubt nothing more is sealed until a person has looked.
"""

import logging
from collections.abc import Mapping
from typing import NamedTuple

from tablee.core.books.ledger import Entry, account, earned
from tablee.core.campaign import Campaign
from tablee.core.leaves.leaf import read_leaf
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import packed, unpacked
from tablee.core.log.tree import EMPTY_ROOT
from tablee.ports.desk import Desk
from tablee.ports.log.logs import Log, Staged
from tablee.ports.log.signer import KeyIsLost
from tablee.usecases.log.sealing.begin import begin_log
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt, why
from tablee.usecases.log.sealing.gather import gather
from tablee.usecases.log.sealing.opened import Opened, open_log
from tablee.usecases.log.sealing.publish import publish, signed_size
from tablee.usecases.log.sealing.reread import reread
from tablee.usecases.log.sealing.room import Earned, Room

FLOOR = "floor"
"""What is on this account no act has earned: see `tablee.core.books.settlement`."""

logger = logging.getLogger("tablee.log")


class Sealed(NamedTuple):
    """How a log stands after sealing."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    is_published: bool = False
    """Whether all that is sealed is published, with enough witnesses."""
    stopped: str = ""
    """Why nothing more is sealed, if so: see `tablee.usecases.log.sealing.doubt`."""
    leaves: int = 0
    """How many leaves were sealed just now."""


class Sealer:
    """Seals the logs of one site; it remembers each log's count, so keep one for long.

    Any number of sealers may be at work, also in other processes: they take turns.
    """

    def __init__(self, room: Room) -> None:
        self._room = room
        self._opened: dict[int, Opened] = {}
        self._told: set[int] = set()

    def seal(self, slug: str) -> Sealed:
        """Seal all that has happened to a campaign so far, and publish it.

        Doing it again when nothing has happened changes nothing, unless witnesses were missing.
        What fails for want of a disk or a database is left as it is, and done the next time.

        Raises:
            UnknownCampaign: there is none of that name.
            OSError: the files could not be written; nothing is lost.
        """
        with self._room.desks.read() as desk:
            campaign = desk.campaigns.see(slug)
        with self._room.shelf.alone(slug):
            try:
                return self._seal(campaign)
            except (LogInDoubt, BadLog, KeyIsLost) as doubt:
                self._opened.pop(campaign.id, None)
                return self._stop(campaign, doubt)
            except BaseException:
                self._opened.pop(campaign.id, None)
                raise

    def resume(self, slug: str) -> bool:
        """Let a log go on that was stopped, after a person has looked; return whether it was.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        with self._room.desks.write() as desk:
            campaign = desk.campaigns.hold(slug)
            log = desk.logs.of(campaign.id)
            if log is None or not log.stopped:
                return False
            desk.logs.stop(campaign.id, "", 0)
        return True

    def _seal(self, campaign: Campaign) -> Sealed:
        signed = signed_size(self._room.shelf.log(campaign.slug))
        log = begin_log(self._room, campaign)
        if log.stopped:
            return _as_sealed(log)
        if signed > log.size:
            # Before anything is written: what lies there is the only copy of what was signed.
            raise LogInDoubt(Doubt.SIGNED_AHEAD, signed=signed, sealed=log.size)
        before = log.size
        while self._seal_batch(campaign):
            pass
        with self._room.desks.read() as desk:
            log = desk.logs.of(campaign.id) or log
        is_published = log.published_size == log.size
        if log.size and not is_published:
            is_published = publish(self._room, campaign.slug, log)
        return Sealed(log.size, log.root, is_published, leaves=log.size - before)

    def _seal_batch(self, campaign: Campaign) -> bool:
        """Seal one batch; return whether there was one."""
        with self._room.desks.read() as desk:
            log, staged = desk.logs.of(campaign.id), desk.logs.staged(campaign.id)
            if log is None:
                raise LogInDoubt(Doubt.LOG_FORGOTTEN)
            if staged is None and not _has_news(desk, campaign, log):
                return False
        opened = self._open(campaign, log)
        if staged is None:
            staged = self._stage(campaign, log, opened)
            if staged is None:
                # Somebody else was first: theirs is finished next.
                self._opened.pop(campaign.id)
                return True
        else:
            _take_in(opened, staged)
        self._finish(campaign, opened, staged)
        return True

    def _open(self, campaign: Campaign, log: Log) -> Opened:
        """Return the log as it stands, read and counted again if it is not in memory."""
        opened = self._opened.get(campaign.id)
        if opened is None or not opened.stands_at(log):
            room = self._room
            opened = open_log(room.shelf.log(campaign.slug), log, room.verify)
            self._opened[campaign.id] = opened
        return opened

    def _stage(self, campaign: Campaign, log: Log, opened: Opened) -> Staged | None:
        """Write the next batch down; nothing if somebody else has."""
        with self._room.desks.read() as desk:
            fresh = desk.campaigns.by_id(campaign.id)
            found = gather(desk, fresh, log, opened.count)
        opened.hash_all(found.leaves)
        staged = Staged(
            campaign_id=campaign.id,
            size=log.size,
            root=log.root,
            new_size=opened.edge.size,
            new_root=opened.edge.root,
            act_number=found.act_number,
            happening=found.happening,
            sequence=opened.count.sequence,
            entries=packed(found.leaves),
            places=b"".join(found.places),
            earned=opened.count.tally()["earned"],
            made_at_ms=self._room.clock.now_ms(),
        )
        with self._room.desks.write() as desk:
            if not desk.logs.stage(staged):
                return None
            desk.logs.add_tag_keys(campaign.id, found.tag_keys)
        return staged

    def _finish(self, campaign: Campaign, opened: Opened, staged: Staged) -> None:
        """Write the files of a staged batch, look again, and let the log move."""
        files = self._room.shelf.log(campaign.slug)
        files.write_all(opened.growth.grow(unpacked(staged.entries)))
        if reread(files, staged.size, staged.new_size) != staged.new_root:
            raise LogInDoubt(Doubt.ROOT_MISREAD)
        with self._room.desks.write() as desk:
            # Whoever chooses a policy holds the campaign, then the log: in the same order, no
            # two ever wait for each other.
            desk.campaigns.hold(campaign.slug)
            if desk.logs.seal(staged):
                _post(desk, staged, self._room.clock.now_ms())
                return
            log = desk.logs.of(campaign.id)
        # Somebody else has finished it meanwhile, or the log is not where it was.
        self._opened.pop(campaign.id)
        is_done = log is not None and log.size >= staged.new_size
        if (
            log is None
            or not is_done
            or (log.size == staged.new_size and log.root != staged.new_root)
        ):
            raise LogInDoubt(Doubt.LOG_MOVED)

    def _stop(self, campaign: Campaign, doubt: LogInDoubt | BadLog | KeyIsLost) -> Sealed:
        """Write down why nothing more is sealed, and since when; say so once each time it stops."""
        stopped = str(why(doubt))
        with self._room.desks.write() as desk:
            log = desk.logs.of(campaign.id)
            is_new = log is not None and not log.stopped
            if log is not None and is_new:
                desk.logs.stop(campaign.id, stopped, self._room.clock.now_ms())
                log = log._replace(stopped=stopped)
        if log is None:
            # There is no row on which to write that it was said.
            is_new = campaign.id not in self._told
            self._told.add(campaign.id)
        if is_new:
            logger.critical("The log of '%s' is stopped: %s", campaign.slug, doubt)
        return Sealed(stopped=stopped) if log is None else _as_sealed(log)


def _has_news(desk: Desk, campaign: Campaign, log: Log) -> bool:
    """Return whether something has happened since the log was sealed."""
    journal = desk.journal(campaign)
    return bool(journal.acts_after(log.act_number, 1) or journal.happenings(log.happening, 1))


def _take_in(opened: Opened, staged: Staged) -> None:
    """Count and hash a batch that somebody else has staged.

    Raises:
        BadLog: it does not follow from the log.
        LogInDoubt: it does not lead where it says.
    """
    leaves = unpacked(staged.entries)
    for leaf in leaves:
        opened.count.take(read_leaf(leaf))
    opened.hash_all(leaves)
    if (opened.edge.size, opened.edge.root) != (staged.new_size, staged.new_root):
        raise LogInDoubt(Doubt.BATCH_ASTRAY)


def _post(desk: Desk, staged: Staged, now_ms: int) -> None:
    """Bring the books to the end of a batch, in one entry, unless they are there already."""
    if desk.books.through(staged.campaign_id) >= staged.sequence:
        return
    balances = desk.books.balances(staged.campaign_id)
    reason = f"leaves {staged.size} to {staged.new_size - 1}"
    change = _change(staged.earned, balances)
    postings = tuple(
        posting
        for pool in sorted(change)
        for posting in earned(pool, change[pool], reason).postings
    )
    entry = Entry(reason, postings)
    desk.books.write(staged.campaign_id, entry, through=staged.sequence, at_ms=now_ms)


def _change(now: Earned, balances: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return what each sponsor has earned beyond what the books say, by pool."""
    wanted = {
        account("earned", sponsor, pool): units
        for pool, shares in now.items()
        for sponsor, units in shares.items()
    }
    change: dict[str, dict[str, int]] = {}
    for name in sorted({*wanted, *(each for each in balances if each.startswith("earned:"))}):
        sponsor, _, pool = name.removeprefix("earned:").rpartition(":")
        units = wanted.get(name, 0) - balances.get(name, 0)
        if units and pool != FLOOR:
            change.setdefault(pool, {})[sponsor] = units
    return change


def _as_sealed(log: Log) -> Sealed:
    return Sealed(log.size, log.root, log.published_size == log.size, log.stopped)
