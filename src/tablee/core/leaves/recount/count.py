"""Count a campaign again from its leaves, and refuse the first that does not follow.

It is the same count as the site's own, by the same line, segments, decisions and counts; what a
leaf says besides is compared with it.
"""

from collections import Counter
from collections.abc import Callable

from tablee.core.decision import Ruling
from tablee.core.errors import TableeError
from tablee.core.leaves.fault import BadLeaf, LeafRefused, words_of
from tablee.core.leaves.figures import figures
from tablee.core.leaves.leaf import MINUTE_MS, Leaf
from tablee.core.leaves.recount.course import Course
from tablee.core.leaves.recount.court import Court
from tablee.core.leaves.recount.facts import Facts
from tablee.core.leaves.recount.gate import Gate
from tablee.core.leaves.recount.lines import Lines
from tablee.core.leaves.recount.notes import Notes
from tablee.core.leaves.recount.parties import Audits, Parties
from tablee.core.leaves.recount.promises import Promises
from tablee.core.leaves.recount.rhythm import Rhythm
from tablee.core.leaves.rules import Rules, Versions, read_rules
from tablee.core.log.note import Verify
from tablee.core.rulebook import KindRule
from tablee.core.segment import Segment
from tablee.core.standing import Standing


class Recount:
    """The count of a log so far.

    Give it every leaf in order, each as `leaf.read_leaf` returns it. Once it has refused one, it
    is of no more use.
    """

    def __init__(self, verify: Verify) -> None:
        """Begin with no leaf; *verify* checks what parties have signed."""
        self.size = 0
        """Leaves taken so far."""
        self.minute = 0
        """Of the last leaf."""
        self.standing = Standing()
        self._course = Course()
        self._genesis: Leaf = {}
        self._lines = Lines(self.standing)
        self._versions = Versions()
        self._gate = Gate(self._versions, self.standing.reached)
        self._promises = Promises(self._versions, self.standing)
        self._court = Court()
        self._parties = Parties(verify)
        self._audits = Audits(self._parties)
        self._rhythm = Rhythm()
        self._notes = Notes()
        self._takers = self._each_kind()

    @property
    def sequence(self) -> int:
        """The campaign's sequence number: it rises with each act, decision and length of cover."""
        return self.standing.sequence

    def is_tally_due(self, minute: int) -> bool:
        """Return whether a tally must come before any other leaf of that minute."""
        return self._rhythm.is_due(self.size, minute)

    def is_early(self, number: int, minute: int) -> bool:
        """Return whether an act may still be appealed in a minute, by the minutes of the log."""
        return self._court.is_early(self._lines.roll.act(number), minute)

    def rule(self, leaf: Leaf) -> KindRule:
        """Return the rule by which an act would enter its line now; see `Gate.judge`."""
        return self._gate.judge(leaf)

    def take(self, leaf: Leaf) -> None:
        """Count one more leaf.

        Raises:
            BadLeaf: it does not follow from those before it; it says which and why.
        """
        kind, minute = leaf["leaf"], leaf["minute"]
        try:
            if minute < self.minute:
                raise BadLeaf(
                    "It is older than the leaf before it.",
                    "Elle est plus ancienne que la feuille d'avant.",
                )
            if (kind == "genesis") is not (self.size == 0):
                raise BadLeaf(
                    "A log begins with its genesis, and has no other.",
                    "Un journal commence par sa genèse, et n'en a pas d'autre.",
                )
            if kind != "tally":
                self._rhythm.beat(self.size, minute)
            self.minute = minute
            self._takers[kind](leaf)
        except TableeError as error:
            raise LeafRefused(self.size, kind, words_of(error)) from error
        self.size += 1

    def tally(self) -> Leaf:
        """Return what a tally leaf must say here."""
        body = figures(self.standing, self._lines.earned())
        if self._rhythm.previous >= 0:
            body["previous"] = self._rhythm.previous
        return body

    def earned(self) -> Counter[str]:
        """Return the paid places of each sponsor, over all lines."""
        return sum(self._lines.earned().values(), Counter[str]())

    def owed(self) -> dict[str, int]:
        """Return what each sponsor owes: what was earned, or its floor if that is more."""
        return self._owed(self._versions.at(self.minute)[-1])

    def facts(self) -> Facts:
        """Return what has been found so far; nothing before the terms are published.

        Raises:
            BadLeaf: the log is too short to have found anything.
        """
        notes, parties, pools = self._notes, self._parties, self.standing.lines.values()
        return Facts(
            campaign=self._genesis["campaign"],
            origin=self._genesis["origin"],
            is_replay=self._genesis["replay"],
            stage=self._course.stage.value,
            leaves=self.size,
            acts=self.standing.last_number,
            sequence=self.standing.sequence,
            minute=self.minute,
            untallied=self.size - 1 - self._rhythm.previous,
            portions=self._versions.latest.portions,
            pledged=sum(line.covered for line in pools),
            pending=sum(line.pending for line in pools),
            confirmed=sum(line.paid for line in pools),
            voided=self._lines.voided,
            paid=parties.paid.total(),
            delivered=parties.delivered.total(),
            unpaid=sum(line.unpaid for line in pools),
            earned=self.earned(),
            floors=self._versions.at(self.minute)[-1].floors,
            owed=self.owed(),
            paid_by=dict(parties.paid),
            delivered_to=dict(parties.delivered),
            promised=tuple(parties.promised(self._promises.laid)),
            turned_away=dict(notes.turned_away),
            voided_acts=dict(notes.voided_acts),
            stated=tuple(self._promises.stated),
            told_in_time=notes.told_in_time,
            unnamed=notes.unnamed,
            finished_early=self._court.finished_early,
            erased=dict(notes.erased),
            incidents=tuple(notes.incidents),
            keys=parties.keys,
            seeds=dict(self._audits.seeds),
            audits=tuple(self._audits.results),
        )

    def _each_kind(self) -> dict[str, Callable[[Leaf], None]]:
        """Return what takes each kind of leaf."""
        return {
            "genesis": self._begin,
            "key": self._parties.key,
            "terms": self._publish,
            "pledge": self._pledge,
            "raise": self._raise,
            "milestone": self._milestone,
            "act": self._act,
            **dict.fromkeys((each.value for each in Ruling), self._decide),
            "tally": self._tally,
            "promise": self._parties.document,
            "receipt": self._parties.document,
            "incident": self._notes.incidents.append,
            "audit": self._audit,
            "erase": self._erase,
            "close": self._close,
            "settle": self._settle,
        }

    def _begin(self, leaf: Leaf) -> None:
        self._genesis = leaf
        self._parties.campaign = leaf["campaign"]

    def _publish(self, leaf: Leaf) -> None:
        self._course.check_open()
        rules = read_rules(leaf)
        self._versions.publish(rules, leaf["minute"])
        self._promises.publish(rules, leaf["minute"])
        self._gate.forget()
        self._course.last_call = rules.last_call_ms // MINUTE_MS

    def _pledge(self, leaf: Leaf) -> None:
        self._lay(leaf["pool"], *self._promises.pledge(leaf))

    def _raise(self, leaf: Leaf) -> None:
        self._lay(leaf["pool"], *self._promises.raised(leaf))

    def _milestone(self, leaf: Leaf) -> None:
        cause, segment = self._promises.reach(leaf)
        if segment is not None:
            self._lay(leaf["pool"], cause, segment)
        else:
            self._course.check_unsettled()
            self.standing.sequence += 1

    def _lay(self, pool: str, cause: str, segment: Segment) -> None:
        self._course.check_unsettled()
        self._promises.lay(cause, pool, segment)
        self._lines.lay(pool, segment)
        self.standing.sequence += 1

    def _act(self, leaf: Leaf) -> None:
        number = leaf["act"]
        if number != self.standing.last_number + 1:
            raise BadLeaf(
                f"Act {number} comes after act {self.standing.last_number}.",
                f"L'action {number} vient après l'action {self.standing.last_number}.",
            )
        if not self._course.is_settled:
            self._promises.check_kept(leaf["minute"])
        if "reason" in leaf:
            self._turn_away(leaf)
        else:
            self._notes.told_in_time += self._course.is_after_last_call(leaf)
            rule = self._gate.judge(leaf)
            if rule.per_day or rule.in_all:
                self._notes.enter(leaf, rule)
            self._lines.enter(leaf, rule)
        self.standing.last_number = number
        self.standing.sequence += 1

    def _turn_away(self, leaf: Leaf) -> None:
        kind = leaf["kind"]
        if kind not in self._versions.latest.kinds:
            raise BadLeaf(
                f"These terms have no kind '{kind}'.", f"Ce règlement n'a pas de type « {kind} »."
            )
        self._lines.roll.turn_away()
        self._notes.turned_away[leaf["reason"]] += 1
        self.standing.kind(kind).turned_away += 1

    def _decide(self, leaf: Leaf) -> None:
        self._course.check_unsettled()
        minute = leaf["minute"]
        self._promises.check_kept(minute)
        act = self._lines.roll.act(leaf["act"])
        days = min(each.appeal_minutes for each in self._versions.at(minute))
        after = self._court.rule(act, leaf, minute + days)
        self._lines.decide(act, after)
        if act.is_held and not after.has_place:
            self._notes.leave(act)
        self.standing.sequence += 1

    def _tally(self, leaf: Leaf) -> None:
        expected = self.tally()
        said = {name: each for name, each in leaf.items() if name not in {"leaf", "minute"}}
        for name in (*expected, *said):
            if (says := said.get(name)) != expected.get(name):
                raise BadLeaf(
                    f"'{name}' is {says}; counted again it is {expected.get(name)}.",
                    f"« {name} » vaut {says} ; recompté, {expected.get(name)}.",
                )
        self._rhythm.tally(self.size, leaf["minute"])

    def _audit(self, leaf: Leaf) -> None:
        self._audits.take(leaf, self.size, is_closed=not self._course.is_open)

    def _erase(self, leaf: Leaf) -> None:
        self._notes.erase(leaf)
        self._audits.erase(leaf, self.size)

    def _close(self, leaf: Leaf) -> None:
        self._course.check_open()
        self._promises.check_kept(leaf["minute"])
        self._course.close(leaf["minute"])
        self.standing.sequence += 1

    def _settle(self, leaf: Leaf) -> None:
        self._course.check_closed()
        if any(line.held for line in self.standing.lines.values()):
            raise BadLeaf(
                "Some acts still wait for a decision, or may be appealed.",
                "Des actions attendent encore une décision, ou un recours.",
            )
        self._promises.check_kept(leaf["minute"])
        owed = [+Counter(self._owed(each)) for each in self._versions.at(leaf["minute"])]
        if +Counter(leaf["owed"]) not in owed:
            raise BadLeaf(
                f"What sponsors owe is {dict(owed[-1])}.",
                f"Ce que doivent les mécènes est {dict(owed[-1])}.",
            )
        self._course.settle()
        self.standing.sequence += 1

    def _owed(self, rules: Rules) -> dict[str, int]:
        earned = self.earned()
        return {name: max(earned[name], floor) for name, floor in rules.floors.items()}
