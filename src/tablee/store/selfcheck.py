"""Derive everything a site says from the acts alone, and name what contradicts them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from tablee.core.act import Act, State
from tablee.core.books.ledger import account
from tablee.core.campaign import Campaign, Stage
from tablee.core.line import Line
from tablee.core.promise import Measure
from tablee.core.promising.document import read_document
from tablee.core.segment import Segment, attribute
from tablee.core.standing import KindCount
from tablee.core.terms import Proof
from tablee.core.volunteering.volunteer import act_object, acts_of
from tablee.ports.desk import Books, Desk, Desks
from tablee.ports.journal import Allowance
from tablee.ports.kinds.drawings import Drawings
from tablee.ports.posts import Posts, Submissions
from tablee.store.queries import readable
from tablee.store.recount import Limits, LineAgain, Recount
from tablee.usecases.log.sealing.doubt import told

READ_AT_ONCE = 5_000
MOVED_BY = {"payment": "paid", "delivery": "delivered"}
"""Which signed documents move which accounts; nothing else does."""
PRESENCE = "presence"
"""The source of acts that somebody's coming to a shift is."""
NAMED_AT_MOST = 20
"""Faults of one sort that are told one by one: the rest have the same cause."""


class CheckableBooks(Books, Protocol):
    """Books that can be asked for entries that do not balance: ours all can."""

    def unbalanced(self, campaign_id: int) -> list[str]:
        """Return the reasons of such entries."""
        ...


class CheckableSubmissions(Submissions, Protocol):
    """Submissions that can be asked for those that contradict the acts: ours all can."""

    def astray(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of those whose act is not there."""
        ...

    def unfounded(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of those that are said to be acts, and name none."""
        ...


class CheckablePosts(Posts, Protocol):
    """Posts that can be asked for those without an act: ours all can."""

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of the acts that are not there."""
        ...


class CheckableDrawings(Drawings, Protocol):
    """Drawings that can be asked for those without an act: ours all can."""

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the numbers of the acts that are not there."""
        ...


def selfcheck(desks: Desks, posted: Mapping[str, int]) -> list[str]:
    """Return every broken invariant, each with its name first; none when all is well.

    *posted* names the campaigns to check, each with the sequence number to which its books were
    brought. What sponsors have earned is checked where nothing has happened since.
    """
    faults: list[str] = []
    for slug, through in posted.items():
        with desks.read() as desk:
            campaign = desk.campaigns.see(slug)
            faults += [f"{slug}: {fault}" for fault in _Check(desk, campaign, through).faults()]
    return faults


class _Check:
    """One campaign, seen at one moment."""

    def __init__(self, desk: Desk, campaign: Campaign, posted: int) -> None:
        self.desk = desk
        self.campaign = campaign
        self.journal = readable(desk, campaign)
        self.standing = self.journal.standing()
        through = desk.books.through(campaign.id)
        self.is_posted = self.standing.sequence in {posted, through}
        self.causes: list[str] = []
        self.presences: set[str] = set()
        """Objects of the acts that somebody's presence was, counted or not."""
        cover: dict[str, list[Segment]] = {}
        for laid in self.journal.segments():
            self.causes.append(laid.cause)
            cover.setdefault(laid.pool, []).append(laid.segment)
        self.again = Recount(cover, _limits(campaign, self.standing.clock_ms))
        self.again.count(self._every_act())

    def faults(self) -> Iterator[str]:
        """Give every contradiction."""
        yield from self.again.faults
        yield from self.lines()
        yield from self.paid()
        yield from self.kinds()
        yield from self.sequence()
        yield from self.allowances()
        yield from self.books()
        yield from self.receipts()
        yield from self.posts()
        yield from self.drawings()
        yield from self.presence()
        yield from self.log()

    def lines(self) -> Iterator[str]:
        """The seven numbers of each line, its gaps and its held stretches."""
        for pool in sorted({*self.again.lines, *self.standing.lines}):
            again = self.again.lines.get(pool, LineAgain())
            stored = self.standing.lines.get(pool, Line())
            yield from _differs(f"line '{pool}'", stored, again.as_line())
            yield from _differs(f"gaps of '{pool}'", self.journal.gaps(pool), again.gaps)
            yield from _differs(f"held of '{pool}'", self.journal.held(pool), again.held)

    def paid(self) -> Iterator[str]:
        """The cap is never passed, and never under-served."""
        for pool, line in self.standing.lines.items():
            again = self.again.lines.get(pool, LineAgain())
            yield from _differs(f"paid of '{pool}'", line.paid, sum(again.paid.values()))
            cap = again.covered
            if line.paid > cap:
                yield f"paid at most the cap: '{pool}' pays {line.paid} of {cap}"
            if not line.held and line.paid != min(cap, line.offered):
                yield f"paid up to the cap: '{pool}' pays {line.paid} of {line.offered}, cap {cap}"

    def kinds(self) -> Iterator[str]:
        """The counts of each kind."""
        for name in sorted({*self.again.kinds, *self.standing.kinds}):
            again = self.again.kinds.get(name, KindCount())
            stored = self.standing.kinds.get(name, KindCount())
            yield from _differs(f"kind '{name}'", stored, again)

    def sequence(self) -> Iterator[str]:
        """Numbers of acts and changes."""
        standing = self.standing
        yield from _differs("last number", standing.last_number, self.again.last_number)
        quiet = [name for name in standing.reached if f"milestone:{name}" not in self.causes]
        stages = {Stage.OPEN: 0, Stage.CLOSED: 1, Stage.SETTLED: 2}[self.campaign.stage]
        decisions = len(self.journal.every_decision())
        expected = self.again.last_number + decisions + len(self.causes) + len(quiet) + stages
        yield from _differs("sequence", standing.sequence, expected)

    def allowances(self) -> Iterator[str]:
        """What supporters have used of limits that were never changed, and how many there are."""
        stored = self.journal.taken(self.again.taken.keys())
        yield from _differs("allowances", stored, dict(self.again.taken))
        if _always_counts_supporters(self.campaign):
            supporters = sum(not allowance.kind for allowance in self.again.taken)
            yield from _differs("supporters", self.standing.supporters, supporters)

    def books(self) -> Iterator[str]:
        """Every entry balances, all together is zero, and sponsors owe what acts have earned."""
        books = cast("CheckableBooks", self.desk.books)
        for reason in books.unbalanced(self.campaign.id):
            yield f"balanced entries: '{reason}' is not"
        balances = books.balances(self.campaign.id)
        yield from _differs("sum of all accounts", sum(balances.values()), 0)
        for pool, again in self.again.lines.items():
            yield from self._pool_books(pool, again, balances)

    def receipts(self) -> Iterator[str]:
        """What is paid and delivered is what was signed for, document by document."""
        signed = Counter[str]()
        for each in self.desk.documents.every(self.campaign.id):
            if each.kind in MOVED_BY:
                name = account(MOVED_BY[each.kind], each.party)
                signed[name] += read_document(each.whole).units
        balances = self.desk.books.balances(self.campaign.id)
        moved = {each for each in balances if each.partition(":")[0] in MOVED_BY.values()}
        for name in sorted({*signed, *moved}):
            yield from _differs(f"signed for '{name}'", balances[name], signed[name])

    def posts(self) -> Iterator[str]:
        """Every post has its act, and every page that is said to have become an act did."""
        campaign_id = self.campaign.id
        submissions = cast("CheckableSubmissions", self.desk.submissions)
        for number in submissions.astray(campaign_id, NAMED_AT_MOST):
            yield f"submissions: {number} names an act that is not there"
        for number in submissions.unfounded(campaign_id, NAMED_AT_MOST):
            yield f"submissions: {number} is verified or flagged, yet names no act"
        for number in cast("CheckablePosts", self.desk.posts).orphans(campaign_id, NAMED_AT_MOST):
            yield f"posts: there is no act {number} for a post"

    def drawings(self) -> Iterator[str]:
        """Every drawing has its act."""
        drawings = cast("CheckableDrawings", self.desk.drawings)
        for number in drawings.orphans(self.campaign.id, NAMED_AT_MOST):
            yield f"drawings: there is no act {number} for a drawing"

    def log(self) -> Iterator[str]:
        """The public log goes on, and is not ahead of the campaign."""
        log = self.desk.logs.of(self.campaign.id)
        if log is not None and log.stopped:
            yield f"log: it is stopped: {told(log.stopped).say('en')}"
        if log is not None and log.sequence > self.standing.sequence:
            yield f"log: it tells {log.sequence} changes of {self.standing.sequence}"

    def presence(self) -> Iterator[str]:
        """Everybody who was there is the acts that the terms made of it when they were marked.

        In a replay the clock by which they were marked is not kept, so nothing is said of it.
        """
        for shift in () if self.campaign.is_replay else self.desk.shifts.every(self.campaign.id):
            for person in self.desk.volunteers.of_shift(shift.number):
                terms = self.campaign.version_at(person.changed_at_ms).terms
                kind = terms.kind_by(Proof.PRESENCE)
                acts = acts_of(shift, person, is_hourly=kind.is_hourly) if kind else 0
                names = {act_object(person, number) for number in range(1, acts + 1)}
                if not names <= self.presences:
                    yield f"presence: volunteer {person.number} was there, and is no act"

    def _pool_books(self, pool: str, again: LineAgain, balances: Counter[str]) -> Iterator[str]:
        promised = attribute(again.segments, 0, again.covered)
        for sponsor, units in promised.items():
            name = f"{sponsor}:{pool}"
            on_account = balances[f"earned:{name}"]
            open_or_void = balances[f"pledged:{name}"] + balances[f"voided:{name}"]
            yield from _differs(f"pledge of {name}", on_account + open_or_void, units)
            if self.is_posted:
                yield from _differs(f"earned by {name}", on_account, again.earned[sponsor])

    def _every_act(self) -> Iterator[Act]:
        """Give all acts, and see that each is the one found under its claim."""
        number = 0
        while acts := self.journal.acts_after(number, READ_AT_ONCE):
            known = self.journal.known([act.claim for act in acts])
            for act in acts:
                if known[act.claim].number != act.number:
                    self.again.faults.append(f"unique claims: act {act.number} has another's")
                if act.source == PRESENCE:
                    self.presences.add(act.object)
                yield act
            number = acts[-1].number


def _differs(name: str, stored: object, expected: object) -> Iterator[str]:
    if stored != expected:
        yield f"{name}: stored {stored}, the acts say {expected}"


def _limits(campaign: Campaign, now_ms: int) -> Limits:
    """Return what an act uses up of limits that are the same in all versions.

    Others began in between, and count only what was received since.
    """
    rulebook = campaign.rulebook_at(now_ms)
    steady = _steady_limits(campaign)
    counts_supporters = _always_counts_supporters(campaign)

    def limits(act: Act) -> Iterator[Allowance]:
        if not act.supporter:
            return
        if counts_supporters and act.state is State.COUNTED:
            yield Allowance("", act.supporter, "")
        if act.kind not in steady:
            return
        rule = rulebook.kinds[act.kind]
        if rule.per_day:
            yield Allowance(act.kind, act.supporter, rulebook.day(act.occurred_at_ms))
        if rule.in_all:
            yield Allowance(act.kind, act.supporter, "")

    return limits


def _steady_limits(campaign: Campaign) -> set[str]:
    every = [
        {(kind.name, kind.per_day > 0, kind.in_all > 0) for kind in version.terms.kinds}
        for version in campaign.versions
    ]
    return {name for name, _, _ in set.intersection(*every)}


def _always_counts_supporters(campaign: Campaign) -> bool:
    return all(
        any(each.measure is Measure.SUPPORTERS for each in version.terms.milestones)
        for version in campaign.versions
    )
