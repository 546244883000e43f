"""Take in what a reader saw on a network: new posts count, vanished ones are taken back."""

from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, supporter_key
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.post.post import Post
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.token import referrer_of
from tablee.core.reason import Reason
from tablee.core.terms import Kind
from tablee.ports.desk import Clock, Desks
from tablee.usecases.chains.across_kinds import acts_of_posts, keep_pages
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement
from tablee.usecases.networks.coming_back import Pair, Returns
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room
from tablee.usecases.posts.referrals import refer
from tablee.usecases.record_acts import Recorded, record_at

MOST_OF_AUTHOR = 10_000
"""Posts of one author that are taken back at once when the account is gone."""
HTTP_OK = 200


class CursorLost(RuntimeError):
    """Somebody else reads there by now; nothing was written."""


class Taken(NamedTuple):
    """What became of a haul."""

    recorded: tuple[Recorded, ...]
    """One for each post seen, in order; empty when the campaign counts no such posts.

    A post that is a page which counts as such is answered with the act of that page.
    """
    taken_back: int


def take_haul(desks: Desks, clock: Clock, secret: bytes, haul: Haul, holder: str = "") -> Taken:
    """Record what was seen and take back what is gone, with the cursor, in one transaction.

    So reading again from the stored cursor misses nothing and counts nothing twice, whatever
    crashed when. *holder* has the cursor. What only somebody else shows stays taken back; what
    its origin shows again counts again.

    Raises:
        UnknownCampaign: nothing was written.
        CursorLost: *holder* does not have the cursor any more; nothing was written.
    """
    with desks.write() as desk:
        room = Room(desk, desk.campaigns.hold(haul.slug), secret, clock.now_ms())
        kind = room.terms.hashtag_kind
        taken = Taken((), 0)
        if kind is not None and room.campaign.stage is not Stage.SETTLED:
            recorded = _record(room, kind, haul)
            taken = Taken(recorded, _take_back(room, kind, haul))
        if haul.reader:
            moved = desk.cursors.move(room.campaign.id, haul.reader, holder, haul.cursor)
            if not moved:
                raise CursorLost
        return taken


def _record(room: Room, kind: Kind, haul: Haul) -> tuple[Recorded, ...]:
    """Record what was seen, but for posts that are pages which count as such."""
    place = (room.desk, room.campaign, room.terms)
    pages = {each.object: each.page for each in haul.seen if each.page}
    as_pages = acts_of_posts(*place, pages)
    keep_pages(*place, {post: page for post, page in pages.items() if post not in as_pages})
    seen = [each for each in haul.seen if each.object not in as_pages]
    recorded = iter(_record_posts(room, kind, haul._replace(seen=tuple(seen))))
    return tuple(
        Recorded(as_pages[each.object], is_new=False, paid_units=0, place=0)
        if each.object in as_pages
        else next(recorded)
        for each in haul.seen
    )


def _record_posts(room: Room, kind: Kind, haul: Haul) -> list[Recorded]:
    if not haul.seen:
        return []
    pairs = [Pair(each, _claim(room, kind, each)) for each in haul.seen]
    returns = Returns(room, haul)
    claims = returns.bring_back(pairs)
    recorded = record_at(room.desk, room.campaign, claims, haul.seen[0].network, room.now_ms)
    for sighting, each in zip(haul.seen, recorded, strict=True):
        if each.act is not None and each.act.has_place:
            _keep(room, sighting, each.act)
    returns.hand_over(pairs, recorded)
    return recorded


def _claim(room: Room, kind: Kind, sighting: Sighting) -> Claim:
    slug = room.campaign.slug
    return Claim(
        kind=kind.name,
        object=sighting.object,
        supporter=supporter_key(room.secret, slug, sighting.author),
        fingerprint=fingerprint(slug, kind.name, sighting.object),
        occurred_at_ms=sighting.posted_at_ms or None,
        evidence=Evidence.PUBLIC,
    )


def _keep(room: Room, sighting: Sighting, act: Act) -> None:
    """Keep what is shown of a post; an edit changes that and nothing else."""
    posts, campaign_id = room.desk.posts, room.campaign.id
    known = posts.get(campaign_id, act.number)
    if known is not None:
        posts.keep([known._replace(display=sighting.display, checked_at_ms=room.now_ms)])
        return
    via = referrer_of(room.secret, room.campaign.slug, [sighting.via] if sighting.via else [])
    post = Post(
        campaign_id=campaign_id,
        act_number=act.number,
        address=sighting.address,
        blog=sighting.author,
        found_at_ms=room.now_ms,
        status=HTTP_OK,
        content_hash="",
        exhibit="",
        display=sighting.display,
        checked_at_ms=room.now_ms,
    )
    is_counted = act.state is State.COUNTED
    posts.keep([post._replace(referred_act=refer(room, act, via) if is_counted else 0)])


def _take_back(room: Room, kind: Kind, haul: Haul) -> int:
    """Reverse what is gone at its origin; return how many acts that was."""
    slug = room.campaign.slug
    claims = {fingerprint(slug, kind.name, lost) for lost in haul.lost}
    acts = {act.number: act for act in room.journal.known(claims).values()} if claims else {}
    for author in haul.gone:
        for post in room.desk.posts.of_blog(room.campaign.id, author, MOST_OF_AUTHOR):
            act = room.journal.act(post.act_number)
            if act is not None and act.kind == kind.name:
                acts[act.number] = act
    counted = [act for act in acts.values() if act.has_place and act.state in _RULINGS]
    for act in counted:
        judgement = Judgement(act.number, _RULINGS[act.state], Reason.GONE, "", BY_VERIFICATION)
        decide_in_room(room, judgement)
    return len(counted)


_RULINGS = {State.COUNTED: Ruling.REVERSE, State.PENDING: Ruling.REFUSE}
