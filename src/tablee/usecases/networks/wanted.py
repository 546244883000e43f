"""Which campaigns want posts of a network now, and by what they are known there."""

import hashlib
from typing import NamedTuple

from tablee.core.campaign import Campaign, Stage
from tablee.core.network import Network
from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms
from tablee.ports.desk import Desks

LONGEST_READER = 200


class Wanted(NamedTuple):
    """A campaign that names a network, while it is on."""

    id: int
    terms: Terms
    network: Network

    @property
    def slug(self) -> str:
        """The campaign's name."""
        return self.terms.slug

    @property
    def opens_at_ms(self) -> int:
        """When it opened: nothing before is of any use."""
        return as_ms(self.terms.opens_at)

    @property
    def tags(self) -> tuple[str, ...]:
        """The campaign's hashtag without its sign; nothing where its posts count for nothing."""
        tag = self.terms.hashtag.strip("# ")
        return (tag,) if tag and self.terms.hashtag_kind is not None else ()

    def reader(self, place: str = "") -> str:
        """Return the name of its reader: of the network, the place there, and the campaign."""
        name = f"{self.network.name}:{place}/{self.slug}" if place else ""
        name = name or f"{self.network.name}:{self.slug}"
        if len(name) <= LONGEST_READER:
            return name
        return f"{self.network.name}:{hashlib.sha256(name.encode()).hexdigest()}"


def wanted(desks: Desks, now_ms: int, network: str) -> list[Wanted]:
    """Return the open campaigns that name *network*, until their last call; replays have passed."""
    with desks.read() as desk:
        campaigns = desk.campaigns.every()
    return [
        Wanted(campaign.id, campaign.rulebook_at(now_ms).terms, named)
        for campaign in campaigns
        if is_on(campaign, now_ms)
        for named in campaign.rulebook_at(now_ms).terms.networks
        if named.name == network
    ]


def is_on(campaign: Campaign, now_ms: int) -> bool:
    """Return whether posts made now may count for a campaign."""
    rulebook = campaign.rulebook_at(now_ms)
    is_running = as_ms(rulebook.terms.opens_at) <= now_ms <= rulebook.last_call_ms
    return campaign.stage is Stage.OPEN and not campaign.is_replay and is_running
