"""Ask for a decision to be taken again, and answer whoever asks: somebody else decides."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.campaign import Campaign, Stage
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, SameJudge, UnknownAct, WrongState
from tablee.core.reason import Reason
from tablee.ports.appeals import Appeal
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.journal import Decided, Journal
from tablee.usecases.decide_act import DAY_MS, Judgement
from tablee.usecases.finish_appeals import finish
from tablee.usecases.posts.consequences import decide_in_room, keep_in_step
from tablee.usecases.posts.looking import Room

ANSWER_MS = 90 * DAY_MS
"""How long an act keeps its place for an answer, at most; then the clock decides."""
LONGEST_WORDS = 2_000
"""Characters of an appeal that are kept, at most."""
MOST = 3
"""Appeals against one decision, at most: each is answered by a person, and keeps a place."""
MOST_BY_READERS = MOST - 1
"""Those of them that whoever may only read the receipt can make: one is left for its holder."""
_AGAINST = frozenset({Ruling.REFUSE, Ruling.REVERSE})


class Plea(NamedTuple):
    """What somebody says against a decision."""

    words: str
    is_own: bool = True
    """Whether the act is in their hands; False when all they have is a receipt to read."""


class Answer(NamedTuple):
    """What somebody else decides about an appeal, and why."""

    act_number: int
    is_granted: bool
    note: str
    """A sentence for the participant."""
    by: str


def appeal_act(desks: Desks, clock: Clock, slug: str, act_number: int, plea: Plea) -> bool:
    """Write an appeal down; return whether it is new: one is open at a time for each act.

    The act keeps its place until somebody has answered, also past its time of appeal. Anybody who
    knows a post's address gets a receipt to read, so an appeal may be a stranger's, and no stranger
    may spend the author's: each decision can be appealed `MOST` times, the last of them only by
    whoever has the act in hand; a dismissal does not end the time of appeal, which stands still
    while an appeal waits. So nobody's place is kept for ever, and no judge is asked for ever.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        WrongState: the act is not refused or reversed, its time of appeal is over, or it has been
            appealed too often; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        journal = desk.journal(campaign)
        act = _appealable(campaign, journal, act_number)
        if desk.appeals.open_for(campaign.id, act_number) is not None:
            return False
        if act.appeal_until_ms <= now_ms:
            raise WrongState("The time of appeal is over.")
        if not appeals_left(desk, campaign, act_number, is_own=plea.is_own):
            raise WrongState("This decision has been appealed as often as it can be.")
        until_ms = max(act.appeal_until_ms, now_ms + ANSWER_MS)
        journal.change(act._replace(appeal_until_ms=until_ms))
        desk.appeals.put(Appeal(campaign.id, act_number, plea.words[:LONGEST_WORDS], now_ms))
        _tell(desk, campaign, "appeal.received", act_number, now_ms)
        return True


def answer_appeal(desks: Desks, clock: Clock, slug: str, answer: Answer) -> Act:
    """Answer the open appeal of an act; return the act as it stands then.

    Granted, it is counted in its old place; dismissed, it keeps that place for what was left of
    its time of appeal when it was made. With the last appeal there can be, it leaves its line at
    once and those behind it move up.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        WrongState: no appeal is open; nothing was written.
        SameJudge: whoever decided first cannot answer, with a yes or a no; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        room = Room(desk, desk.campaigns.hold(slug), b"", clock.now_ms())
        appeal = desk.appeals.open_for(room.campaign.id, answer.act_number)
        act = room.journal.act(answer.act_number)
        if act is None:
            raise UnknownAct
        if appeal is None:
            raise WrongState("No appeal is open for this act.")
        against = _against(room.journal, act.number)
        if against is not None and against.by == answer.by:
            raise SameJudge
        if act.state in {State.REFUSED, State.REVERSED} and act.has_place:
            act = _restore(room, answer) if answer.is_granted else _dismiss(room, act, against)
        desk.appeals.answer(
            appeal._replace(
                answered_at_ms=room.now_ms,
                is_granted=answer.is_granted,
                by=answer.by,
                note=answer.note,
            )
        )
        _tell(desk, room.campaign, "appeal.answered", act.number, room.now_ms)
        return act


def appeals_left(desk: Desk, campaign: Campaign, act_number: int, *, is_own: bool) -> int:
    """Return how often the last decision against an act can still be appealed."""
    against = _against(desk.journal(campaign), act_number)
    made = _made(desk.appeals.of_act(campaign.id, act_number), against)
    return max(0, (MOST if is_own else MOST_BY_READERS) - len(made))


def _made(appeals: Sequence[Appeal], against: Decided | None) -> list[Appeal]:
    """Return those of the appeals which are about the decision *against* the act.

    One that was granted, and those before it, were about an earlier decision, also where all of it
    happened in one millisecond.
    """
    granted = [place for place, each in enumerate(appeals, start=1) if each.is_granted]
    later = appeals[granted[-1] if granted else 0 :]
    return [each for each in later if against is not None and each.at_ms >= against.at_ms]


def _appealable(campaign: Campaign, journal: Journal, act_number: int) -> Act:
    act = journal.act(act_number)
    if act is None:
        raise UnknownAct
    if campaign.stage is Stage.SETTLED:
        raise CampaignClosed
    if act.state not in {State.REFUSED, State.REVERSED} or not act.has_place:
        raise WrongState("Only a refusal or a reversal that is not final can be appealed.")
    return act


def _against(journal: Journal, act_number: int) -> Decided | None:
    """Return the decision that an appeal is about: the last one against the act."""
    found = [each for each in journal.decisions(act_number) if each.ruling in _AGAINST]
    return found[-1] if found else None


def _restore(room: Room, answer: Answer) -> Act:
    judgement = Judgement(answer.act_number, Ruling.RESTORE, Reason.NONE, answer.note, answer.by)
    return decide_in_room(room, judgement)


def _dismiss(room: Room, act: Act, against: Decided | None) -> Act:
    """Let the time of appeal go on, or a refused or reversed act leave its line for good."""
    if room.campaign.stage is Stage.SETTLED:
        raise CampaignClosed
    journal = room.journal
    until_ms = _left_until_ms(room, act, against)
    if until_ms > room.now_ms:
        act = act._replace(appeal_until_ms=until_ms)
        journal.change(act)
        return act
    standing = journal.standing()
    after = finish(journal, standing, room.campaign, act, room.now_ms)
    journal.keep(standing)
    keep_in_step(room, after)
    return after


def _left_until_ms(room: Room, act: Act, against: Decided | None) -> int:
    """Return until when an act can be appealed again once the open appeal is dismissed; or 0."""
    desk, campaign = room.desk, room.campaign
    if against is None or not appeals_left(desk, campaign, act.number, is_own=True):
        return 0
    appeals = _made(desk.appeals.of_act(campaign.id, act.number), against)
    waited_ms = sum((each.answered_at_ms or room.now_ms) - each.at_ms for each in appeals)
    days = campaign.version_at(against.at_ms).terms.appeal_days
    return against.at_ms + days * DAY_MS + waited_ms


def _tell(desk: Desk, campaign: Campaign, topic: str, act_number: int, now_ms: int) -> None:
    body: dict[str, str | int] = {"campaign": campaign.slug, "act": act_number}
    message = Message(topic, f"{campaign.slug}:{topic}:{act_number}:{now_ms}", body)
    desk.outbox.put(campaign.id, message, now_ms)
