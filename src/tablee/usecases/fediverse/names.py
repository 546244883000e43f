"""What campaigns are called in the fediverse, and the addresses that each has there."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tablee.core.campaign import Campaign
from tablee.core.network import Network
from tablee.core.post.target import campaign_path
from tablee.ports.desk import Desk

NETWORK = "activitypub"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


@dataclass(frozen=True, slots=True)
class Actor:
    """One campaign's actor, on the site whose address is *root* (without a slash at its end).

    >>> actor = Actor("https://meals.example", "restos-2026", "restos2026")
    >>> actor.id, actor.account
    ('https://meals.example/c/restos-2026/actor', 'restos2026@meals.example')
    """

    root: str
    slug: str
    handle: str

    @property
    def page(self) -> str:
        """The campaign's page, for people."""
        return f"{self.root}{campaign_path(self.slug)}"

    @property
    def id(self) -> str:
        """The actor's name: an address that stays, whatever its handle becomes."""
        return f"{self.page}actor"

    @property
    def account(self) -> str:
        """What people type to find it."""
        return f"{self.handle}@{urlsplit(self.root).netloc}"

    @property
    def key_id(self) -> str:
        """The name of its public key, which stands in the actor itself."""
        return f"{self.id}#main-key"

    @property
    def inbox(self) -> str:
        """Where others tell it of things."""
        return f"{self.page}inbox"

    @property
    def shared_inbox(self) -> str:
        """Where others tell this whole site of things."""
        return f"{self.root}/inbox"

    @property
    def outbox(self) -> str:
        """What it has told."""
        return f"{self.page}outbox"

    @property
    def followers(self) -> str:
        """Who follows it: their number."""
        return f"{self.page}followers"

    def note(self, number: int) -> str:
        """Return the address of one piece of news."""
        return f"{self.page}news/{number}"

    def creation(self, number: int) -> str:
        """Return the address of the activity by which those news were told."""
        return f"{self.page}told/{number}"


def network_of(campaign: Campaign, now_ms: int) -> Network | None:
    """Return what the terms in force say of the fediverse; nothing when they do not name it."""
    networks = campaign.rulebook_at(now_ms).terms.networks
    return next((each for each in networks if each.name == NETWORK), None)


def actors_of(campaigns: Iterable[Campaign], root: str, now_ms: int) -> dict[str, Actor]:
    """Return the actors of the campaigns that name the fediverse, by campaign.

    Whoever was there first has the handle it wants; another one that wants it too gets a number.
    """
    actors: dict[str, Actor] = {}
    taken: set[str] = set()
    for campaign in sorted(campaigns, key=lambda each: each.id):
        network = network_of(campaign, now_ms)
        if network is None:
            continue
        wanted = network.option("name", campaign.slug.replace("-", "")).lower()
        handle, number = wanted, 1
        while handle in taken:
            number += 1
            handle = f"{wanted}_{number}"
        taken.add(handle)
        actors[campaign.slug] = Actor(root, campaign.slug, handle)
    return actors


def find_actor(desk: Desk, slug: str, root: str, now_ms: int) -> Actor | None:
    """Return a campaign's actor; nothing when there is no such campaign, or it is none."""
    return actors_of(desk.campaigns.every(), root, now_ms).get(slug)
