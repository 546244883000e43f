"""Which video on YouTube an address shows, however it was shared."""

import re

from tablee.evidence.oembed import place

HOSTS = re.compile(r"(?:(?:www|m|music)\.)?(?:youtube|youtube-nocookie)\.com|(?:www\.)?youtu\.be")
_NUMBER = re.compile(r"[A-Za-z0-9_-]{11}")
_IN_PATH = re.compile(r"/(?:shorts|live|embed|v|e)/([A-Za-z0-9_-]{11})")


def recognise(address: str) -> str | None:
    """Return the video at *address*; nothing when it shows none.

    >>> recognise("https://youtu.be/abcdefghi_1?si=x")
    'https://www.youtube.com/watch?v=abcdefghi_1'
    """
    found = place(address, HOSTS)
    if found is None:
        return None
    if found.host.endswith("youtu.be"):
        number = found.path.removeprefix("/")
    elif found.path == "/watch":
        number = found.query.get("v", "")
    else:
        shown = _IN_PATH.fullmatch(found.path)
        number = shown[1] if shown else ""
    return f"https://www.youtube.com/watch?v={number}" if _NUMBER.fullmatch(number) else None
