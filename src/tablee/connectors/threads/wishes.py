"""Which campaigns want posts of Threads now."""

from functools import partial

from tablee.connectors.threads.posts import NETWORK
from tablee.connectors.threads.reading import Reading, Wish
from tablee.ports.stream import Stream, Watch
from tablee.usecases.networks.wanted import wanted
from tablee.wiring import Site


def streams(site: Site) -> list[Stream]:
    """Return one reader for each campaign that names Threads."""
    found: list[Stream] = []
    for each in wanted(site.desks, site.clock.now_ms(), NETWORK):
        if each.tags:
            wish = Wish(each, each.network.option("token", NETWORK))
            wishes = (each.tags, wish.token_name)
            found.append(Stream(wish.reader, (each.id,), wishes, partial(_read, site, wish)))
    return found


async def _read(site: Site, wish: Wish, watch: Watch) -> None:
    await Reading(site, wish, watch).run()
