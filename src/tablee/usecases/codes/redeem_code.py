"""Count the code that a shopper typed, once."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.act import Act, Claim, fingerprint
from tablee.core.campaign import Campaign, campaign_now_ms
from tablee.core.purchase.code import Code, is_signed, read_code, series_key
from tablee.core.purchase.slip import plain, slip_key
from tablee.core.terms import Kind
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.kinds.codes import Series
from tablee.usecases.record_acts import record_at

CODE = "code"
"""The source of acts that came by a code."""


class Answer(StrEnum):
    """What a code turned out to be."""

    TAKEN = "taken"
    """It is an act now."""
    OWN = "own"
    """The same shopper has typed it before."""
    USED = "used"
    """Somebody else has typed it before, or the till told us of that receipt."""
    EMPTY = "empty"
    """The till's own file says that its basket brings nothing, or has been brought back."""
    MISTYPED = "mistyped"
    """It is no code: a character is wrong, missing, or two have changed places."""
    UNKNOWN = "unknown"
    """It is written like a code, and is none of these: one of another campaign, or a guess."""


class Typed(NamedTuple):
    """What somebody typed, and for what."""

    kind: str
    text: str
    supporter: bytes


class Redeemed(NamedTuple):
    """What became of it."""

    answer: Answer
    act: Act | None = None


def redeem_code(desks: Desks, clock: Clock, secret: bytes, slug: str, typed: Typed) -> Redeemed:
    """Count a code for whoever typed it; the same code again is the act that it was.

    A code that names a receipt is the first gift of that receipt, however we hear of it: by the
    till's own file, before or after, it is the same act.

    Raises:
        UnknownCampaign: nothing was written.
    """
    code = read_code(typed.text)
    if code is None:
        return Redeemed(Answer.MISTYPED)
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        standing = desk.journal(campaign).standing()
        now_ms = campaign_now_ms(campaign, standing, clock.now_ms())
        kind = campaign.rulebook_at(now_ms).terms.kind(typed.kind)
        series = desk.codes.find(campaign.id, code.series)
        if kind is None or series is None or not _is_good(secret, slug, series, code, kind):
            return Redeemed(Answer.UNKNOWN)
        receipt = desk.codes.receipt(campaign.id, code.series, code.serial)
        name = f"{receipt}/1" if receipt else f"{CODE}/{code.series}/{code.serial}"
        claim = _claim(campaign, kind, name, typed.supporter)
        if receipt and _is_empty(desk, campaign, receipt, claim):
            return Redeemed(Answer.EMPTY)
        return _record(desk, campaign, claim, clock.now_ms())


def _is_good(secret: bytes, slug: str, series: Series, code: Code, kind: Kind) -> bool:
    is_issued = series.is_elsewhere or 0 < code.serial <= series.issued
    if series.is_revoked or series.kind != kind.name or not is_issued:
        return False
    return is_signed(series_key(secret, slug, series.kind, series.number), code)


def _claim(campaign: Campaign, kind: Kind, name: str, supporter: bytes) -> Claim:
    return Claim(
        kind=kind.name,
        object=name,
        supporter=supporter,
        fingerprint=fingerprint(campaign.slug, kind.name, plain(name)),
        evidence=kind.evidence,
    )


def _is_empty(desk: Desk, campaign: Campaign, receipt: str, claim: Claim) -> bool:
    """Return whether the till has told of a receipt, and that it brings nothing of this kind."""
    key = slip_key(receipt)
    slip = desk.tills.slips(campaign.id, [key]).get(key)
    if slip is None or slip.bought is None:
        return False
    rules = [each.name for each in campaign.latest.terms.baskets if each.kind == claim.kind]
    if any(slip.acts.get(name) for name in rules):
        return False
    return claim.fingerprint not in desk.journal(campaign).known([claim.fingerprint])


def _record(desk: Desk, campaign: Campaign, claim: Claim, now_ms: int) -> Redeemed:
    (recorded,) = record_at(desk, campaign, [claim], CODE, now_ms)
    act = recorded.act
    if act is None:
        return Redeemed(Answer.UNKNOWN)
    if recorded.is_new:
        return Redeemed(Answer.TAKEN, act)
    is_own = bool(act.supporter) and act.supporter == claim.supporter
    return Redeemed(Answer.OWN if is_own else Answer.USED, act)
