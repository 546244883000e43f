"""Which campaigns want to know how often they were shared on Facebook."""

from functools import partial

from tablee.connectors.facebook.reading import NETWORK, Reading, Wish
from tablee.ports.stream import Stream, Watch
from tablee.usecases.networks.wanted import wanted
from tablee.wiring import Site


def streams(site: Site) -> list[Stream]:
    """Return one reader for each campaign that names Facebook, on sites the world can find."""
    root = site.settings.public_url
    found: list[Stream] = []
    for each in wanted(site.desks, site.clock.now_ms(), NETWORK) if root else ():
        wish = Wish(each, f"{root}/c/{each.slug}/", each.network.option("token", NETWORK))
        wishes = (wish.page, wish.token_name)
        found.append(Stream(wish.reader, (each.id,), wishes, partial(_read, site, wish)))
    return found


async def _read(site: Site, wish: Wish, watch: Watch) -> None:
    await Reading(site, wish, watch).run()
