"""Everything a use case needs, open in one transaction."""

from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from tablee.core.books.ledger import Entry
from tablee.core.campaign import Campaign, Stage, Version
from tablee.ports.appeals import Appeals
from tablee.ports.blogs import Blogs, Hosts
from tablee.ports.coupons import Coupons
from tablee.ports.cursors import Cursors
from tablee.ports.hooks import Hooks
from tablee.ports.journal import Journal
from tablee.ports.posts import Posts, Submissions
from tablee.ports.tasks import Tasks
from tablee.ports.traces import Traces


class Clock(Protocol):
    """The time of day."""

    def now_ms(self) -> int:
        """Return the milliseconds since 1970."""
        ...


class Campaigns(Protocol):
    """The campaigns of this site."""

    def by_id(self, campaign_id: int) -> Campaign:
        """Return a campaign to read from, by its id, which is known to exist."""
        ...

    def hold(self, slug: str) -> Campaign:
        """Return a campaign, and keep everybody else from writing to it until the end.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        ...

    def see(self, slug: str) -> Campaign:
        """Return a campaign to read from.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        ...

    def every(self) -> list[Campaign]:
        """Return all campaigns, the latest first."""
        ...

    def create(self, slug: str, version: Version, *, is_replay: bool) -> Campaign:
        """Write down a new campaign with its first version."""
        ...

    def publish(self, campaign: Campaign, version: Version) -> Campaign:
        """Write down a further version."""
        ...

    def move_to(self, campaign: Campaign, stage: Stage) -> Campaign:
        """Write down that the campaign is closed or settled."""
        ...


class Books(Protocol):
    """The double-entry books; rows are added, never changed."""

    def write(self, campaign_id: int, entry: Entry, *, through: int, at_ms: int) -> None:
        """Write an entry that brings the books to sequence number *through*."""
        ...

    def balances(self, campaign_id: int) -> Counter[str]:
        """Return what stands on each account."""
        ...

    def through(self, campaign_id: int) -> int:
        """Return the sequence number to which the books have been brought; 0 at first."""
        ...


class Message(NamedTuple):
    """What must be told to the world after the commit."""

    topic: str
    """``raise.published``, ``milestone.reached``, ``act.decided``, ``campaign.closed`` …"""
    key: str
    """Names the message: putting it twice is putting it once."""
    body: Mapping[str, str | int]


class Letter(NamedTuple):
    """A message as it lies in the outbox."""

    number: int
    campaign_id: int
    put_at_ms: int
    message: Message


class Outbox(Protocol):
    """Messages written in the transaction that caused them, delivered afterwards."""

    def put(self, campaign_id: int, message: Message, at_ms: int) -> None:
        """Write a message down; one with the same key is already there: nothing happens."""
        ...

    def waiting(self, most: int) -> list[tuple[int, Message]]:
        """Return the oldest messages not yet delivered, each with its number."""
        ...

    def letters(self, most: int) -> list[Letter]:
        """Return the oldest messages not yet delivered, with all that is known of them."""
        ...

    def letter(self, number: int) -> Letter | None:
        """Return one message, delivered or not."""
        ...

    def delivered(self, number: int, at_ms: int) -> None:
        """Write down that a message has been delivered."""
        ...


class PartnerKey(NamedTuple):
    """A key by which a partner sends acts; only its hash is kept."""

    name: str
    campaign: str
    digest: bytes
    kinds: tuple[str, ...]
    """Kinds it may send; empty means all of the campaign's."""
    is_revoked: bool = False


class Keys(Protocol):
    """The keys of partners."""

    def add(self, key: PartnerKey, at_ms: int) -> None:
        """Write a new key down."""
        ...

    def find(self, digest: bytes) -> PartnerKey | None:
        """Return the key with that hash, revoked or not."""
        ...

    def revoke(self, campaign: str, name: str, at_ms: int) -> bool:
        """Write down that a campaign's key is no longer good; return whether there was one."""
        ...

    def every(self, campaign: str) -> list[PartnerKey]:
        """Return a campaign's keys, in order of issue."""
        ...


class Note(NamedTuple):
    """A dated public message of a sponsor, the association or the organiser."""

    author: str
    en: str
    fr: str
    at_ms: int


class Notes(Protocol):
    """The public messages of a campaign."""

    def post(self, campaign_id: int, note: Note) -> None:
        """Write a message down."""
        ...

    def latest(self, campaign_id: int, most: int) -> list[Note]:
        """Return the latest messages, newest first."""
        ...


class Desk(Protocol):
    """One transaction: leaving it commits, an exception rolls all of it back."""

    @property
    def campaigns(self) -> Campaigns:
        """The campaigns of this site."""
        ...

    @property
    def books(self) -> Books:
        """The books of all campaigns."""
        ...

    @property
    def outbox(self) -> Outbox:
        """What is to be told after the commit."""
        ...

    @property
    def keys(self) -> Keys:
        """The keys of partners."""
        ...

    @property
    def notes(self) -> Notes:
        """Public messages."""
        ...

    @property
    def cursors(self) -> Cursors:
        """Where readers of networks go on reading."""
        ...

    @property
    def hooks(self) -> Hooks:
        """Where events are sent."""
        ...

    @property
    def coupons(self) -> Coupons:
        """What opens something once."""
        ...

    @property
    def traces(self) -> Traces:
        """What was done with share links."""
        ...

    @property
    def submissions(self) -> Submissions:
        """Pages people told us of."""
        ...

    @property
    def posts(self) -> Posts:
        """Posts that became acts."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Work to be done after the commit."""
        ...

    @property
    def blogs(self) -> Blogs:
        """Blogs whose feeds we follow."""
        ...

    @property
    def hosts(self) -> Hosts:
        """Hosts people have judged."""
        ...

    @property
    def appeals(self) -> Appeals:
        """Appeals against decisions."""
        ...

    def journal(self, campaign: Campaign) -> Journal:
        """Return the journal of a campaign."""
        ...


class Desks(Protocol):
    """Where desks are opened."""

    def write(self) -> AbstractContextManager[Desk]:
        """Open a transaction that may write; on SQLite it waits for the only writer."""
        ...

    def read(self) -> AbstractContextManager[Desk]:
        """Open a transaction that sees one moment and writes nothing."""
        ...
