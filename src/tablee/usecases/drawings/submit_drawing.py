"""Take a drawing in: it holds its place from now on, and a person looks at it before it counts."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, fingerprint, refusal_claim
from tablee.core.campaign import Campaign
from tablee.core.drawing.drawing import Consent, Drawing, Files, Licence, Words, object_of
from tablee.core.drawing.likeness import Likeness, most_alike
from tablee.core.errors import UnknownKind
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.record_acts import record_at

SOURCE = "drawing"
"""The door by which drawings come."""


class Sheet(NamedTuple):
    """A drawing as it was sent, its files kept already."""

    kind: str
    supporter: bytes
    """Who sent it: the pseudonym of a visitor, by whose limits the act is bound."""
    sender: bytes
    """A keyed hash of what the form carried: sending the same form again is known by it."""
    files: Files
    words: Words
    licence: Licence
    consent: Consent
    positions: Sequence[Likeness]
    """Its likeness in its eight positions, as it is first."""


class Sent(NamedTuple):
    """What became of it."""

    act: Act
    is_own: bool
    """Whether whoever sent it now is who sent it first, so that its receipt is theirs."""
    is_kept: bool
    """Whether the files are named by a drawing now; False leaves them to be erased."""


def submit_drawing(desks: Desks, clock: Clock, slug: str, sheet: Sheet) -> Sent:
    """Write a drawing down with its act, which waits for a person; return what became of it.

    The same picture is the same act, whoever sends it: it is answered with how the first one
    stands. One that its maker took back may come again, at the end of the line. What the rules
    refuse at the door (limits, the window) is kept as a refusal and nothing of the picture is.

    Raises:
        UnknownCampaign, UnknownKind: nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        kind = campaign.version_at(now_ms).terms.kind(sheet.kind)
        if kind is None or kind.proof is not Proof.PICTURE:
            raise UnknownKind(field="kind")
        claim = _claim(slug, sheet)
        _make_way(desk, campaign, claim)
        (recorded,) = record_at(desk, campaign, [claim], SOURCE, now_ms)
        if recorded.act is None:
            raise recorded.error or UnknownKind(field="kind")
        act = recorded.act
        known = desk.drawings.get(campaign.id, act.number)
        if known is not None:
            is_own = bool(sheet.sender) and known.sender == sheet.sender
            return Sent(act, is_own=is_own, is_kept=known.is_there)
        if not (recorded.is_new and act.has_place):
            return Sent(act, is_own=recorded.is_new, is_kept=False)
        desk.drawings.keep(_drawing(desk, campaign, act, sheet))
        return Sent(act, is_own=True, is_kept=True)


def _claim(slug: str, sheet: Sheet) -> Claim:
    name = object_of(sheet.files.picture)
    return Claim(
        kind=sheet.kind,
        object=name,
        supporter=sheet.supporter,
        fingerprint=fingerprint(slug, sheet.kind, name),
        evidence=Evidence.CLAIM,
    )


def _make_way(desk: Desk, campaign: Campaign, claim: Claim) -> None:
    """Let an act that was withdrawn, and has left its line, give up its name for a new one."""
    journal = desk.journal(campaign)
    old = journal.known([claim.fingerprint]).get(claim.fingerprint)
    if old is not None and old.reason is Reason.WITHDRAWN and not old.has_place:
        name = refusal_claim(old.claim + old.number.to_bytes(5), old.reason)
        journal.change(old._replace(claim=name))


def _drawing(desk: Desk, campaign: Campaign, act: Act, sheet: Sheet) -> Drawing:
    return Drawing(
        campaign_id=campaign.id,
        act_number=act.number,
        files=sheet.files,
        words=sheet.words,
        licence=sheet.licence,
        consent=sheet.consent,
        likeness=sheet.positions[0] if sheet.positions else Likeness(),
        sender=sheet.sender,
        at_ms=act.received_at_ms,
        like_act=most_alike(sheet.positions, desk.drawings.likenesses(campaign.id)),
    )
