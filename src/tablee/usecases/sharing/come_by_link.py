"""Count whoever comes by a share link: each visitor once, and nobody by their own.

The object of such an act is the visitor, whichever link was followed: its fingerprint has neither
network nor sharer in it. Were it one per link, somebody could follow the links of ten friends, or
one friend's on seven networks, and be ten or seven arrivals; and a sharer's gain would grow with
the number of links, not of people. So the first link by which a visitor comes is the one that
brought them, as with any act: first come. An arrival refused at the door, because its sharer's
limit is used up, stands in nobody's way: the same visitor may still come by another link.

The supporter is the sharer, where the link is a supporter's: so the limits of the kind bound what
one sharer's crowd, real or made up, can bring. That stays so when the sharer's own act is taken
back, or they would be rid of their limits by it. By a link of the campaign's own pages nobody but
the visitor is known, and is the supporter.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, fingerprint, supporter_key
from tablee.core.campaign import Campaign
from tablee.core.errors import TableeError, UnknownAct
from tablee.core.sharing.link import read_link
from tablee.core.sharing.visitor import Browser, day_name, visitor_name
from tablee.core.terms import Kind
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.traces import Step, Trace
from tablee.usecases.record_acts import record_at

SHARE = "share"
"""The kind of act that an arrival by a share link is."""
SOURCE = "share_link"


class Visit(NamedTuple):
    """Somebody who clicked on a share link, as the wire shows them."""

    slug: str
    network: str
    token: str
    """The last part of the link."""
    browser: Browser


class Came(NamedTuple):
    """What became of one visit."""

    name: str
    """The visitor's pseudonym, for their browser to keep; empty where nothing is to be kept."""
    act: Act | None
    """The new act; none when clicks are not paid, the visitor came before by whatever link, or
    they are the sharer."""
    error: TableeError | None = None
    """Why nothing was written for this visit; the others are not affected."""


class _Arrival(NamedTuple):
    """A visit by a link that is ours."""

    visit: Visit
    owner: int
    """Number of the act whose receipt the link stands on; 0 for the campaign's own links."""
    name: str
    visitor: bytes
    """Their pseudonym in this campaign."""
    is_sharer: bool
    """Whether they opened that receipt, also if they have cleared their cookies since."""


def come_by_links(desks: Desks, clock: Clock, secret: bytes, visits: Sequence[Visit]) -> list[Came]:
    """Write down who came, count them where the terms pay clicks; answer for each, in order.

    Everything happens in one transaction. Visits by the campaign's own links leave no trace but
    their act, and no trace at all where clicks are not paid.
    """
    with desks.write() as desk:
        now_ms = clock.now_ms()
        found: dict[int, Came] = {}
        # Campaigns are held in one order by everybody, or two would wait for each other.
        for slug in sorted({each.slug for each in visits}):
            mine = {n: each for n, each in enumerate(visits) if each.slug == slug}
            try:
                crowd = _Crowd(desk, desk.campaigns.hold(slug), secret, now_ms)
            except TableeError as unknown:
                found |= dict.fromkeys(mine, Came("", None, unknown))
            else:
                found |= zip(mine, crowd.take([*mine.values()]), strict=True)
        return [found[number] for number in range(len(visits))]


def paying_kind(campaign: Campaign, now_ms: int) -> Kind | None:
    """Return the kind that arrivals by share links are, where the terms pay them."""
    kind = campaign.version_at(now_ms).terms.kind(SHARE)
    return kind if kind is not None and kind.pays_clicks else None


class _Crowd:
    """Those who come to one campaign in one transaction."""

    def __init__(self, desk: Desk, campaign: Campaign, secret: bytes, now_ms: int) -> None:
        self._desk = desk
        self._campaign = campaign
        self._secret = secret
        self._now_ms = now_ms
        self._day = campaign.rulebook_at(now_ms).day(now_ms)
        self._is_paid = paying_kind(campaign, now_ms) is not None

    def take(self, visits: Sequence[Visit]) -> list[Came]:
        """Count those who are no sharers and had not come yet."""
        arrivals = [self._arrival(each) for each in visits]
        wanted = {
            n: each
            for n, each in enumerate(arrivals)
            if isinstance(each, _Arrival) and self._is_paid and not each.is_sharer
        }
        acts = dict(zip(wanted, self._count([*wanted.values()]), strict=True))
        return [self._came(each, acts.get(n)) for n, each in enumerate(arrivals)]

    def _arrival(self, visit: Visit) -> _Arrival | TableeError:
        secret, slug, browser = self._secret, visit.slug, visit.browser
        try:
            owner = read_link(secret, slug, visit.network, visit.token)
        except UnknownAct as unknown:
            return unknown
        name = visitor_name(secret, browser, self._day)
        also = day_name(secret, browser, self._day)
        keys = [supporter_key(secret, slug, each) for each in (name, also)]
        return _Arrival(visit, owner, name, keys[0], self._is_sharer(owner, keys))

    def _is_sharer(self, owner: int, keys: Sequence[bytes]) -> bool:
        traces = self._desk.traces
        return bool(owner) and traces.is_left(self._campaign.id, owner, Step.HELD, keys)

    def _count(self, arrivals: Sequence[_Arrival]) -> list[Act | None]:
        if not arrivals:
            return []
        slug = self._campaign.slug
        claims = [
            Claim(
                kind=SHARE,
                object=(name := each.visitor.hex()),
                supporter=self._supporter(each),
                fingerprint=fingerprint(slug, SHARE, name),
                evidence=Evidence.CLICK,
            )
            for each in arrivals
        ]
        recorded = record_at(self._desk, self._campaign, claims, SOURCE, self._now_ms)
        return [each.act if each.is_new else None for each in recorded]

    def _supporter(self, arrival: _Arrival) -> bytes:
        owner = None
        if arrival.owner:
            owner = self._desk.journal(self._campaign).act(arrival.owner)
        if owner is None:
            return arrival.visitor
        # Nobody said who made that act: its receipt stands for them, or they would have no limit.
        return owner.supporter or supporter_key(
            self._secret, self._campaign.slug, f"receipt {owner.number}"
        )

    def _came(self, arrival: _Arrival | TableeError, act: Act | None) -> Came:
        if not isinstance(arrival, _Arrival):
            return Came("", None, arrival)
        if arrival.owner and not arrival.is_sharer:
            visit = arrival.visit
            number = act.number if act else 0
            trace = Trace(
                arrival.owner, Step.CAME, arrival.visitor, visit.network, number, self._now_ms
            )
            self._desk.traces.leave(self._campaign.id, trace)
        is_seen = bool(arrival.owner) or self._is_paid
        return Came(arrival.name if is_seen else "", act)
