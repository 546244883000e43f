"""What is to be read on X now, and for which campaigns."""

from functools import partial
from urllib.parse import urlsplit

from tablee.connectors.x.posts import NETWORK
from tablee.connectors.x.prices import read_limit
from tablee.connectors.x.reading import Reading, Wish
from tablee.core.network import Network
from tablee.evidence.page import Target
from tablee.ports.stream import Stream, Watch
from tablee.usecases.networks.wanted import wanted
from tablee.wiring import Site


def streams(site: Site) -> list[Stream]:
    """Return the readers that campaigns want: of a search, of mentions, of counts."""
    settings = site.settings
    ours = urlsplit(settings.public_url).netloc or f"{settings.host}:{settings.port}"
    found: list[Stream] = []
    for each in wanted(site.desks, site.clock.now_ms(), NETWORK):
        option = each.network.option
        limit = read_limit(option("limit", "0 USD"), option("dollars_per_euro", "1.00"))
        target = Target(each.slug, (ours.lower(),), each.terms.hashtag)
        every_minutes = int(option("every_minutes", "15"))
        for what in _asked_for(each.network) if each.tags else ():
            wish = Wish(each, target, what, limit, every_minutes)
            wishes = (each.network, target)
            found.append(Stream(wish.reader, (each.id,), wishes, partial(_read, site, wish)))
    return found


def _asked_for(network: Network) -> list[str]:
    whats = {
        "search": network.option("search", "yes") == "yes",
        "mentions": bool(network.option("account")),
        "counts": network.option("counts", "no") == "yes",
    }
    return [what for what, is_wanted in whats.items() if is_wanted]


async def _read(site: Site, wish: Wish, watch: Watch) -> None:
    await Reading(site, wish, watch).run()
