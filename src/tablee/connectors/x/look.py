"""Look at a post on X whose address somebody pasted: by oEmbed, without a token."""

import re
from urllib.parse import urlsplit

from tablee.connectors.x.recognise import HOSTS, recognise
from tablee.evidence.oembed import Embedding, EmbedLook, Told
from tablee.evidence.oembed.words import Words, quoted
from tablee.wiring import Site

ENDPOINT = "https://publish.x.com/oembed"
_HANDLE = re.compile(r"/([A-Za-z0-9_]{1,20})")


def look(site: Site) -> EmbedLook:
    """Return what looks at posts that were pasted."""
    return EmbedLook(site.fetcher, EMBEDDING)


def _author(told: Told) -> str:
    """Return who posted it: by handle, which is all that X tells without a token."""
    parts = urlsplit(told.text("author_url"))
    found = _HANDLE.fullmatch(parts.path)
    is_there = bool(found) and HOSTS.fullmatch(parts.netloc.lower())
    return f"x:@{found[1].lower()}" if found and is_there else ""


def _words(told: Told) -> Words:
    return quoted(told.text("html"))


def _is_about(told: Told, name: str) -> bool:
    return recognise(told.text("url")) == name


EMBEDDING = Embedding(
    ENDPOINT,
    recognise,
    name=str,
    is_about=_is_about,
    author=_author,
    words=_words,
    shortener="https://t.co/",
    extra=(("omit_script", "1"), ("dnt", "true")),
)
