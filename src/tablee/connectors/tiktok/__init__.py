"""TikTok: videos whose address somebody pastes, looked at by oEmbed."""

import re
from urllib.parse import urlsplit

from tablee.connectors.tiktok.recognise import HOSTS, named, recognise
from tablee.core.text import Text
from tablee.evidence.oembed import Embedding, EmbedLook, Told
from tablee.evidence.oembed.words import Words, plain
from tablee.ports.verb import Connector, Pasting
from tablee.wiring import Site

ENDPOINT = "https://www.tiktok.com/oembed"
ABOUT = Text(
    en="""\
Videos whose address somebody pastes, short links too. TikTok tells without an account whose a
video is and what its caption says; that is looked at at once, and again as long as it counts.""",
    fr="""\
Les vidéos dont quelqu’un colle l’adresse, liens courts compris. TikTok dit sans compte de qui est
une vidéo et ce que dit sa légende ; on le regarde aussitôt, puis tant qu’elle compte.""",
)
_HANDLE = re.compile(r"/@([A-Za-z0-9._]{1,40})")


def look(site: Site) -> EmbedLook:
    """Return what looks at videos that were pasted."""
    return EmbedLook(site.fetcher, EMBEDDING)


def _author(told: Told) -> str:
    parts = urlsplit(told.text("author_url"))
    found = _HANDLE.fullmatch(parts.path)
    is_there = bool(found) and HOSTS.fullmatch(parts.netloc.lower())
    return f"tiktok:@{found[1].lower()}" if found and is_there else ""


def _words(told: Told) -> Words:
    return Words(plain(told.text("title")))


def _is_about(told: Told, name: str) -> bool:
    number = name.rpartition("/")[2]
    return told.text("embed_product_id") == number or f'data-video-id="{number}"' in told.text(
        "html"
    )


EMBEDDING = Embedding(ENDPOINT, recognise, named, is_about=_is_about, author=_author, words=_words)
CONNECTOR = Connector(
    "tiktok", recognise=recognise, look=look, pasting=Pasting(("TikTok",)), about=ABOUT
)
