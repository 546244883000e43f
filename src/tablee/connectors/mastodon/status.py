"""Read a status as Mastodon tells it: whose it is, who may see it, and what it says."""

import re
import unicodedata
from datetime import datetime
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tablee.core.post.finding import Display
from tablee.core.post.sighting import Sighting
from tablee.evidence.address import page_at
from tablee.evidence.page import Target
from tablee.evidence.text.clean import clean

NETWORK = "mastodon"
LONGEST_NAME = 2_000
LONGEST_KEY = 100
LONGEST_TEXT = 100_000
LONGEST_EXCERPT = 300
MOST_TAGS = 200
_LINK = re.compile(r"""<a\b[^>]*?\bhref=["']([^"'<>]{1,2000})["']""", re.IGNORECASE)
_ENDS = re.compile(r"<(?:br|/p)\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]{0,5000}>")
_NOBOT = re.compile(r"#no(?:bots?|bridge)\b", re.IGNORECASE)


class Status(NamedTuple):
    """One status."""

    key: str
    """What this server calls it."""
    uri: str
    """What it is called everywhere."""
    author: str
    """The id of the actor who made it."""
    tags: frozenset[str]
    """Folded."""
    is_public: bool
    """For everybody, by a person who has not asked robots to stay away, and not another's."""
    raw: dict[str, Any]


def fold(tag: str) -> str:
    r"""Return a hashtag so that what is one on Mastodon is the same: case, widths, accents.

    >>> fold("#\uff32epas\u00e9") == fold("REPASE")
    True
    """
    plain = unicodedata.normalize("NFKD", tag.strip().lstrip("#")).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def read_status(raw: Any) -> Status | None:
    """Return a status; nothing where something else was told, or nobody stands for it.

    A status and its author belong to one server: whatever says otherwise is put into somebody's
    mouth.
    """
    if not isinstance(raw, dict):
        return None
    account = raw.get("account")
    if not isinstance(account, dict):
        return None
    key, uri = raw.get("id"), raw.get("uri")
    author = account.get("uri") or account.get("url")
    if not (_is_word(key) and _is_address(uri) and _is_address(author)):
        return None
    if host_of(str(uri)) != host_of(str(author)):
        return None
    return Status(str(key), str(uri), str(author), _tags(raw), _is_public(raw, account), raw)


def sighting(status: Status, target: Target) -> Sighting:
    """Return what is to be counted of a status."""
    content = str(status.raw.get("content") or "")[:LONGEST_TEXT]
    ours = [each for each in links(content) if target.is_at(each)]
    personal = [each for each in ours if f"/c/{target.slug}/r/" in each]
    address = status.raw.get("url")
    return Sighting(
        object=status.uri,
        author=status.author,
        address=str(address) if _is_address(address) else status.uri,
        network=NETWORK,
        posted_at_ms=_moment_ms(status.raw.get("created_at")),
        display=_display(status, content),
        via=next(iter(personal or ours), ""),
        page=page_at(str(address), status.uri),
    )


def links(content: str) -> list[str]:
    """Return the addresses to which the markup of a status links.

    >>> links('<p><a href="https://a.example/?b&amp;c" rel="tag">a</a></p>')
    ['https://a.example/?b&c']
    """
    return [unescape(each) for each in _LINK.findall(content)]


def text_of(content: str) -> str:
    """Return the words of some markup.

    >>> text_of("<p>One<br>two &lt;3</p>")
    'One two <3 '
    """
    return unescape(_MARKUP.sub("", _ENDS.sub(" ", content)))


def _display(status: Status, content: str) -> Display:
    account = status.raw["account"]
    language = status.raw.get("language")
    warning = str(status.raw.get("spoiler_text") or "")
    return Display(
        author=clean(str(account.get("display_name") or account.get("acct") or ""), 100),
        excerpt=clean(warning or text_of(content), LONGEST_EXCERPT),
        language=clean(language, 2).lower() if isinstance(language, str) else "",
        published_at_ms=_moment_ms(status.raw.get("created_at")),
    )


def _is_public(raw: dict[str, Any], account: dict[str, Any]) -> bool:
    is_open = raw.get("visibility") == "public" and raw.get("reblog") is None
    return is_open and account.get("bot") is not True and not _wants_no_robots(account)


def _wants_no_robots(account: dict[str, Any]) -> bool:
    fields = account.get("fields")
    said = [account.get("note"), account.get("display_name")]
    for each in fields[:20] if isinstance(fields, list) else []:
        if isinstance(each, dict):
            said += [each.get("name"), each.get("value")]
    words = [text_of(each[:LONGEST_TEXT]) for each in said if isinstance(each, str)]
    return any(_NOBOT.search(each) for each in words)


def _tags(raw: dict[str, Any]) -> frozenset[str]:
    tags = raw.get("tags")
    told = tags[:MOST_TAGS] if isinstance(tags, list) else []
    names = [each.get("name") for each in told if isinstance(each, dict)]
    return frozenset(fold(each) for each in names if isinstance(each, str))


def _moment_ms(words: Any) -> int:
    """Return a moment to the millisecond, as servers write it."""
    try:
        moment = datetime.fromisoformat(str(words))
        return max(0, round(moment.timestamp() * 1_000)) if moment.tzinfo else 0
    except (ValueError, OverflowError):
        return 0


def _is_word(key: Any) -> bool:
    return isinstance(key, str) and 0 < len(key) <= LONGEST_KEY and key.isascii() and key.isalnum()


def _is_address(address: Any) -> bool:
    if not isinstance(address, str) or len(address) > LONGEST_NAME or not address.isprintable():
        return False
    return address.startswith(("https://", "http://")) and bool(host_of(address))


def host_of(address: str) -> str:
    """Return the host of an address; nothing when it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
