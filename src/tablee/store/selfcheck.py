"""Derive everything a site says from the acts alone, and name what contradicts them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from tablee.core.act import Act
from tablee.core.campaign import Campaign, Stage
from tablee.core.line import Line
from tablee.core.rulebook import Rulebook
from tablee.core.segment import Segment, attribute
from tablee.core.standing import KindCount
from tablee.core.terms import Terms
from tablee.ports.desk import Books, Desk, Desks
from tablee.ports.journal import Allowance
from tablee.store.queries import ReadableJournal, readable
from tablee.store.recount import Recount

READ_AT_ONCE = 5_000


class CheckableBooks(Books, Protocol):
    """Books that can be asked for entries that do not balance: ours all can."""

    def unbalanced(self, campaign_id: int) -> list[str]:
        """Return the reasons of such entries."""
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
        self.again = Recount(_every_act(self.journal))
        self.cover: dict[str, list[Segment]] = {}
        for laid in self.journal.segments():
            self.cover.setdefault(laid.pool, []).append(laid.segment)
        self.covered = {
            pool: sum(segment.units for segment in segments)
            for pool, segments in self.cover.items()
        }

    def faults(self) -> Iterator[str]:
        """Give every contradiction."""
        yield from self.again.faults
        yield from self.lines()
        yield from self.paid()
        yield from self.kinds()
        yield from self.sequence()
        yield from self.allowances()
        yield from self.supporters()
        yield from self.books()

    def lines(self) -> Iterator[str]:
        """The seven numbers of each line, its gaps and its held stretches."""
        for pool in sorted({*self.again.lines, *self.standing.lines, *self.covered}):
            again = self.again.lines[pool]
            stored = self.standing.lines.get(pool, Line())
            yield from _differs(f"line '{pool}'", stored, again.as_line(self.covered.get(pool, 0)))
            yield from _differs(f"gaps of '{pool}'", self.journal.gaps(pool), again.gaps)
            yield from _differs(f"held of '{pool}'", self.journal.held(pool), again.held)

    def paid(self) -> Iterator[str]:
        """The cap is never passed, and never under-served."""
        pools, kinds = self.again.paid(self.covered)
        for pool, line in self.standing.lines.items():
            yield from _differs(f"paid of '{pool}'", line.paid, pools[pool])
            cap = self.covered.get(pool, 0)
            if line.paid > cap:
                yield f"paid at most the cap: '{pool}' pays {line.paid} of {cap}"
            if not line.held and line.paid != min(cap, line.offered):
                yield f"paid up to the cap: '{pool}' pays {line.paid} of {line.offered}, cap {cap}"
        for name, count in self.standing.kinds.items():
            yield from _differs(f"paid of kind '{name}'", count.paid, kinds[name])

    def kinds(self) -> Iterator[str]:
        """The counts of each kind."""
        _, paid = self.again.paid(self.covered)
        for name in sorted({*self.again.kinds, *self.standing.kinds}):
            again = self.again.kinds[name]
            again.paid = paid[name]
            stored = self.standing.kinds.get(name, KindCount())
            yield from _differs(f"kind '{name}'", stored, again)

    def sequence(self) -> Iterator[str]:
        """Numbers of acts and changes."""
        standing = self.standing
        yield from _differs("last number", standing.last_number, self.again.last_number)
        causes = [laid.cause for laid in self.journal.segments()]
        quiet = [name for name in standing.reached if f"milestone:{name}" not in causes]
        stages = {Stage.OPEN: 0, Stage.CLOSED: 1, Stage.SETTLED: 2}[self.campaign.stage]
        decisions = len(self.journal.every_decision())
        expected = self.again.last_number + decisions + len(causes) + len(quiet) + stages
        yield from _differs("sequence", standing.sequence, expected)

    def allowances(self) -> Iterator[str]:
        """What supporters have used of limits that were never changed."""
        rulebook = self.campaign.rulebook_at(self.standing.clock_ms)
        expected = Counter[Allowance]()
        steady = _steady_limits(self.campaign)
        for (kind, supporter, occurred_at_ms), acts in self.again.taken.items():
            if kind in steady:
                for allowance in _limits(rulebook, kind, supporter, occurred_at_ms):
                    expected[allowance] += acts
        stored = self.journal.taken(expected.keys())
        yield from _differs("allowances", stored, dict(expected))

    def supporters(self) -> Iterator[str]:
        """Distinct supporters, where milestones have always asked for them."""
        if all(_counts_supporters(each.terms) for each in self.campaign.versions):
            supporters = len(self.again.counted)
            yield from _differs("supporters", self.standing.supporters, supporters)

    def books(self) -> Iterator[str]:
        """Every entry balances, all together is zero, and sponsors owe what acts have earned."""
        books = cast("CheckableBooks", self.desk.books)
        for reason in books.unbalanced(self.campaign.id):
            yield f"balanced entries: '{reason}' is not"
        balances = books.balances(self.campaign.id)
        yield from _differs("sum of all accounts", sum(balances.values()), 0)
        for pool, segments in self.cover.items():
            promised = attribute(segments, 0, self.covered[pool])
            yield from self._pool_books(pool, promised, balances)

    def _pool_books(
        self, pool: str, promised: Counter[str], balances: Counter[str]
    ) -> Iterator[str]:
        earned = self._earned(pool)
        for sponsor, units in promised.items():
            name = f"{sponsor}:{pool}"
            on_account = balances[f"earned:{name}"]
            open_or_void = balances[f"pledged:{name}"] + balances[f"voided:{name}"]
            yield from _differs(f"pledge of {name}", on_account + open_or_void, units)
            if self.is_posted:
                yield from _differs(f"earned by {name}", on_account, earned[sponsor])

    def _earned(self, pool: str) -> Counter[str]:
        """Hand out every paid place of a line to the sponsor who pays for it."""
        segments, cap = self.cover[pool], self.covered[pool]
        earned = Counter[str]()
        place = 0
        run = 0  # places of counted acts next to each other are handed out together
        for _, _, units, has_place, is_counted in self.again.lines[pool].acts:
            if not has_place:
                continue
            if not is_counted and place > run:
                earned += attribute(segments, run, min(place, cap))
            place += units
            if not is_counted:
                run = place
            if place >= cap:
                break
        if run < min(place, cap):
            earned += attribute(segments, run, min(place, cap))
        return earned


def _every_act(journal: ReadableJournal) -> Iterator[Act]:
    number = 0
    while acts := journal.acts_after(number, READ_AT_ONCE):
        yield from acts
        number = acts[-1].number


def _differs(name: str, stored: object, expected: object) -> Iterator[str]:
    if stored != expected:
        yield f"{name}: stored {stored}, the acts say {expected}"


def _limits(
    rulebook: Rulebook, kind: str, supporter: bytes, occurred_at_ms: int
) -> Iterator[Allowance]:
    rule = rulebook.kinds[kind]
    if rule.per_day:
        yield Allowance(kind, supporter, rulebook.day(occurred_at_ms))
    if rule.in_all:
        yield Allowance(kind, supporter, "")


def _steady_limits(campaign: Campaign) -> set[str]:
    """Return the kinds whose limits are the same in all versions: others began in between."""
    every = [
        {(kind.name, kind.per_day > 0, kind.in_all > 0) for kind in version.terms.kinds}
        for version in campaign.versions
    ]
    return {name for name, _, _ in set.intersection(*every)}


def _counts_supporters(terms: Terms) -> bool:
    return any(each.measure == "supporters" for each in terms.milestones)
