"""Which video on TikTok an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:(?:www|m|vm|vt)\.)?tiktok\.com")
_POST = re.compile(r"/@([A-Za-z0-9._]{0,40})/(?:video|photo)/([1-9][0-9]{4,24})")
_BARE = re.compile(r"/(?:v|embed|embed/v2|player/v1|share/video)/([1-9][0-9]{4,24})(?:\.html)?")
_SHORT = re.compile(r"/(?:t/)?([A-Za-z0-9]{5,20})")
_SHORTENERS = frozenset({"vm.tiktok.com", "vt.tiktok.com"})
_NAMED = re.compile(r"https://www\.tiktok\.com/@[A-Za-z0-9._]{0,40}/video/([0-9]+)")


def recognise(address: str) -> str | None:
    """Return the video at *address*, or the short link to one; nothing when it is neither.

    An address says whose a video is, which the endpoint may want to know; its name does not.

    >>> recognise("https://m.tiktok.com/@emil.eats/video/7300000000000000001?_r=1")
    'https://www.tiktok.com/@emil.eats/video/7300000000000000001'
    """
    found = place(address, HOSTS)
    if found is None:
        return None
    if found.host in _SHORTENERS or found.path.startswith("/t/"):
        short = _SHORT.fullmatch(found.path)
        host = found.host if found.host in _SHORTENERS else "www.tiktok.com/t"
        return f"https://{host}/{short[1]}/" if short else None
    if post := _POST.fullmatch(found.path):
        return f"https://www.tiktok.com/@{post[1] or '_'}/video/{post[2]}"
    post = _BARE.fullmatch(found.path)
    return f"https://www.tiktok.com/@_/video/{post[1]}" if post else None


def named(object_: str) -> str:
    """Return the one name of what was recognised; nothing where that must be followed first.

    >>> named("https://www.tiktok.com/@emil.eats/video/7300000000000000001")
    'https://www.tiktok.com/@_/video/7300000000000000001'
    """
    post = _NAMED.fullmatch(object_)
    return f"https://www.tiktok.com/@_/video/{post[1]}" if post else ""
