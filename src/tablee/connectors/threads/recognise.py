"""Which post on Threads an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:www\.)?threads\.(?:net|com)")
_POST = re.compile(r"/(?:@[A-Za-z0-9._]{1,60}/post|t)/([A-Za-z0-9_-]{5,40})(?:/(?:embed|media))?")


def recognise(address: str) -> str | None:
    """Return the post at *address*; nothing when it shows none.

    >>> recognise("https://www.threads.net/@emil/post/C8abcDEF123?xmt=x")
    'https://www.threads.com/t/C8abcDEF123'
    """
    found = place(address, HOSTS)
    post = _POST.fullmatch(found.path) if found else None
    return f"https://www.threads.com/t/{post[1]}" if post else None
