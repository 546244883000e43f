"""Ask for a decision to be taken again, and answer whoever asks: somebody else decides."""

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
_AGAINST = frozenset({Ruling.REFUSE, Ruling.REVERSE})


class Answer(NamedTuple):
    """What somebody else decides about an appeal, and why."""

    act_number: int
    is_granted: bool
    note: str
    """A sentence for the participant."""
    by: str


def appeal_act(desks: Desks, clock: Clock, slug: str, act_number: int, words: str) -> bool:
    """Write an appeal down; return whether it is new: one is open at a time for each act.

    The act keeps its place until somebody has answered, also past its time of appeal.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        WrongState: the act is not refused or reversed, its time of appeal is over, or somebody
            else has decided already; nothing was written.
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
        until_ms = max(act.appeal_until_ms, now_ms + ANSWER_MS)
        journal.change(act._replace(appeal_until_ms=until_ms))
        desk.appeals.put(Appeal(campaign.id, act_number, words[:LONGEST_WORDS], now_ms))
        _tell(desk, campaign, "appeal.received", act_number, now_ms)
        return True


def answer_appeal(desks: Desks, clock: Clock, slug: str, answer: Answer) -> Act:
    """Answer the open appeal of an act; return the act as it stands then.

    Granted, it is counted in its old place; dismissed, it leaves its line at once and those
    behind it move up.

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
            act = _restore(room, answer) if answer.is_granted else _dismiss(room, act)
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


def _dismiss(room: Room, act: Act) -> Act:
    """Let a refused or reversed act leave its line for good."""
    if room.campaign.stage is Stage.SETTLED:
        raise CampaignClosed
    journal = room.journal
    standing = journal.standing()
    after = finish(journal, standing, room.campaign, act, room.now_ms)
    journal.keep(standing)
    keep_in_step(room, after)
    return after


def _tell(desk: Desk, campaign: Campaign, topic: str, act_number: int, now_ms: int) -> None:
    body: dict[str, str | int] = {"campaign": campaign.slug, "act": act_number}
    message = Message(topic, f"{campaign.slug}:{topic}:{act_number}:{now_ms}", body)
    desk.outbox.put(campaign.id, message, now_ms)
