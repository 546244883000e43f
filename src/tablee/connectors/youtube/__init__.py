"""YouTube: videos whose address somebody pastes, looked at by oEmbed."""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from tablee.connectors.youtube.recognise import HOSTS, recognise
from tablee.core.text import Text
from tablee.evidence.oembed import Embedding, EmbedLook, Told
from tablee.evidence.oembed.words import Words, plain
from tablee.ports.verb import Connector, Pasting
from tablee.wiring import Site

ENDPOINT = "https://www.youtube.com/oembed"
ABOUT = Text(
    en="""\
Videos whose address somebody pastes, shorts and live ones too. YouTube tells without an account
whose a video is and its title: with the hashtag in it, it counts at once. What stands below a
video it does not tell: then a person looks at it there.""",
    fr="""\
Les vidéos dont quelqu’un colle l’adresse, courtes ou en direct aussi. YouTube dit sans compte de
qui est une vidéo et son titre : si le mot-dièse y est, elle compte aussitôt. Ce qui est écrit sous
une vidéo, il ne le dit pas : une personne l’y regarde alors.""",
)
_CHANNEL = re.compile(
    r"/(?:channel/(UC[A-Za-z0-9_-]{10,40})|@([^/\s]{1,100})|(?:c|user)/([^/\s]{1,100}))"
)


def look(site: Site) -> EmbedLook:
    """Return what looks at videos that were pasted."""
    return EmbedLook(site.fetcher, EMBEDDING)


def _author(told: Told) -> str:
    parts = urlsplit(told.text("author_url"))
    found = _CHANNEL.fullmatch(parts.path)
    if not found or not HOSTS.fullmatch(parts.netloc.lower()):
        return ""
    return f"youtube:{found[1]}" if found[1] else f"youtube:@{(found[2] or found[3]).lower()}"


def _words(told: Told) -> Words:
    return Words(plain(told.text("title")))


def _is_about(told: Told, name: str) -> bool:
    return f"/embed/{name.rpartition('=')[2]}" in told.text("html")


EMBEDDING = Embedding(
    ENDPOINT,
    recognise,
    name=str,
    is_about=_is_about,
    author=_author,
    words=_words,
    is_partial=True,
    extra=(("format", "json"),),
    hidden=frozenset({HTTPStatus.UNAUTHORIZED}),
)
CONNECTOR = Connector(
    "youtube", recognise=recognise, look=look, pasting=Pasting(("YouTube",)), about=ABOUT
)
