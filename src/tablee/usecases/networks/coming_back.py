"""Let posts on networks that were taken back count again once their own origins show them."""

from collections.abc import Iterable
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, State
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.token import referrer_of
from tablee.core.reason import EVIDENCE_REASONS, Reason
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement
from tablee.usecases.posts.coming_back import is_by_machine, make_way, take_over
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room
from tablee.usecases.posts.referrals import refer
from tablee.usecases.record_acts import Recorded

BACK_AGAIN = EVIDENCE_REASONS | {Reason.GONE}
"""Reasons that have passed when a post is where it was, with what counts."""


class Pair(NamedTuple):
    """A post that was seen, and the act it would be if it were new."""

    sighting: Sighting
    claim: Claim


class Returns:
    """The posts of a haul that are there again."""

    def __init__(self, room: Room, haul: Haul) -> None:
        self._room = room
        self._away = {*haul.lost, *haul.gone}
        self._old: dict[bytes, Act] = {}
        """The acts that have made way, by the names they gave up."""

    def bring_back(self, pairs: Iterable[Pair]) -> list[Claim]:
        """Restore acts whose places are held; return what is to be recorded, in order.

        Where the place is lost, the act makes way, and its post counts anew from now on. What a
        person decided stands, and so does what only others than the origin still show.
        """
        pairs = tuple(pairs)
        shown = {each.claim.fingerprint: each for each in pairs if self._is_shown(each.sighting)}
        known = self._room.journal.known(shown) if shown else {}
        for act in known.values():
            is_lost = act.state in {State.REFUSED, State.REVERSED} and act.reason in BACK_AGAIN
            if is_lost and is_by_machine(self._room, act):
                self._bring_back(act, shown[act.claim])
        return [self._as_new(each.claim) for each in pairs]

    def hand_over(self, pairs: Iterable[Pair], recorded: Iterable[Recorded]) -> None:
        """Let the acts that were recorded anew take over what hung on those before them."""
        for pair, each in zip(pairs, recorded, strict=True):
            old = self._old.get(pair.claim.fingerprint)
            if old is not None and each.is_new and each.act is not None and each.act.has_place:
                take_over(self._room, old, each.act)

    def _is_shown(self, sighting: Sighting) -> bool:
        is_away = sighting.object in self._away or sighting.author in self._away
        return sighting.is_at_origin and not is_away

    def _as_new(self, claim: Claim) -> Claim:
        return claim._replace(occurred_at_ms=None) if claim.fingerprint in self._old else claim

    def _bring_back(self, act: Act, pair: Pair) -> None:
        is_same = act.state is State.REVERSED or act.supporter == pair.claim.supporter
        if act.has_place and is_same:
            self._restore(act, pair.sighting)
        elif self._room.campaign.stage is Stage.OPEN:
            make_way(self._room, act)
            self._old[pair.claim.fingerprint] = act

    def _restore(self, act: Act, sighting: Sighting) -> None:
        room = self._room
        judgement = Judgement(act.number, Ruling.RESTORE, Reason.NONE, "", BY_VERIFICATION)
        act = decide_in_room(room, judgement)._replace(evidence=Evidence.PUBLIC)
        room.journal.change(act)
        via = referrer_of(room.secret, room.campaign.slug, [sighting.via] if sighting.via else [])
        post = room.desk.posts.get(room.campaign.id, act.number)
        brought = refer(room, act, via)
        if post is not None and brought:
            room.desk.posts.keep([post._replace(referred_act=brought)])
