"""Issue codes for receipts: a list of them, or the key with which a partner makes its own."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.campaign import Campaign
from tablee.core.errors import TooLarge, UnknownKind, WrongState
from tablee.core.purchase.code import LAST_SERIAL, MOST_SERIES, series_key, write_code
from tablee.core.terms import Proof
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.kinds.codes import Series

MOST_AT_ONCE = 1_000_000


class Order(NamedTuple):
    """Codes that somebody wants."""

    kind: str
    name: str
    """Of the series: more of the same name go on where the last ones ended."""
    number: int = 0
    receipts: Sequence[str] = ()
    """Receipts on which they are printed, as the journal names them: one code for each."""


def issue_codes(
    desks: Desks, clock: Clock, secret: bytes, slug: str, order: Order
) -> tuple[Series, list[str]]:
    """Return so many new codes and their series; they are nowhere else from then on.

    Raises:
        UnknownCampaign: nothing was written.
        UnknownKind: the campaign counts no receipts of that kind; nothing was written.
        WrongState: the series is revoked, a partner's, of another kind, or there are too many
            series; nothing was written.
        TooLarge: that is more than are issued at once; nothing was written.
    """
    number = len(order.receipts) or order.number
    if not 0 < number <= MOST_AT_ONCE:
        raise TooLarge(f"From 1 to {MOST_AT_ONCE} codes are issued at once.", field="number")
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        series = _series(desk, campaign, order, clock.now_ms())
        if series.is_elsewhere:
            raise WrongState("A partner issues the codes of this series with its key.")
        serials = range(series.issued + 1, series.issued + 1 + number)
        if serials[-1] > LAST_SERIAL:
            raise WrongState("This series has no serial left; begin another.")
        series = series._replace(issued=serials[-1])
        desk.codes.keep(series)
        bound = zip(serials, order.receipts, strict=False)
        desk.codes.bind(campaign.id, series.number, list(bound))
    key = series_key(secret, slug, series.kind, series.number)
    return series, [write_code(key, series.number, serial) for serial in serials]


def lend_key(
    desks: Desks, clock: Clock, secret: bytes, slug: str, order: Order
) -> tuple[Series, bytes]:
    """Return a series that a partner issues, and the key with which it does.

    Whoever has the key makes as many codes as they like: the campaign's pledge is the limit, and
    a series can be revoked. Asked again, it is the same key.

    Raises:
        UnknownCampaign, UnknownKind: nothing was written.
        WrongState: there is a series of that name that is issued here; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        series = _series(desk, campaign, order, clock.now_ms())
        if series.issued and not series.is_elsewhere:
            raise WrongState("The codes of this series are issued here.")
        series = series._replace(is_elsewhere=True)
        desk.codes.keep(series)
    return series, series_key(secret, slug, series.kind, series.number)


def revoke_series(desks: Desks, slug: str, name: str) -> bool:
    """Make the codes of a series good for nothing from now on; return whether there was one.

    What they have brought so far counts.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        found = [each for each in desk.codes.every(campaign.id) if each.name == name]
        for each in found:
            desk.codes.keep(each._replace(is_revoked=True))
        return any(not each.is_revoked for each in found)


def _series(desk: Desk, campaign: Campaign, order: Order, now_ms: int) -> Series:
    """Return the series of that name, or a new one that is not written down yet."""
    kind = campaign.latest.terms.kind(order.kind)
    if kind is None or kind.proof is not Proof.TILL:
        message = "Codes are for a kind whose proof is 'till'."
        raise UnknownKind(message, field="kind")
    every = desk.codes.every(campaign.id)
    known = next((each for each in every if each.name == order.name), None)
    if known is None and len(every) >= MOST_SERIES:
        raise WrongState(f"A campaign has at most {MOST_SERIES} series of codes.")
    if known is None:
        return Series(
            campaign_id=campaign.id,
            number=len(every),
            kind=kind.name,
            name=order.name,
            issued=0,
            is_elsewhere=False,
            made_at_ms=now_ms,
        )
    if known.is_revoked or known.kind != kind.name:
        raise WrongState("This series is revoked, or of another kind; give another name.")
    return known
