"""The campaign looked for on a page: its addresses and its names."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tablee.core.errors import InvalidClaim
from tablee.core.post.target import read_target
from tablee.evidence.address.parts import split

_LETTER = re.compile(r"\w")
_APOSTROPHES = "’\u02bc\u2018\u00b4"


class Target(NamedTuple):
    """The campaign looked for."""

    slug: str
    hosts: tuple[str, ...]
    """Our public hosts, with a port where it is not the usual one."""
    hashtag: str = ""
    """With or without its sign."""
    names: tuple[str, ...] = ()
    """Its titles, in whatever languages."""

    def is_at(self, address: str) -> bool:
        """Return whether *address* is a page of this campaign."""
        try:
            plain = str(split(address))
        except InvalidClaim:
            return False
        hosts = _spelled(self.hosts)
        found = read_target(plain, hosts)
        return found is not None and found.slug == self.slug

    def is_host(self, authority: str) -> bool:
        """Return whether *authority*, the host and port of an address, may be one of ours."""
        plain = authority.lower().removesuffix(":443").removesuffix(":80").rstrip(".")
        return plain in _spelled(self.hosts) or not plain.isascii()

    def is_named_in(self, text: str) -> bool:
        """Return whether *text*, folded by `fold`, has the hashtag or a name of the campaign."""
        # Fediverse pages write the sign and the word into two elements.
        plain = text.replace("# ", "#")
        return any(has_word(plain, name) for name in _names(self.hashtag, self.names))


def fold(text: str) -> str:
    """Return *text* so that what reads the same is the same: case, widths, spaces, apostrophes."""
    plain = text.lower() if text.isascii() else _widths(text).casefold()
    return " ".join(plain.split())


def _widths(text: str) -> str:
    plain = text
    for apostrophe in _APOSTROPHES:
        plain = plain.replace(apostrophe, "'")
    if unicodedata.is_normalized("NFKC", plain):
        return plain
    return unicodedata.normalize("NFKC", plain)


@lru_cache(maxsize=64)
def _spelled(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_one_spelling(host) for host in hosts)


def _one_spelling(host: str) -> str:
    try:
        parts = split(f"https://{host}/")
    except InvalidClaim:
        return host.lower()
    return f"{parts.host}:{parts.port}" if parts.port else parts.host


def has_word(text: str, word: str) -> bool:
    """Return whether *word* stands in *text* by itself, not as part of a longer one."""
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(word) : start + len(word) + 1]
        if not (_LETTER.match(before) or _LETTER.match(after)):
            return True
        start = text.find(word, start + 1)
    return False


@lru_cache(maxsize=256)
def _names(hashtag: str, names: tuple[str, ...]) -> tuple[str, ...]:
    tag = fold(hashtag.lstrip("#"))
    return tuple(name for name in (tag and f"#{tag}", *map(fold, names)) if name)
