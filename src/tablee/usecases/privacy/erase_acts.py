"""Erase what is kept of somebody: their acts count where they stand, and say nothing of them."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from tablee.core.act import supporter_key
from tablee.core.campaign import Campaign
from tablee.core.errors import OrganiserMistake, UnknownAct
from tablee.core.leaves.body import erase_body
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.erasures import Leftovers, Wish
from tablee.ports.exhibits import Exhibits
from tablee.ports.log.happenings import Happening
from tablee.usecases.drawings.erase_drawings import drop_unnamed

Seal = Callable[[str], object]
"""Seals the log of a campaign as far as it can be sealed now."""


class NotSealedYet(OrganiserMistake):
    """The act is not in the public log yet, so it cannot be erased: try again in a minute."""


class Cellar(NamedTuple):
    """Where things are kept of which somebody may ask that they go."""

    desks: Desks
    clock: Clock
    exhibits: Exhibits
    pictures: Exhibits
    seal: Seal


class Erased(NamedTuple):
    """What was erased just now."""

    acts: int
    """How many acts say nothing any more; those erased before are not counted again."""
    files: int


class _Found(NamedTuple):
    """What is asked for, and what of it is still known."""

    wish: Wish
    known: int
    """How many of its acts were not erased before."""


def erase_act(cellar: Cellar, slug: str, number: int) -> Erased:
    """Erase what is known of one act; of its supporter too, where it is the only one they have.

    Raises:
        UnknownCampaign, UnknownAct: nothing was erased.
        NotSealedYet: nothing was erased.
    """

    def wish(desk: Desk, campaign: Campaign) -> Wish:
        act = desk.journal(campaign).act(number)
        if act is None:
            raise UnknownAct
        own = desk.erasures.acts_of(campaign.id, act.supporter)
        return Wish([number], [act.supporter] if own == [number] else [])

    return _erase(cellar, slug, wish)


def erase_person(cellar: Cellar, slug: str, secret: bytes, name: str) -> Erased:
    """Erase everything known of the supporter called *name*: a blog's host, a handle, a mail.

    Raises:
        UnknownCampaign: nothing was erased.
        NotSealedYet: nothing was erased.
    """
    supporter = supporter_key(secret, slug, name)

    def wish(desk: Desk, campaign: Campaign) -> Wish:
        numbers = desk.erasures.acts_of(campaign.id, supporter)
        return Wish(numbers, [supporter], [name.strip()])

    return _erase(cellar, slug, wish)


def erase_again(cellar: Cellar) -> int:
    """Erase what was told again of acts that are erased; return of how many acts.

    Their fingerprints keep them from counting twice, and nothing of them is to come back.
    """
    with cellar.desks.read() as desk:
        ids = [each.id for each in desk.campaigns.every()]
        told = {each: desk.erasures.told_again(each) for each in ids}
    erased = 0
    for campaign_id, numbers in told.items():
        if numbers:
            with cellar.desks.write() as desk:
                leftovers = desk.erasures.erase(campaign_id, Wish(numbers))
            _drop(cellar, leftovers)
            erased += len(numbers)
    return erased


def _erase(cellar: Cellar, slug: str, wish: Callable[[Desk, Campaign], Wish]) -> Erased:
    """Seal, then erase in one transaction, then take the files away that nobody names any more.

    Doing it twice is doing it once: what was erased before is not told of again.
    """
    cellar.seal(slug)
    with cellar.desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        found = _found(desk, campaign, wish(desk, campaign))
        leftovers = desk.erasures.erase(campaign.id, found.wish)
        desk.logs.erase_salts(campaign.id, found.wish.numbers)
        desk.logs.erase_tag_keys(campaign.id, found.wish.supporters)
        if found.known:
            journal = desk.journal(campaign)
            body = erase_body("acts", found.known)
            last = journal.standing().last_number
            journal.tell(Happening(last, "erase", body, cellar.clock.now_ms()))
    if found.known:
        cellar.seal(slug)
    return Erased(found.known, _drop(cellar, leftovers))


def _found(desk: Desk, campaign: Campaign, wish: Wish) -> _Found:
    """Return *wish* with every act that names the same objects, once all of them are sealed."""
    alike = desk.erasures.named_alike(campaign.id, wish.numbers)
    numbers = sorted({*wish.numbers, *alike})
    known = 0
    for number in numbers:
        place = desk.logs.place(campaign.id, number)
        if place is None:
            raise NotSealedYet
        known += bool(place.salt)
    return _Found(wish._replace(numbers=numbers), known)


def _drop(cellar: Cellar, leftovers: Leftovers) -> int:
    """Take away the files that no row names any more; return how many."""
    with cellar.desks.read() as desk:
        named = desk.posts.named_exhibits(leftovers.exhibits)
    unnamed: Collection[str] = sorted(leftovers.exhibits - named)
    for name in unnamed:
        cellar.exhibits.drop(name)
    return len(unnamed) + drop_unnamed(cellar.desks, cellar.pictures, leftovers.pictures)
