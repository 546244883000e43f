"""The rules of the door and of decisions, done by hand on paper, beside the slow recount."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests import make
from tests.core.naive import Picture, Step, replay

from tablee.core.act import Evidence
from tablee.core.reason import Reason

WANTING = {"no_link", "not_found", "not_public", "not_the_author"}


@dataclass(frozen=True)
class Said:
    """A claim as a person would tell it."""

    kind: str
    thing: str
    by: str
    evidence: Evidence = Evidence.PUBLIC
    hours_ago: int | None = None

    def claim(self, now_ms):
        changes = {"evidence": self.evidence, "occurred_at_ms": self.occurred_at_ms(now_ms)}
        if self.hours_ago is None:
            changes["occurred_at_ms"] = None
        return make.claim(self.thing, self.kind, self.by, **changes)

    def occurred_at_ms(self, now_ms):
        return now_ms - (self.hours_ago or 0) * 3_600_000


@dataclass
class Line:
    """One act on paper."""

    number: int
    said: Said
    day: str
    naive: int = 0
    """Its number in the slow recount; 0 when it never entered a line."""
    evidence: Evidence = Evidence.PUBLIC
    reason: str = ""
    appeal_until_ms: int = 0


@dataclass
class Paper:
    """What a patient clerk would write."""

    terms: object
    milestones: list
    steps: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    under: dict = field(default_factory=dict)
    """Which act stands for an object of a kind."""
    refusals: dict = field(default_factory=dict)
    raises: list = field(default_factory=list)
    """Raises to come: moment, pool, units, weights."""
    is_closed: bool = False
    is_settled: bool = False
    drawn: Picture | None = None
    drawn_at: int = -1

    def lay(self, pool, units, weights):
        self.steps.append(Step("lay", {"pool": pool, "units": units, "weights": weights}))

    def picture(self):
        """Recount from nothing, once for each length of the story."""
        if self.drawn_at != len(self.steps):
            self.drawn, self.drawn_at = replay(self.steps, self.milestones), len(self.steps)
        return self.drawn

    def pass_time(self, now_ms):
        """Lay what is due, until the figures are final."""
        if self.is_settled:
            return
        for each in sorted(self.raises, key=lambda each: each[0]):
            if each[0] <= now_ms:
                self.raises.remove(each)
                self.lay(*each[1:])

    def finish(self, now_ms):
        """End the appeals whose time is over."""
        for line in self.lines:
            if self.state(line) in {"refused", "reversed"} and line.appeal_until_ms <= now_ms:
                self.steps.append(Step("finish", {"number": line.naive}))
                if line.evidence is Evidence.CLAIM and line.reason in WANTING:
                    del self.under[line.said.kind, line.said.thing]

    def state(self, line):
        return self.picture().acts[line.naive - 1].state if line.naive else "turned away"

    def standing(self, *states):
        """The acts that stand so."""
        acts = self.picture().acts
        return [line for line in self.lines if line.naive and acts[line.naive - 1].state in states]

    def decide(self, line, verb, reason="", appeal_until_ms=0):
        self.steps.append(Step(verb, {"number": line.naive}))
        line.reason, line.appeal_until_ms = reason, appeal_until_ms

    def take(self, said, now_ms):
        """Return the number of the act that answers for a claim, and whether it is new."""
        known = self.under.get((said.kind, said.thing))
        if known:
            self.weigh_again(known, said, now_ms)
            return known.number, False
        reason = self.refusal(said, now_ms)
        if reason and (said.kind, said.thing, reason) in self.refusals:
            return self.refusals[said.kind, said.thing, reason], False
        line = Line(len(self.lines) + 1, said, self.day(said, now_ms), evidence=said.evidence)
        self.lines.append(line)
        if reason:
            line.reason = reason
            self.refusals[said.kind, said.thing, reason] = line.number
        else:
            self.enter(line)
        return line.number, True

    def enter(self, line):
        said = line.said
        kind = next(each for each in self.terms.kinds if each.name == said.kind)
        is_claim = said.evidence is Evidence.CLAIM
        self.steps.append(
            Step(
                "act",
                {
                    "kind": kind.name,
                    "pool": kind.pool,
                    "units": kind.rate,
                    "supporter": said.by,
                    "state": "pending" if is_claim else "counted",
                },
            )
        )
        line.naive = sum(step.verb == "act" for step in self.steps)
        self.under[said.kind, said.thing] = line

    def weigh_again(self, line, said, now_ms):
        """Good evidence confirms an unverified claim, or restores it where it was wanting."""
        if line.evidence is not Evidence.CLAIM or said.evidence is Evidence.CLAIM:
            return
        state = self.state(line)
        is_wanting = state == "refused" and line.reason in WANTING
        if (state == "pending" or is_wanting) and not self.mistake(said, now_ms):
            self.decide(line, "restore" if is_wanting else "confirm")
            line.evidence = said.evidence

    def refusal(self, said, now_ms):
        mistake = self.mistake(said, now_ms)
        if self.is_closed:
            return Reason.CAMPAIGN_CLOSED
        return mistake or self.limit(said, now_ms)

    def mistake(self, said, now_ms):
        """What is wrong with a claim by itself."""
        kind = next(each for each in self.terms.kinds if each.name == said.kind)
        at = datetime.fromtimestamp(said.occurred_at_ms(now_ms) // 1_000, UTC)
        now = datetime.fromtimestamp(now_ms // 1_000, UTC)
        reached = [name for name, _ in self.picture().reached]
        if (at - now).total_seconds() > 300:
            return Reason.IN_THE_FUTURE
        if at < self.terms.opens_at:
            return Reason.TOO_EARLY
        late_s = (now - self.terms.closes_at).total_seconds()
        if at > self.terms.closes_at or late_s > self.terms.grace_hours * 3_600:
            return Reason.TOO_LATE
        if kind.opens_with and kind.opens_with not in reached:
            return Reason.KIND_NOT_OPEN
        if said.evidence is Evidence.CLICK and not kind.pays_clicks:
            return Reason.EVIDENCE_TOO_WEAK
        return ""

    def limit(self, said, now_ms):
        kind = next(each for each in self.terms.kinds if each.name == said.kind)
        theirs = [
            line
            for line in self.standing("pending", "counted", "refused", "reversed")
            if line.said.kind == said.kind and line.said.by == said.by != ""
        ]
        today = [line for line in theirs if line.day == self.day(said, now_ms)]
        if kind.per_day and len(today) >= kind.per_day:
            return Reason.DAILY_LIMIT
        if kind.in_all and len(theirs) >= kind.in_all:
            return Reason.TOTAL_LIMIT
        return ""

    def day(self, said, now_ms):
        at = datetime.fromtimestamp(said.occurred_at_ms(now_ms) // 1_000, UTC)
        return at.astimezone(ZoneInfo(self.terms.time_zone)).date().isoformat()
