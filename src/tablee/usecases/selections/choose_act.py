"""Choose an act of somebody's, and say why."""

from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.campaign import Campaign, campaign_now_ms
from tablee.core.decision import Ruling
from tablee.core.errors import InvalidClaim, UnknownAct, UnknownKind, WrongState
from tablee.core.reason import Reason
from tablee.core.terms import Kind
from tablee.core.terms.choosing import choice_for, chooses_from
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.kinds.selections import Selection
from tablee.usecases.chains.follow_choices import SELECTION, claim_of, give_up_claim
from tablee.usecases.decide_act import Judgement, decide_at
from tablee.usecases.record_acts import record_at

LONGEST_WHY = 500
"""Characters of a sentence, at most, in each language."""
CHOSEN = "act.chosen"
"""What is told once an act has been chosen."""
BACK_AGAIN = frozenset({Reason.UNCHOSEN, Reason.CHOICE_GONE})
"""Reasons for which a choice was taken back, and can be made again."""


class Choice(NamedTuple):
    """What somebody chooses, and why."""

    act_number: int
    why: Text
    by: str
    kind: str = ""
    """The kind of act that the choice is; empty for the first that fits."""
    occurred_at_ms: int | None = None
    """When it was made; nothing for now."""


def choose_act(desks: Desks, clock: Clock, slug: str, choice: Choice) -> Act:
    """Choose an act that counts; return the act that the choice is.

    It counts for whoever did what was chosen, once for each object, under the rate and in the
    line of its own kind. Choosing what is chosen stores the new words. A choice that was taken
    back is counted again, in its old place while that is held.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        UnknownKind: the campaign chooses no such acts; nothing was written.
        InvalidClaim: a sentence is missing; nothing was written.
        WrongState: the act is not counted, or the rules refuse the choice; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        return choose_at(desk, desk.campaigns.hold(slug), choice, clock.now_ms())


def choose_at(desk: Desk, campaign: Campaign, choice: Choice, now_ms: int) -> Act:
    """Do what `choose_act` does at a desk that is open. Raises as it does."""
    why = Text(en=choice.why.en.strip()[:LONGEST_WHY], fr=choice.why.fr.strip()[:LONGEST_WHY])
    if not (why.en and why.fr):
        raise InvalidClaim("Say in a sentence why, in both languages.", field="why")
    journal = desk.journal(campaign)
    chosen = journal.act(choice.act_number)
    if chosen is None:
        raise UnknownAct
    kind = _kind(campaign, choice, chosen, campaign_now_ms(campaign, journal.standing(), now_ms))
    if chosen.state is not State.COUNTED:
        raise WrongState("Only an act that counts can be chosen.")
    act = _counted(desk, campaign, choice, chosen, (kind, now_ms))
    selection = Selection(campaign.id, act.number, chosen.number, why, choice.by, now_ms)
    desk.selections.keep(selection)
    body: dict[str, str | int] = {
        "campaign": campaign.slug,
        "act": act.number,
        "chosen": chosen.number,
    }
    key = f"{campaign.slug}:chosen:{act.number}:{now_ms}"
    desk.outbox.put(campaign.id, Message(CHOSEN, key, body), now_ms)
    return act


def _kind(campaign: Campaign, choice: Choice, chosen: Act, now_ms: int) -> Kind:
    terms = campaign.rulebook_at(now_ms).terms
    kind = terms.kind(choice.kind) if choice.kind else choice_for(terms, chosen.kind)
    if kind is None or not chooses_from(terms, kind, chosen.kind):
        raise UnknownKind("Acts of this kind are not chosen in this campaign.", field="kind")
    return kind


def _counted(
    desk: Desk, campaign: Campaign, choice: Choice, chosen: Act, place: tuple[Kind, int]
) -> Act:
    """Return the act that the choice is, once it counts."""
    kind, now_ms = place
    claim = claim_of(campaign, kind.name, chosen)._replace(occurred_at_ms=choice.occurred_at_ms)
    journal = desk.journal(campaign)
    known = journal.known([claim.fingerprint]).get(claim.fingerprint)
    if known is not None and known.state is not State.COUNTED:
        if known.reason not in BACK_AGAIN:
            raise WrongState("This choice was taken back for another reason; see that act.")
        if known.is_held:
            # Whoever took it back may change their mind: this is no appeal against anybody.
            back = Judgement(known.number, Ruling.RESTORE, Reason.NONE, "", SELECTION)
            return decide_at(desk, campaign, back, now_ms)
        give_up_claim(journal, known)
    (recorded,) = record_at(desk, campaign, [claim], SELECTION, now_ms)
    if recorded.act is None or not recorded.act.has_place:
        reason = recorded.act.reason if recorded.act else ""
        raise WrongState(f"The rules do not let it count: {reason}.", field=str(reason))
    return recorded.act
