"""Which post on LinkedIn an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:(?:www|m|[a-z]{2})\.)?linkedin\.com|lnkd\.in")
_URN = re.compile(
    r"/(?:embed/)?feed/update/urn:li:(activity|share|ugcPost):([1-9][0-9]{9,24})", re.IGNORECASE
)
_POST = re.compile(
    r"/posts/[^/]{1,300}-(activity|share|ugcPost)-([1-9][0-9]{9,24})(?:-[A-Za-z0-9_-]{1,12})?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"/p/[A-Za-z0-9_-]{4,20}")
_SORTS = {"activity": "activity", "share": "share", "ugcpost": "ugcPost"}


def recognise(address: str) -> str | None:
    """Return the post at *address*, or the short link to one; nothing when it is neither.

    >>> recognise("https://fr.linkedin.com/posts/emil_soupe-activity-7100000000000000001-aBcD")
    'https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001'
    """
    found = place(address, HOSTS)
    if found is None:
        return None
    if found.host == "lnkd.in":
        return f"https://lnkd.in{found.path}" if _SHORT.fullmatch(found.path) else None
    post = _URN.fullmatch(found.path) or _POST.fullmatch(found.path)
    if post is None:
        return None
    return f"https://www.linkedin.com/feed/update/urn:li:{_SORTS[post[1].lower()]}:{post[2]}"


def named(object_: str) -> str:
    """Return the one name of what was recognised; nothing where that must be followed first."""
    return "" if object_.startswith("https://lnkd.in/") else object_
