"""Who opened a share link: a pseudonym, never an address.

A visitor without our cookie is named by a keyed hash of address, browser and day, and the cookie
keeps that name. So whoever clears their cookies is the same visitor the same day, whoever keeps
them is the same on other days, and nothing is stored in clear.
"""

from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple

_NAME_BYTES = 16
_MARK_BYTES = 16


class Browser(NamedTuple):
    """What a browser shows of itself."""

    kept: str
    """The cookie it keeps; empty for none."""
    address: str
    """Its address on the network, or the part of it that one household shares."""
    agent: str
    """What it says it is."""


def visitor_name(secret: bytes, browser: Browser, day: str) -> str:
    """Return the pseudonym of whoever uses *browser*: the one it keeps, else that of the day."""
    return kept_name(secret, browser) or day_name(secret, browser, day)


def kept_name(secret: bytes, browser: Browser) -> str:
    """Return the pseudonym that *browser* keeps; empty for none, and for one it made up."""
    name, _, mark = browser.kept.partition(":")
    is_ours = compare_digest(_mark(secret, name).encode(), mark.encode(errors="replace"))
    return name if is_ours else ""


def day_name(secret: bytes, browser: Browser, day: str) -> str:
    """Return the pseudonym that whoever uses *browser* has on one day, without a cookie."""
    text = f"visitor\n{day}\n{browser.address}\n{browser.agent}"
    return blake2b(text.encode(), key=secret[:64], digest_size=_NAME_BYTES).hexdigest()


def cookie_of(secret: bytes, name: str) -> str:
    """Return the cookie in which a browser keeps a pseudonym, so that nobody can make up another.

    >>> browser = Browser(cookie_of(b"secret", "gus"), "192.0.2.7", "Firefox")
    >>> visitor_name(b"secret", browser, "2026-11-22")
    'gus'
    """
    return f"{name}:{_mark(secret, name)}"


def _mark(secret: bytes, name: str) -> str:
    text = name.encode(errors="surrogatepass")
    return blake2b(text, key=secret[:64], person=b"visitor", digest_size=_MARK_BYTES).hexdigest()
