"""Which post on X an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:(?:www|m|mobile)\.)?(?:x|twitter)\.com")
_POST = re.compile(
    r"/(?:#!/)?(?:i/web|i|[A-Za-z0-9_]{1,20})/status(?:es)?/0*([1-9][0-9]{0,19})(?:/[a-z]+(?:/[0-9]{1,2})?)?"
)


def recognise(address: str) -> str | None:
    """Return the post at *address*; nothing when it shows none.

    >>> recognise("https://twitter.com/emil/status/20?s=46&t=x")
    'https://x.com/i/status/20'
    """
    found = place(address, HOSTS)
    post = _POST.fullmatch(found.path) if found else None
    return named(post[1]) if post else None


def named(number: str) -> str:
    """Return the one name of the post of that number."""
    return f"https://x.com/i/status/{number}"
