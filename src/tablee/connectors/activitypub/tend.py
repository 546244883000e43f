"""Looks after our actors now and then: caps that are reached are news, relays come and go."""

import asyncio
from collections.abc import Sequence
from functools import partial

from tablee.connectors.activitypub.send import root_of
from tablee.ports.stream import Stream, Watch
from tablee.usecases.fediverse.names import NETWORK
from tablee.usecases.fediverse.tend_actors import tend_actor, tended
from tablee.wiring import Site

LOOK_EVERY_S = 10.0
FORGET_AFTER = 2_160
"""Looks after which relays that could not be found are tried again: six hours."""


def streams(site: Site) -> list[Stream]:
    """Return one reader for all actors: it reads nothing but our own tables."""
    with site.desks.read() as desk:
        campaigns = tended(desk, site.clock.now_ms())
    if not campaigns:
        return []
    ids = tuple(each.id for each in campaigns)
    slugs = tuple(each.slug for each in campaigns)
    return [Stream(f"{NETWORK}:actors", ids, slugs, partial(_tend, site, slugs))]


async def _tend(site: Site, slugs: Sequence[str], watch: Watch) -> None:
    asked: set[str] = set()
    looks = 0
    while True:
        for slug in slugs:
            await watch.ask(tend_actor, site.desks, site.clock, slug, root_of(site), asked)
        looks += 1
        if looks % FORGET_AFTER == 0:
            asked.clear()
        await asyncio.sleep(LOOK_EVERY_S)
