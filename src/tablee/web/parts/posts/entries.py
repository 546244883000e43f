"""Posts as the wall shows them: text that strangers wrote, and never anything but text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from tablee.core.post.post import Mark, Post
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates

SCHEMES = frozenset({"http", "https"})
_TONGUE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of the wall."""

    number: int
    """Of its act."""
    title: str
    author: str
    excerpt: str
    host: str
    href: str
    """Empty for what is no address of the web."""
    when: str
    tongue: str
    """The language of its text, as HTML names it; empty when unknown."""
    mark: str
    chosen: str = ""
    """Why the organiser chose it; empty for what was not chosen."""
    picture: str = ""
    """Where its picture is, where it is a drawing."""
    alt: str = ""


def entries(
    seen: Seen, posts: Sequence[Post], chosen: Mapping[int, str] | None = None
) -> list[Entry]:
    """Return posts ready to be shown, in their order; *chosen* says why some were chosen."""
    dates, why = Dates(seen.terms.zone), chosen or {}
    return [_entry(post, dates, why.get(post.act_number, "")) for post in posts]


def _entry(post: Post, dates: Dates, chosen: str) -> Entry:
    display = post.display
    parts = urlsplit(post.address)
    is_web = parts.scheme in SCHEMES
    host = (parts.hostname or "").removeprefix("www.") if is_web else ""
    title, author = display.title.strip(), display.author.strip()
    # Posts on networks have no title: whoever wrote one stands for it, and nothing stands twice.
    heading = title or author or host or _("A post")
    return Entry(
        number=post.act_number,
        title=heading,
        author=author if title else "",
        excerpt=display.excerpt.strip(),
        host=host if heading != host else "",
        href=post.address if is_web else "",
        when=dates.day(display.published_at_ms or post.found_at_ms),
        tongue=display.language if _TONGUE.fullmatch(display.language) else "",
        mark=mark_name(post.mark),
        chosen=chosen,
    )


def mark_name(mark: Mark) -> str:
    """Return what the organiser says of a post, in words; empty for nothing."""
    return {Mark.NONE: "", Mark.PRESS: _("Press"), Mark.RECAP: _("Recap")}[mark]


def tongue_name(code: str) -> str:
    """Return the name of a language in that language, or its code when we do not know it."""
    found = LANG_INFO.get(code, {}).get("name_local", "")
    return str(found).capitalize() or code
