"""What becomes of an activity whose sender is proven: written down in one transaction.

Nothing is counted here. A post that somebody tells of is looked at where it comes from, later;
what is told only says where to look. So a lie costs us one question, and nobody else anything.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.core.act import fingerprint
from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import UnknownCampaign
from tablee.core.text import Text
from tablee.evidence.activity import (
    Activity,
    NotReadable,
    concerns,
    host_of,
    is_left_out,
    kinds,
    read_note,
)
from tablee.evidence.activity.actor import ACTORS
from tablee.evidence.page import Target
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.networks.actors import Follower
from tablee.problems.mistakes import NotSigned
from tablee.receivers.activitypub.proving import Proven
from tablee.usecases.fediverse.following import accept_follower, let_follower_go, note_answer
from tablee.usecases.fediverse.meeting import meeting_of_author, meeting_of_post
from tablee.usecases.fediverse.names import Actor, actors_of

_AGAIN = Text("That was sent before.", "Cela a déjà été envoyé.")
_POSTS_KEPT = 1


class Told(NamedTuple):
    """One activity, where it came in, and who proved to have sent it."""

    slug: str
    """The campaign in whose inbox it lies; empty for the inbox of the whole site."""
    root: str
    activity: Activity
    proven: Proven | None
    """Nobody where its actor is gone, and cannot prove anything any more."""


class _Room(NamedTuple):
    """A campaign that hears of something."""

    desk: Desk
    campaign: Campaign
    actor: Actor
    target: Target
    now_ms: int

    @property
    def is_open(self) -> bool:
        """Whether it takes new posts."""
        return self.campaign.stage is Stage.OPEN

    def is_known(self, name: str) -> bool:
        """Return whether a post was counted, or is held."""
        kind = self.campaign.rulebook_at(self.now_ms).terms.hashtag_kind
        if kind is None:
            return False
        claim = fingerprint(self.campaign.slug, kind.name, name)
        return bool(self.desk.journal(self.campaign).known({claim}))

    def is_author(self, name: str) -> bool:
        """Return whether somebody's posts were counted."""
        return bool(self.desk.posts.of_blog(self.campaign.id, name, _POSTS_KEPT))

    def meet(self, name: str) -> None:
        """Have a post looked at."""
        self.desk.tasks.put([meeting_of_post(self.campaign.id, name, self.now_ms)])


def hear(told: Told, desks: Desks, clock: Clock) -> None:
    """Write down what follows from an activity.

    Raises:
        UnknownCampaign: that campaign has no inbox; nothing was written.
        NotSigned: the very same message came before; nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        rooms = _rooms(desk, told, now_ms)
        if told.proven is not None:
            seal = told.proven.seal
            if not desk.coupons.spend(_name_of(seal.signature), seal.good_until_ms, now_ms):
                raise NotSigned(_AGAIN)
        follow = _CONSEQUENCES.get(told.activity.kind)
        for room in rooms:
            if follow is not None:
                follow(room, told)


def matters(told: Told, desks: Desks, clock: Clock) -> bool:
    """Return whether a deletion is of anything that we know: most are not, and cost no more.

    Raises:
        UnknownCampaign: that campaign has no inbox.
    """
    name, now_ms = told.activity.object, clock.now_ms()
    with desks.read() as desk:
        for room in _rooms(desk, told, now_ms):
            if room.is_known(name) or room.is_author(name):
                return True
            if any(each.actor == name for each in desk.actors.relays(room.campaign.id)):
                return True
    return False


def _rooms(desk: Desk, told: Told, now_ms: int) -> list[_Room]:
    """Return the campaigns that hear of it: the one whose inbox it is, or all."""
    every = {each.slug: each for each in desk.campaigns.every()}
    actors = actors_of(every.values(), told.root, now_ms)
    if told.slug and told.slug not in actors:
        raise UnknownCampaign
    host = urlsplit(told.root).netloc.lower()
    rooms: list[_Room] = []
    for slug, actor in actors.items():
        campaign = every[slug]
        if told.slug not in {"", slug} or campaign.stage is Stage.SETTLED:
            continue
        hashtag = campaign.rulebook_at(now_ms).terms.hashtag
        rooms.append(_Room(desk, campaign, actor, Target(slug, (host,), hashtag), now_ms))
    return rooms


def _name_of(signature: bytes) -> str:
    return "inbox:" + hashlib.blake2b(signature, digest_size=16).hexdigest()


def _create(room: _Room, told: Told) -> None:
    """Have a post looked at whose copy concerns the campaign, or of which only the id came."""
    activity = told.activity
    if room.is_open and activity.object and _may_concern(room, activity):
        room.meet(activity.object)


def _update(room: _Room, told: Told) -> None:
    """As `_create`; and have a post looked at again that was counted."""
    activity = told.activity
    if ACTORS & set(activity.objects_kinds) or not activity.object:
        return
    is_new = room.is_open and _may_concern(room, activity)
    if is_new or room.is_known(activity.object):
        room.meet(activity.object)


def _may_concern(room: _Room, activity: Activity) -> bool:
    if activity.embedded is None:
        return True
    try:
        note = read_note(activity.embedded)
    except NotReadable:
        return False
    return note.is_public and not is_left_out(note) and concerns(note, room.target, room.actor.id)


def _delete(room: _Room, told: Told) -> None:
    """Have it seen whether a post that was counted, or its author, is gone: its host says so.

    That must be asked in any case: an actor that is gone cannot prove anything any more.
    """
    name = told.activity.object
    if name == told.activity.actor:
        if told.proven is not None:
            let_follower_go(room.desk, room.campaign, name)
        if room.is_author(name):
            task = meeting_of_author(room.campaign.id, name, room.now_ms)
            room.desk.tasks.put([task])
    elif room.is_known(name):
        room.meet(name)


def _announce(room: _Room, told: Told) -> None:
    """Have looked at what a relay we follow passes on; whoever else boosts tells us nothing."""
    name = told.activity.object
    is_ours = host_of(name) == room.target.hosts[0]
    if name and room.is_open and not is_ours and _is_relay(room, told.activity.actor):
        room.meet(name)


def _is_relay(room: _Room, name: str) -> bool:
    return any(
        each.is_accepted and each.actor == name
        for each in room.desk.actors.relays(room.campaign.id)
    )


def _follow(room: _Room, told: Told) -> None:
    """Take a follower on, and say so."""
    if told.activity.object != room.actor.id or told.proven is None:
        return
    person = told.proven.person
    if person.inbox:
        follower = Follower(person.id, person.inbox, person.shared_inbox, room.now_ms)
        accept_follower(room.desk, room.campaign, room.actor, follower, told.activity.id)


def _undo(room: _Room, told: Told) -> None:
    """Let a follower go. To undo a boost or a like undoes nothing here: they do not count."""
    undone = told.activity.embedded
    if undone is None or "Follow" not in kinds(undone):
        return
    followed = undone.get("object")
    followed = followed.get("id") if isinstance(followed, dict) else followed
    if followed == room.actor.id:
        let_follower_go(room.desk, room.campaign, told.activity.actor)


def _accept(room: _Room, told: Told) -> None:
    if _is_our_question(room, told.activity):
        note_answer(room.desk, room.campaign, told.activity.actor, is_yes=True)


def _reject(room: _Room, told: Told) -> None:
    if _is_our_question(room, told.activity):
        note_answer(room.desk, room.campaign, told.activity.actor, is_yes=False)


def _is_our_question(room: _Room, activity: Activity) -> bool:
    """Return whether an answer is to what this campaign asked."""
    asked = activity.embedded or {}
    whose = asked.get("actor")
    whose = whose.get("id") if isinstance(whose, dict) else whose
    if whose == room.actor.id:
        return True
    return activity.object.startswith((f"{room.actor.id}#", f"{room.actor.id}/"))


_CONSEQUENCES: dict[str, Callable[[_Room, Told], None]] = {
    "Accept": _accept,
    "Announce": _announce,
    "Create": _create,
    "Delete": _delete,
    "Follow": _follow,
    "Reject": _reject,
    "Undo": _undo,
    "Update": _update,
}
"""Whatever is not named here changes nothing: likes, and moves, after which acts stay whose they
were."""
