"""Which post on Facebook an address shows, however it was shared."""

import re

from tablee.evidence.oembed import Place, place

HOSTS = re.compile(
    r"(?:(?:www|m|mbasic|web|touch|mobile|[a-z]{2}-[a-z]{2})\.)?facebook\.com"
    r"|(?:www\.)?fb\.(?:com|watch)"
)
_NUMBER = r"[1-9][0-9]{3,24}"
_MARK = r"pfbid[A-Za-z0-9]{10,120}"
_POST = re.compile(
    rf"/(?:groups/[^/]{{1,100}}/(?:posts|permalink)|[^/]{{1,100}}/(?:posts|videos)(?:/[^/]{{1,300}})?"
    rf"|reel|watch/live|[^/]{{1,100}}/photos(?:/[^/]{{1,100}})?)/({_NUMBER})"
)
_MARKED = re.compile(rf"/([^/]{{1,100}})/posts/(?:[^/]{{1,300}}/)?({_MARK})")
_SHORT = re.compile(r"/(?:share/)?(?:[pvr]/)?[A-Za-z0-9_-]{5,40}")
_FIELDS = {
    "/permalink.php": "story_fbid",
    "/story.php": "story_fbid",
    "/photo.php": "fbid",
    "/photo": "fbid",
    "/watch": "v",
    "/watch/live": "v",
    "/video.php": "v",
}
"""Pages that say which post they show in their query, and in which field."""


def recognise(address: str) -> str | None:
    """Return the post at *address*, or the short link to one; nothing when it is neither.

    >>> recognise("https://m.facebook.com/story.php?story_fbid=1234567890&id=42")
    'https://www.facebook.com/1234567890'
    """
    found = place(address, HOSTS)
    if found is None:
        return None
    is_short = found.host.endswith("fb.watch") or found.path.startswith("/share/")
    if is_short:
        host = "fb.watch" if found.host.endswith("fb.watch") else "www.facebook.com"
        return f"https://{host}{found.path}/" if _SHORT.fullmatch(found.path) else None
    return _post(found)


def named(object_: str) -> str:
    """Return the one name of what was recognised; nothing where that must be followed first."""
    is_short = object_.startswith(("https://fb.watch/", "https://www.facebook.com/share/"))
    return "" if is_short else object_


def _post(found: Place) -> str | None:
    field = _FIELDS.get(found.path)
    number = found.query.get(field, "") if field else ""
    if re.fullmatch(_NUMBER, number):
        return f"https://www.facebook.com/{number}"
    if re.fullmatch(_MARK, number) and re.fullmatch(_NUMBER, found.query.get("id", "")):
        return f"https://www.facebook.com/{found.query['id']}/posts/{number}"
    if post := _POST.fullmatch(found.path):
        return f"https://www.facebook.com/{post[1]}"
    if bare := re.fullmatch(rf"/({_NUMBER})", found.path):
        return f"https://www.facebook.com/{bare[1]}"
    marked = _MARKED.fullmatch(found.path)
    return f"https://www.facebook.com/{marked[1]}/posts/{marked[2]}" if marked else None
