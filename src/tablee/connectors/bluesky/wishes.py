"""Which Jetstreams are to be read now, and for which campaigns."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from tablee.connectors.bluesky.origin import DEFAULT, Origin
from tablee.connectors.bluesky.reading import Reading, Wish
from tablee.connectors.bluesky.scan import NETWORK, Wanted
from tablee.core.campaign import Campaign, Stage
from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms
from tablee.evidence.page import Target
from tablee.ports.stream import Stream, Watch
from tablee.wiring import Site


def streams(site: Site) -> list[Stream]:
    """Return one reader for each Jetstream that open campaigns name, for all that name it."""
    now_ms = site.clock.now_ms()
    with site.desks.read() as desk:
        campaigns = [each for each in desk.campaigns.every() if _is_on(each, now_ms)]
    by_address: dict[str, list[tuple[Wanted, int]]] = defaultdict(list)
    for campaign in campaigns:
        terms = campaign.rulebook_at(now_ms).terms
        address = _address(campaign, terms)
        if address and terms.hashtag.strip("# ") and terms.hashtag_kind is not None:
            opened = (Wanted(campaign.id, _target(site, terms)), as_ms(terms.opens_at))
            by_address[address].append(opened)
    return [_stream(site, Origin(address), found) for address, found in by_address.items()]


def _is_on(campaign: Campaign, now_ms: int) -> bool:
    rulebook = campaign.rulebook_at(now_ms)
    is_running = as_ms(rulebook.terms.opens_at) <= now_ms <= rulebook.last_call_ms
    return campaign.stage is Stage.OPEN and (campaign.is_replay or is_running)


def _address(campaign: Campaign, terms: Terms) -> str:
    """Return the server to read; what the world posts today has no part in a replay."""
    default = "" if campaign.is_replay else DEFAULT
    named = [each for each in terms.networks if each.name == NETWORK]
    return named[0].option("server", default) if named else ""


def _target(site: Site, terms: Terms) -> Target:
    settings = site.settings
    ours = urlsplit(settings.public_url).netloc or f"{settings.host}:{settings.port}"
    return Target(terms.slug, (ours.lower(),), terms.hashtag)


def _stream(site: Site, origin: Origin, found: Sequence[tuple[Wanted, int]]) -> Stream:
    wanted = tuple(each for each, _ in found)
    wish = Wish(origin, wanted, min(opened for _, opened in found))
    ids = tuple(each.id for each in wanted)
    return Stream(origin.reader, ids, wish, partial(_read, site, wish))


async def _read(site: Site, wish: Wish, watch: Watch) -> None:
    await Reading(site, wish, watch).run()
