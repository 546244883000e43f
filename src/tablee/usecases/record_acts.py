"""Take in acts as they come, each of them once, and let them into their lines."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, State, refusal_claim
from tablee.core.campaign import Campaign, Stage, campaign_now_ms
from tablee.core.decision import Ruling, yields_to
from tablee.core.errors import TableeError, UnknownKind
from tablee.core.line import place_of
from tablee.core.reason import Reason
from tablee.core.rulebook import KindRule
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.journal import AlreadyKnown, Decided
from tablee.usecases.advance import (
    advance,
    next_change_ms,
    reach_milestones,
    waiting_milestones,
)
from tablee.usecases.allowances import Allowances
from tablee.usecases.log.telling import tell_decision


class Recorded(NamedTuple):
    """What became of one claim."""

    act: Act | None
    is_new: bool
    """False when the act was known before: this is the first one's answer."""
    paid_units: int
    """Units of it that sponsors pay, as things stand."""
    place: int
    """Its first place in the line, from 1; 0 when it has none."""
    error: TableeError | None = None
    """Why nothing was written for this claim; the others are not affected."""


def record_acts(
    desks: Desks, clock: Clock, slug: str, claims: Sequence[Claim], source: str
) -> list[Recorded]:
    """Write down the acts which are new, and answer for each, in order, once all are stored.

    Everything happens in one transaction. Senders may retry as they like: an act that is known
    is answered with what became of the first. *source* says by which door the claims came.

    Raises:
        UnknownCampaign: nothing was written.
    """
    arrival = _Arrival(slug, claims, source, clock.now_ms())
    try:
        return _record(desks, arrival, look_up=False)
    except AlreadyKnown:
        # Looking up every act would cost as much as writing it, and most are new.
        return _record(desks, arrival, look_up=True)


def record_at(
    desk: Desk, campaign: Campaign, claims: Sequence[Claim], source: str, now_ms: int
) -> list[Recorded]:
    """Do what `record_acts` does at a desk that is open: whatever else is written there is one.

    *campaign* is held by this transaction.
    """
    return _record_in(desk, campaign, _Arrival(campaign.slug, claims, source, now_ms))


def record_told(
    desk: Desk, campaign: Campaign, claims: Sequence[Claim], source: str, now_ms: int
) -> list[Recorded]:
    """Do what `record_at` does for acts of which we were told before we could look.

    Their ``occurred_at_ms`` is when we were told, by our own clock: whoever told us in time is in
    time, however long we took to look, also when the campaign has been closed meanwhile. The
    caller sees to it that nothing told after the close comes here.
    """
    arrival = _Arrival(campaign.slug, claims, source, now_ms, is_told=True)
    return _record_in(desk, campaign, arrival)


class _Arrival(NamedTuple):
    """Some claims, when they came, and by which door."""

    slug: str
    claims: Sequence[Claim]
    source: str
    now_ms: int
    is_told: bool = False
    """Whether they are judged by when we were told, and not by now."""


def _record_in(desk: Desk, campaign: Campaign, arrival: _Arrival) -> list[Recorded]:
    recording = _Recording(desk, campaign, arrival)
    recording.look_up()
    results = [recording.record(claim) for claim in arrival.claims]
    recording.flush()
    return results


def _record(desks: Desks, arrival: _Arrival, *, look_up: bool) -> list[Recorded]:
    with desks.write() as desk:
        recording = _Recording(desk, desk.campaigns.hold(arrival.slug), arrival)
        if look_up:
            recording.look_up()
        results = [recording.record(claim) for claim in arrival.claims]
        recording.flush()
        return results


class _Recording:
    """Some claims on their way into one campaign, in one transaction."""

    def __init__(self, desk: Desk, campaign: Campaign, arrival: _Arrival) -> None:
        self.desk = desk
        self.campaign = campaign
        self.claims = arrival.claims
        self.source = arrival.source
        self.is_told = arrival.is_told
        self.journal = desk.journal(campaign)
        self.standing = self.journal.standing()
        self.now_ms = campaign_now_ms(campaign, self.standing, arrival.now_ms)
        self.fresh: list[Act] = []
        self.known: dict[bytes, Act] = {}
        self._open_rules()

    def _open_rules(self) -> None:
        """Read the rules in force, and until when they are."""
        advance(self.desk, self.journal, self.campaign, self.standing, self.now_ms)
        self.rulebook = self.campaign.rulebook_at(self.now_ms)
        self.change_ms = next_change_ms(self.campaign, self.standing, self.now_ms)
        self.waiting = waiting_milestones(self.rulebook.terms, self.standing)
        self.allowances = Allowances(self.journal, self.campaign, self.now_ms)
        self.allowances.load(self.claims, self.now_ms)
        is_open = self.campaign.stage is Stage.OPEN and not self.is_told
        self.is_plain = is_open and not self.campaign.is_replay and not self.allowances.is_needed

    def look_up(self) -> None:
        """Find the claims that stand already."""
        self.known = self.journal.known({claim.fingerprint for claim in self.claims})

    def record(self, claim: Claim) -> Recorded:
        """Answer for one claim."""
        known = self.known.get(claim.fingerprint)
        if known is not None:
            return self._again(known, claim)
        if self.campaign.is_replay:
            self._pass_time(claim)
        try:
            if self.is_plain:  # the common case, without the calls that the others need
                verdict = self.rulebook.judge(claim, self.now_ms, self.standing.reached)
            else:
                verdict = self._judge(claim)
        except UnknownKind as error:
            return Recorded(None, is_new=False, paid_units=0, place=0, error=error)
        if isinstance(verdict, Reason):
            return self._turn_away(claim, verdict)
        act = self.standing.take(claim, verdict, self.now_ms, self.source)
        self._admit(act)
        line = self.standing.lines[verdict.pool]
        start = act.line_start
        paid = 0 if act.is_held else max(0, min(act.units, line.waterline - start))
        return Recorded(act, True, paid, start - line.gaps + 1)  # noqa: FBT003 - 3 % of a group

    def flush(self) -> None:
        """Write what has not been written yet."""
        if self.fresh:
            self.journal.append(self.fresh)
            self.fresh = []
        self.allowances.keep()
        self.standing.clock_ms = max(self.standing.clock_ms, self.now_ms)
        self.journal.keep(self.standing)

    def _judge(self, claim: Claim) -> KindRule | Reason:
        """Return the rule that counts a new claim, or the reason for which it is refused."""
        verdict = self._weigh(claim)
        if self.campaign.stage is not Stage.OPEN and not self._is_awaited(claim):
            return Reason.CAMPAIGN_CLOSED
        if isinstance(verdict, Reason) or not self.allowances.is_needed:
            return verdict
        moment_ms = claim.occurred_at_ms or self.now_ms
        return self.allowances.refusal(verdict, claim.supporter, moment_ms) or verdict

    def _is_awaited(self, claim: Claim) -> bool:
        """Return whether a closed campaign still takes a claim: it was told of it in time."""
        is_told = self.is_told and claim.occurred_at_ms is not None
        return is_told and self.campaign.stage is Stage.CLOSED

    def _weigh(self, claim: Claim) -> KindRule | Reason:
        """Judge a claim by itself. In a replay no act is in the future."""
        now_ms = self.now_ms
        if claim.occurred_at_ms is not None and self.campaign.is_replay:
            now_ms = max(now_ms, claim.occurred_at_ms)
        elif claim.occurred_at_ms is not None and self.is_told:
            now_ms = min(now_ms, claim.occurred_at_ms)
        return self.rulebook.judge(claim, now_ms, self.standing.reached)

    def _pass_time(self, claim: Claim) -> None:
        """In a replay each act's own time is the clock; it never runs backwards.

        An act outside the campaign's window does not move it, or one wrong date would end all.
        """
        moment_ms = claim.occurred_at_ms or 0
        rule = self.rulebook.kinds.get(claim.kind)
        if moment_ms <= self.now_ms or rule is None or moment_ms > rule.closes_ms:
            return
        self.now_ms = moment_ms
        if moment_ms >= self.change_ms:
            self.flush()
            self._open_rules()

    def _admit(self, act: Act) -> None:
        """Note what an act that has entered its line changes for others."""
        self.fresh.append(act)
        self.known[act.claim] = act
        if self.allowances.is_needed:
            self.allowances.enter(act)
            if not act.is_held:
                self.allowances.count(act, self.standing)
        if self.waiting and not act.is_held:
            self._watch()

    def _watch(self) -> None:
        """Reach the milestones that this very act has brought about."""
        measure = self.standing.measure
        if any(measure(each) >= each.threshold for each in self.waiting):
            self.flush()
            reach_milestones(self.desk, self.journal, self.campaign, self.standing, self.now_ms)
            self.waiting = waiting_milestones(self.rulebook.terms, self.standing)

    def _turn_away(self, claim: Claim, reason: Reason) -> Recorded:
        """Refuse a claim at the door, unless its act is known; the same refusal twice is one.

        A sender who retries gets the first answer, also once a limit or the campaign has ended.
        """
        name = refusal_claim(claim.fingerprint, reason)
        stored = self.journal.known([claim.fingerprint, name])
        if claim.fingerprint in stored:
            raise AlreadyKnown
        known = self.known.get(name) or stored.get(name)
        if known is not None:
            return Recorded(known, is_new=False, paid_units=0, place=0)
        act = self.standing.turn_away(claim, reason, self.now_ms, self.source)
        self.fresh.append(act)
        self.known[name] = act
        return Recorded(act, is_new=True, paid_units=0, place=0)

    def _again(self, known: Act, claim: Claim) -> Recorded:
        """Answer for an act that is known; better evidence confirms an unverified claim."""
        if known.has_place and yields_to(known, claim.evidence) and self._would_count(claim):
            known = self._confirm(known, claim.evidence)
        line = self.standing.line(known.pool) if known.pool else None
        if line is None or not known.has_place:
            return Recorded(known, is_new=False, paid_units=0, place=0)
        paid = line.below(known.stretch) if known.state is State.COUNTED else 0
        gaps = self.journal.gaps(known.pool) if line.gaps else ()
        place = place_of(known.line_start, gaps) + 1
        return Recorded(known, is_new=False, paid_units=paid, place=place)

    def _would_count(self, claim: Claim) -> bool:
        """Return whether a claim is good evidence by itself: inside the window, and paid."""
        return not isinstance(self._weigh(claim), Reason)

    def _confirm(self, act: Act, evidence: Evidence) -> Act:
        """Count an unverified claim in the place it has held since receipt."""
        self.flush()
        was_refused = act.state is State.REFUSED
        after = act._replace(
            state=State.COUNTED,
            reason=Reason.NONE,
            is_held=False,
            evidence=evidence,
            appeal_until_ms=0,
        )
        self.standing.release(act)
        self.standing.sequence += 1
        self.journal.change(after)
        decided = Decided(
            act_number=act.number,
            sequence=self.standing.sequence,
            ruling=Ruling.RESTORE if was_refused else Ruling.CONFIRM,
            reason=Reason.NONE,
            note="",
            by=self.source,
            at_ms=self.now_ms,
        )
        self.journal.decided(decided)
        tell_decision(self.journal, self.standing, decided, evidence)
        self.known[act.claim] = after
        self.allowances.load_act(act)
        self.allowances.count(after, self.standing)
        if self.waiting:
            self._watch()
        return after
