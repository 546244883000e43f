"""Which post on Instagram an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:(?:www|m)\.)?(?:instagram\.com|instagr\.am)")
_POST = re.compile(
    r"/(?:[A-Za-z0-9._]{1,40}/)?(?:p|reel|reels|tv)/([A-Za-z0-9_-]{5,60})(?:/embed(?:/captioned)?)?"
)
_SHARED = re.compile(r"/share/(?:p/|reel/)?[A-Za-z0-9_-]{5,60}")


def recognise(address: str) -> str | None:
    """Return the post at *address*; nothing when it shows none.

    >>> recognise("https://instagram.com/emil/reel/Cabc_1-2/?igsh=x")
    'https://www.instagram.com/p/Cabc_1-2/'
    """
    found = place(address, HOSTS)
    if found is None:
        return None
    if _SHARED.fullmatch(found.path):
        return f"https://www.instagram.com{found.path}/"
    post = _POST.fullmatch(found.path)
    return f"https://www.instagram.com/p/{post[1]}/" if post else None


def named(object_: str) -> str:
    """Return the one name of what was recognised; nothing where that must be followed first."""
    return "" if "/share/" in object_ else object_
