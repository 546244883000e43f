"""Networks' endpoints as they answer, without any network: addresses lead to answers."""

import asyncio
import json
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from tests import make

from tablee import registry
from tablee.evidence.page import Target
from tablee.outside.clock import SystemClock
from tablee.ports.fetch import Fetched, NotFetched, Obstacle
from tablee.wiring import memory_site

OURS = f"https://meals.example/c/{make.SLUG}/"
TARGET = Target(make.SLUG, ("meals.example",), "#Soup", ("A table for all",))
X = "https://x.com/i/status/1890000000000000001"
TIKTOK = "https://www.tiktok.com/@_/video/7300000000000000001"
YOUTUBE = "https://www.youtube.com/watch?v=abc-DEF_123"
HOSTS = {"publish.x.com": "x", "www.tiktok.com": "tiktok", "www.youtube.com": "youtube"}
NETWORKS = {each.name: each for each in registry.connectors()}


def on_x(words="Soup for all #soup", handle="emil", number="1890000000000000001", **changes):
    """What publish.x.com says of a post."""
    said = {
        "url": f"https://twitter.com/{handle}/status/{number}",
        "author_name": "Emil #soup eats",
        "author_url": f"https://twitter.com/{handle}",
        "html": f'<blockquote class="twitter-tweet"><p lang="fr" dir="ltr">{words}</p>&mdash; Emil '
        f'#soup eats (@{handle}) <a href="https://twitter.com/{handle}/status/{number}">March 1'
        "</a></blockquote>\n",
        "width": 550,
        "height": None,
        "type": "rich",
        "cache_age": "3153600000",
        "provider_name": "Twitter",
        "version": "1.0",
    }
    return said | changes


def on_tiktok(words="Soup #soup #fyp", handle="fay.eats", number="7300000000000000001", **changes):
    said = {
        "version": "1.0",
        "type": "video",
        "title": words,
        "author_url": f"https://www.tiktok.com/@{handle}",
        "author_name": "Fay",
        "author_unique_id": handle,
        "embed_product_id": number,
        "html": f'<blockquote class="tiktok-embed" data-video-id="{number}"><section></section>',
        "provider_name": "TikTok",
    }
    return said | changes


def on_youtube(words="Soup for all #soup", channel="@fay", number="abc-DEF_123", **changes):
    said = {
        "title": words,
        "author_name": "Fay",
        "author_url": f"https://www.youtube.com/{channel}",
        "type": "video",
        "html": f'<iframe width="200" src="https://www.youtube.com/embed/{number}?x"></iframe>',
        "provider_name": "YouTube",
    }
    return said | changes


class Web:
    """Answers by address; of an endpoint, by the address it is asked about."""

    def __init__(self, answers=()):
        self.answers = dict(answers)
        self.asked = Counter()

    async def fetch(self, ask):
        parts = urlsplit(ask.address)
        about = parse_qs(parts.query).get("url", [""])[0] if "oembed" in parts.path else ""
        self.asked[about or ask.address] += 1
        found = self.answers.get(about or ask.address, 404)
        if isinstance(found, Obstacle):
            raise NotFetched(found, ask.address)
        if isinstance(found, Fetched):
            return found
        status, body = (found, b"") if isinstance(found, int) else (200, found)
        if isinstance(body, dict | list):
            body = json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        return Fetched(ask.address, status, headers, body, is_whole=True)

    async def close(self):
        pass


def moved(address, to):
    return Fetched(to, 200, {}, b"", is_whole=True, hops=(address,))


def see(network, name, web, target=TARGET):
    site = memory_site(clock=SystemClock(), fetcher=web)
    return asyncio.run(NETWORKS[network].look(site).see(name, target))
