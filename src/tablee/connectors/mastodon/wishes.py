"""Which servers are to be read now, and for which campaigns."""

from functools import partial
from urllib.parse import urlsplit

from tablee.connectors.mastodon.reading import Reading, Wish
from tablee.connectors.mastodon.status import NETWORK
from tablee.evidence.page import Target
from tablee.ports.stream import Stream, Watch
from tablee.usecases.networks.wanted import wanted
from tablee.wiring import Site


def streams(site: Site) -> list[Stream]:
    """Return one reader for each server and campaign."""
    settings = site.settings
    ours = urlsplit(settings.public_url).netloc or f"{settings.host}:{settings.port}"
    found: list[Stream] = []
    for each in wanted(site.desks, site.clock.now_ms(), NETWORK):
        if not each.tags:
            continue
        target = Target(each.slug, (ours.lower(),), each.terms.hashtag)
        more = tuple(tag.lstrip("#") for tag in each.network.option("more_tags").split())
        servers = each.network.option("servers").lower().split()
        for plain in dict.fromkeys(address.rstrip("/") for address in servers):
            # By its name, a token goes to no other server, whatever a campaign file says.
            whose = each.network.option("token")
            named = f"{whose}@" * bool(whose) + (urlsplit(plain).hostname or "")
            wish = Wish(each, target, plain, more, named)
            wishes = (plain, target, more, named)
            found.append(Stream(wish.reader, (each.id,), wishes, partial(_read, site, wish)))
    return found


async def _read(site: Site, wish: Wish, watch: Watch) -> None:
    await Reading(site, wish, watch).run()
