"""A choice stands and falls with the act that was chosen."""

from collections.abc import Callable

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, refusal_claim
from tablee.core.campaign import Campaign
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.terms.choosing import chosen_kinds
from tablee.ports.desk import Desk
from tablee.ports.journal import Journal
from tablee.ports.kinds.selections import Selection
from tablee.usecases.record_acts import record_told

SELECTION = "selection"
"""The source of acts that are choices."""

Rule = Callable[[int, Ruling, Reason], Act]
"""Takes a decision about the act of that number, in the same transaction."""


def follow(desk: Desk, campaign: Campaign, chosen: Act, now_ms: int, rule: Rule) -> None:
    """Let the choices of *chosen* follow from where it stands now. Twice is once."""
    if not any(chosen_kinds(each.terms) for each in campaign.versions):
        return
    for selection in desk.selections.of_chosen(campaign.id, chosen.number):
        act = desk.journal(campaign).act(selection.act_number)
        if act is None:
            continue
        if chosen.state is not State.COUNTED and act.state is State.COUNTED:
            rule(act.number, Ruling.REVERSE, Reason.CHOICE_GONE)
        elif chosen.state is State.COUNTED and act.reason is Reason.CHOICE_GONE and act.is_held:
            rule(act.number, Ruling.RESTORE, Reason.NONE)
        elif chosen.state is State.COUNTED and act.reason is Reason.CHOICE_GONE:
            _count_anew(desk, campaign, selection, act, now_ms)


def hand_over(desk: Desk, campaign: Campaign, old: Act, new: Act) -> None:
    """Let an act that counts anew have the choices that were lost only because *old* was.

    They come back with it: see `follow`, which its next decision calls, or the caller.
    """
    if new.kind != old.kind or not any(chosen_kinds(each.terms) for each in campaign.versions):
        return
    journal = desk.journal(campaign)
    for selection in desk.selections.of_chosen(campaign.id, old.number):
        act = journal.act(selection.act_number)
        if act is not None and act.reason is Reason.CHOICE_GONE:
            desk.selections.keep(selection._replace(chosen_act=new.number))


def _count_anew(
    desk: Desk, campaign: Campaign, selection: Selection, old: Act, now_ms: int
) -> None:
    """Count a choice whose place was given up again, at the end of its line."""
    claim = claim_of(campaign, old.kind, old)._replace(occurred_at_ms=old.occurred_at_ms)
    if old.claim != claim.fingerprint:
        return  # it has made way before
    give_up_claim(desk.journal(campaign), old)
    (recorded,) = record_told(desk, campaign, [claim], SELECTION, now_ms)
    if recorded.act is not None and recorded.act.has_place:
        desk.selections.keep(selection._replace(act_number=recorded.act.number))


def claim_of(campaign: Campaign, kind: str, chosen: Act) -> Claim:
    """Return the claim that the choice of *chosen* makes: for its supporter, once per object."""
    return Claim(
        kind=kind,
        object=chosen.object,
        supporter=chosen.supporter,
        fingerprint=fingerprint(campaign.slug, kind, chosen.object),
        evidence=Evidence.PUBLIC,
    )


def give_up_claim(journal: Journal, act: Act) -> None:
    """Let an act that has left its line make way for a new one for the same object."""
    name = refusal_claim(act.claim + act.number.to_bytes(5), act.reason)
    journal.change(act._replace(claim=name))
