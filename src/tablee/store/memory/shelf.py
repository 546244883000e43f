"""What the in-memory site remembers, and how to take back what a failed transaction did."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from tablee.core.act import Act
from tablee.core.books.ledger import Entry
from tablee.core.campaign import Campaign
from tablee.core.drawing.drawing import Drawing
from tablee.core.line import Stretch
from tablee.core.post.post import Post
from tablee.core.post.submission import Submission
from tablee.core.purchase.slip import Slip
from tablee.core.standing import Standing
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Volunteer
from tablee.ports.appeals import Appeal
from tablee.ports.blogs import Blog, HostRule
from tablee.ports.desk import Letter, Note, PartnerKey
from tablee.ports.hooks import Hook
from tablee.ports.journal import Allowance, Decided, LaidSegment
from tablee.ports.kinds.codes import Series
from tablee.ports.kinds.selections import Selection
from tablee.ports.kinds.tills import TillFile
from tablee.ports.log.happenings import Happening
from tablee.ports.log.logs import Log, Staged
from tablee.ports.networks.actors import Follower, News, Relay
from tablee.ports.networks.bulletins import Bulletin
from tablee.ports.networks.estimates import Estimate
from tablee.ports.networks.spending import Spent
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.ports.promises.signatories import Passkey, Signatory
from tablee.ports.traces import Step, Trace
from tablee.store.memory.ticket import Ticket
from tablee.store.turns import Turns

Undo = Callable[[], object]
Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(slots=True)
class Pages:
    """One campaign's acts and everything that hangs on them."""

    standing: Standing = field(default_factory=Standing)
    acts: list[Act] = field(default_factory=list[Act])
    """The act numbered n is at n - 1."""
    claims: dict[bytes, int] = field(default_factory=dict[bytes, int])
    first_claims: dict[int, bytes] = field(default_factory=dict[int, bytes])
    """What acts stood under at first, by number, where that has changed."""
    lines: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """Numbers of the acts that entered each pool, in line order."""
    held: dict[str, dict[int, Stretch]] = field(default_factory=dict[str, dict[int, Stretch]])
    """Held stretches of each pool, by the number of their act."""
    gaps: dict[str, list[Stretch]] = field(default_factory=dict[str, list[Stretch]])
    segments: list[LaidSegment] = field(default_factory=list[LaidSegment])
    decisions: list[Decided] = field(default_factory=list[Decided])
    happenings: list[Happening] = field(default_factory=list[Happening])
    """The happening numbered n is at n - 1."""
    taken: Counter[Allowance] = field(default_factory=Counter[Allowance])
    entries: list[Entry] = field(default_factory=list[Entry])
    through: int = 0
    log: Log | None = None
    staged: Staged | None = None
    places: dict[int, tuple[int, bytes]] = field(default_factory=dict[int, tuple[int, bytes]])
    """Leaf and salt of each act sealed, by its number."""
    tag_keys: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])
    notes: list[Note] = field(default_factory=list[Note])


@dataclass(slots=True)
class Shelf:
    """All that is remembered."""

    campaigns: dict[str, Campaign] = field(default_factory=dict[str, Campaign])
    pages: dict[int, Pages] = field(default_factory=dict[int, Pages])
    messages: list[Letter] = field(default_factory=list[Letter])
    """The message numbered n is at n - 1."""
    message_keys: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    delivered: dict[int, int] = field(default_factory=dict[int, int])
    """When, by their numbers."""
    forgotten: set[int] = field(default_factory=set[int])
    keys: list[PartnerKey] = field(default_factory=list[PartnerKey])
    cursors: dict[tuple[int, str], tuple[str, str, int]] = field(
        default_factory=dict[tuple[int, str], tuple[str, str, int]]
    )
    """Position, holder and end of the hold, by campaign and reader."""
    coupons: dict[str, int] = field(default_factory=dict[str, int])
    """Until when each used coupon would have been good."""
    submissions: list[Submission] = field(default_factory=list[Submission])
    """The submission numbered n is at n - 1."""
    sources: dict[tuple[int, str, str], int] = field(
        default_factory=dict[tuple[int, str, str], int]
    )
    """Numbers of submissions by campaign, kind and source."""
    posts: dict[tuple[int, int], Post] = field(default_factory=dict[tuple[int, int], Post])
    """Posts by campaign and act."""
    tickets: dict[int, Ticket] = field(default_factory=dict[int, Ticket])
    """Tasks by number."""
    task_names: dict[tuple[int, str, str], int] = field(
        default_factory=dict[tuple[int, str, str], int]
    )
    """Numbers of tasks by campaign, verb and key."""
    last_task: int = 0
    turns: Turns = field(default_factory=Turns)
    blogs: list[Blog] = field(default_factory=list[Blog])
    """The blog numbered n is at n - 1."""
    host_rules: dict[str, HostRule] = field(default_factory=dict[str, HostRule])
    appeals: list[Appeal] = field(default_factory=list[Appeal])
    hooks: dict[int, Hook] = field(default_factory=dict[int, Hook])
    """Hooks by number."""
    last_hook: int = 0
    drawings: dict[tuple[int, int], Drawing] = field(default_factory=dict[tuple[int, int], Drawing])
    """Drawings by campaign and act."""
    code_series: dict[tuple[int, int], Series] = field(
        default_factory=dict[tuple[int, int], Series]
    )
    """Series of receipt codes, by campaign and number."""
    code_receipts: dict[tuple[int, int, int], str] = field(
        default_factory=dict[tuple[int, int, int], str]
    )
    """Receipts that codes name, by campaign, series and serial."""
    selections: dict[tuple[int, int], Selection] = field(
        default_factory=dict[tuple[int, int], Selection]
    )
    """What the organiser chose, by campaign and the act that the choice is."""
    purses: dict[str, Spent] = field(default_factory=dict[str, Spent])
    """What asking networks has cost, by purse."""
    estimates: dict[tuple[int, str, str], Estimate] = field(
        default_factory=dict[tuple[int, str, str], Estimate]
    )
    """What networks say in sum, by campaign, network and measure."""
    bulletins: dict[tuple[int, str], Bulletin] = field(
        default_factory=dict[tuple[int, str], Bulletin]
    )
    """How readers fare, by campaign and reader."""
    aliases: dict[tuple[int, str, str], str] = field(
        default_factory=dict[tuple[int, str, str], str]
    )
    """What servers call objects, by campaign, reader and that name."""
    till_files: list[TillFile] = field(default_factory=list[TillFile])
    """The file numbered n is at n - 1."""
    till_slips: dict[tuple[int, bytes], Slip] = field(default_factory=dict[tuple[int, bytes], Slip])
    """Receipts by campaign and key."""
    traces: dict[tuple[int, int, Step, bytes], Trace] = field(
        default_factory=dict[tuple[int, int, Step, bytes], Trace]
    )
    """What was done with share links, by campaign, owner, step and visitor."""
    shifts: dict[int, Shift] = field(default_factory=dict[int, Shift])
    """Shifts by number."""
    volunteers: dict[int, Volunteer] = field(default_factory=dict[int, Volunteer])
    """Who comes, by number."""
    last_volunteer: int = 0
    askings: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """How often each has asked, and when that is forgotten."""
    actor_keys: dict[int, str] = field(default_factory=dict[int, str])
    followers: dict[tuple[int, str], Follower] = field(
        default_factory=dict[tuple[int, str], Follower]
    )
    """Followers and relays by campaign and actor."""
    relays: dict[tuple[int, str], Relay] = field(default_factory=dict[tuple[int, str], Relay])
    news: list[tuple[int, News]] = field(default_factory=list[tuple[int, News]])
    """The news numbered n are at n - 1, with their campaign."""
    party_keys: list[Registered] = field(default_factory=list[Registered])
    """The key numbered n is at n - 1."""
    documents: list[Kept] = field(default_factory=list[Kept])
    """The signed document numbered n is at n - 1."""
    signatories: dict[Signatory, bool] = field(default_factory=dict[Signatory, bool])
    passkeys: dict[str, Passkey] = field(default_factory=dict[str, Passkey])
    """Passkeys by credential."""


class Transaction:
    """What one transaction has done so far, so that it can be undone, last step first."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._steps: list[Undo] = []

    def remember(self, step: Undo) -> None:
        """Undo with *step* what is done next."""
        self._steps.append(step)

    def roll_back(self) -> None:
        """Put everything back."""
        while self._steps:
            self._steps.pop()()

    def push(self, rows: list[Row], row: Row) -> None:
        """Add *row* at the end of *rows*."""
        self.remember(rows.pop)
        rows.append(row)

    def replace(self, rows: list[Row], index: int, row: Row) -> None:
        """Put *row* where another stands in *rows*."""
        self.remember(partial(rows.__setitem__, index, rows[index]))
        rows[index] = row

    def put(self, rows: dict[Key, Row], key: Key, row: Row) -> None:
        """Keep *row* under *key*."""
        if key in rows:
            self.remember(partial(rows.__setitem__, key, rows[key]))
        else:
            self.remember(partial(rows.pop, key))
        rows[key] = row

    def drop(self, rows: dict[Key, Row], key: Key) -> None:
        """Forget what is kept under *key*, if anything is."""
        if key in rows:
            self.remember(partial(rows.__setitem__, key, rows.pop(key)))

    def note(self, keys: set[Key], key: Key) -> None:
        """Add a *key* that is not there yet."""
        self.remember(partial(keys.remove, key))
        keys.add(key)
