"""How a campaign's log stands: what is proved, who has seen it, whom to compare keys with."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.leaves.leaf import Leaf, read_leaf
from tablee.core.log.checkpoint import CHECKPOINT, read_checkpoint, read_signed
from tablee.core.log.cosignature import Seen as SeenBy
from tablee.core.log.cosignature import seen_by
from tablee.core.log.fault import BadLog
from tablee.core.log.note import Key, read_note
from tablee.core.log.policy import Policy
from tablee.core.rulebook import SECOND_MS
from tablee.outside.log.exports import ExportShelf
from tablee.outside.signing import verify
from tablee.ports.log.files import LogFiles
from tablee.ports.log.logs import Log
from tablee.usecases.log.prove import leaf_at
from tablee.usecases.log.sealing.doubt import told
from tablee.usecases.log.sealing.publish import policy_of
from tablee.usecases.log.see_witnesses import see_waiting
from tablee.web.reading import Seen
from tablee.web.site import current
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, speaking

LATE_MS = 60 * SECOND_MS
MEGABYTE = 1_000_000


class Holder(NamedTuple):
    """Somebody's key, to be compared with what its owner shows."""

    name: str
    key: str


class Bundle(NamedTuple):
    """The latest export, and how far it goes: a log grows on, and an export does not."""

    address: str
    line: str
    """The line of the log at which it ends; empty where that cannot be read."""
    megabytes: str
    """How many it has at the most."""
    is_behind: bool


class Sight(NamedTuple):
    """A witness, and when it saw the last checkpoint."""

    name: str
    when: str


@dataclass(frozen=True, slots=True)
class LogView:
    """A log, ready to be shown; what is not known yet is empty."""

    address: str
    key: str = ""
    size: str = ""
    proved: str = ""
    """The figure that anybody can recount by now."""
    published: str = ""
    """When the last checkpoint was published."""
    seen: tuple[Sight, ...] = ()
    witnesses: tuple[Holder, ...] = ()
    pending_since: str = ""
    waiting_for: str = ""
    """Whose signatures are missing, where too few have signed."""
    stopped: str = ""
    """Why nothing more is sealed, if so, in a sentence of the page's language and to the letter."""
    verifier: str = ""
    bundle: Bundle | None = None
    """The whole campaign as one file, once there is one."""

    @property
    def is_published(self) -> bool:
        """Whether there is a checkpoint that anybody can read."""
        return bool(self.published)

    @property
    def checkpoint(self) -> str:
        """Where the last checkpoint lies."""
        return f"{self.address}/checkpoint"

    @property
    def schema(self) -> str:
        """Where it is said what the lines of a log look like."""
        return reverse("leaf_schema")

    @property
    def policy(self) -> str:
        """Where it is said whose signatures a checkpoint needs."""
        return f"{self.address}/policy"


def log_view(seen: Seen, root: str) -> LogView:
    """Return how the log of a campaign stands; *root* is the address of the site."""
    site, slug = current(), seen.campaign.slug
    with site.desks.read() as desk:
        log = desk.logs.of(seen.campaign.id)
    address = f"{root}{reverse('log', args=[slug, 'checkpoint'])}".removesuffix("/checkpoint")
    if log is None:
        return LogView(address)
    files, dates = site.logs.log(slug), Dates(seen.terms.zone)
    view = LogView(
        address,
        key=log.vkey,
        pending_since=_since(log, dates),
        waiting_for=_waiting(files, policy_of(log)),
        stopped=_stopped(log),
    )
    checkpoint = files.read(CHECKPOINT)
    try:
        return view if checkpoint is None else _published(view, seen, log, checkpoint)
    except BadLog:
        # What was damaged proves nothing; the log stops for it, and then it is said.
        return view


def _published(view: LogView, seen: Seen, log: Log, checkpoint: bytes) -> LogView:
    """Return *view* with what a published checkpoint says.

    Raises:
        BadLog: it was damaged, or the leaves that it covers were.
    """
    site, slug = current(), seen.campaign.slug
    policy, dates = policy_of(log), Dates(seen.terms.zone)
    note = read_note(checkpoint)
    witnesses = tuple(each.key for each in policy.witnesses)
    size = read_checkpoint(note.text).size
    return replace(
        view,
        size=figure(size, speaking()),
        proved=_proved(seen, site.logs.log(slug), size),
        published=dates.minute(log.published_at_ms),
        seen=_sights(policy, seen_by(note, witnesses, verify), dates),
        witnesses=tuple(_witness(each.name, each.key) for each in policy.witnesses),
        verifier=reverse("verifier", args=[slug]),
        bundle=_bundle(slug, size),
    )


def _bundle(slug: str, size: int) -> Bundle | None:
    """Return the latest export beside a log of *size* leaves; nothing before the first."""
    shelf = ExportShelf(current().settings.home)
    exports = shelf.every(slug)
    if not exports:
        return None
    try:
        end = read_signed(shelf.last_checkpoint(slug)).size
    except BadLog:
        end = 0
    return Bundle(
        reverse("export", args=[slug, exports[0].name.removesuffix(".zip")]),
        figure(end, speaking()) if end else "",
        figure(-(-exports[0].size_bytes // MEGABYTE), speaking()),
        is_behind=0 < end < size,
    )


class Proved(NamedTuple):
    """What anybody can recount by now, and since when; or that the log has stopped."""

    figure: str
    when: str
    is_stopped: bool
    is_waiting: bool
    """Whether more is sealed than enough witnesses have seen."""


def proved(seen: Seen) -> Proved | None:
    """Return what the published log of a campaign proves.

    It is nothing before the first checkpoint, and where files of the log were damaged.
    """
    site = current()
    with site.desks.read() as desk:
        log = desk.logs.of(seen.campaign.id)
    files = site.logs.log(seen.campaign.slug)
    checkpoint = files.read(CHECKPOINT) if log else None
    if log is None or checkpoint is None:
        return None
    try:
        found = _proved(seen, files, read_signed(checkpoint).size)
    except BadLog:
        return None
    return Proved(
        found,
        Dates(seen.terms.zone).minute(log.published_at_ms),
        is_stopped=bool(log.stopped),
        is_waiting=_is_late(log),
    )


def log_line(campaign_id: int) -> str:
    """Say in one line how a log stands, for the staff."""
    with current().desks.read() as desk:
        log = desk.logs.of(campaign_id)
    if log is None:
        return "-"
    if log.stopped:
        return _("stopped: %(why)s") % {"why": told(log.stopped).say(speaking())}
    if _is_late(log):
        return _("waits for witnesses")
    return _("published through line %(size)s") % {"size": figure(log.published_size, speaking())}


def last_tally(files: LogFiles, size: int) -> Leaf:
    """Return the tally with which a published log of *size* leaves ends."""
    return read_leaf(leaf_at(files, size - 1, size))


def _proved(seen: Seen, files: LogFiles, size: int) -> str:
    """Say what the published log adds up to, purchases apart, as the campaign page does."""
    pools = last_tally(files, size)["pools"]
    apart = seen.tally.purchase_pools
    paid = sum(pool["paid"] for name, pool in pools.items() if name not in apart)
    return Units(seen.terms.unit, speaking()).say(paid)


def _since(log: Log, dates: Dates) -> str:
    return dates.minute(log.pending_since_ms) if _is_late(log) else ""


def _is_late(log: Log) -> bool:
    """Return whether witnesses are missing for longer than they are asked: a minute is no news."""
    since_ms = log.pending_since_ms
    return bool(since_ms) and current().clock.now_ms() - since_ms >= LATE_MS


def _stopped(log: Log) -> str:
    return told(log.stopped).say(speaking()) if log.stopped else ""


def _waiting(files: LogFiles, policy: Policy) -> str:
    try:
        waiting = see_waiting(files, policy, verify)
    except BadLog:
        return ""
    return waiting.words.say(speaking()) if waiting else ""


def _sights(policy: Policy, seen: list[SeenBy], dates: Dates) -> tuple[Sight, ...]:
    names = {each.key: each.name for each in policy.witnesses}
    return tuple(Sight(names[each.key], dates.minute(each.at_s * SECOND_MS)) for each in seen)


def _witness(name: str, key: Key) -> Holder:
    return Holder(name, str(key))
