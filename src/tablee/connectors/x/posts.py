"""Read what X tells of posts: which bear the hashtag, who made them, and what they say."""

import re
import unicodedata
from datetime import datetime
from typing import Any, NamedTuple

from tablee.connectors.x.recognise import named
from tablee.core.post.finding import Display
from tablee.core.post.sighting import Sighting
from tablee.evidence.page import Target
from tablee.evidence.text.clean import clean

NETWORK = "x"
FIELDS = "author_id,created_at,entities,lang,note_tweet,referenced_tweets,text"
LONGEST_EXCERPT = 300
MOST_ENTITIES = 500
LONGEST_TEXT = 100_000
_NUMBER = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)


class Page(NamedTuple):
    """One answer of X."""

    posts: tuple[dict[str, Any], ...]
    paid: int
    """For how many posts X is paid: never fewer than it shows."""
    has_more: bool

    @property
    def ids(self) -> list[int]:
        """The numbers of its posts."""
        return [int(each["id"]) for each in self.posts]


def read_page(said: Any) -> Page:
    """Return what an answer holds; posts without a number are none."""
    rows, meta = _part(said, "data"), _part(said, "meta")
    told = rows if isinstance(rows, list) else []
    posts = tuple(each for each in told if _is_number(_part(each, "id")))
    count = _part(meta, "result_count")
    shown = count if isinstance(count, int) and count >= 0 else 0
    return Page(posts, max(shown, len(told)), isinstance(_part(meta, "next_token"), str))


def sighting(post: dict[str, Any], target: Target) -> Sighting | None:
    """Return what is to be counted of a post; nothing for reposts and those without the hashtag."""
    author = _part(post, "author_id")
    if not _is_number(author) or _is_repost(post) or fold(target.hashtag) not in hashtags(post):
        return None
    ours = [each for each in _links(post) if target.is_at(each)]
    personal = [each for each in ours if f"/c/{target.slug}/r/" in each]
    name = named(post["id"])
    language = _part(post, "lang")
    words = _part(_part(post, "note_tweet"), "text") or _part(post, "text")
    at_ms = _moment_ms(_part(post, "created_at"))
    return Sighting(
        object=name,
        author=f"x:{author}",
        address=name,
        network=NETWORK,
        posted_at_ms=at_ms,
        display=Display(
            excerpt=clean(str(words or "")[:LONGEST_TEXT], LONGEST_EXCERPT),
            language=clean(language, 2).lower() if isinstance(language, str) else "",
            published_at_ms=at_ms,
        ),
        via=next(iter(personal or ours), ""),
        is_at_origin=True,
    )


def hashtags(post: dict[str, Any]) -> set[str]:
    """Return the hashtags of a post, folded."""
    found = [_part(each, "tag") for each in _entities(post, "hashtags")]
    return {fold(each) for each in found if isinstance(each, str)}


def fold(tag: str) -> str:
    """Return a hashtag so that what reads the same is the same."""
    return unicodedata.normalize("NFKC", tag.strip("# ")).casefold()


def _links(post: dict[str, Any]) -> list[str]:
    urls = _entities(post, "urls")
    found = [_part(each, name) for each in urls for name in ("unwound_url", "expanded_url")]
    return [each for each in found if isinstance(each, str)]


def _entities(post: dict[str, Any], name: str) -> list[Any]:
    found: list[Any] = []
    for whole in (post, _part(post, "note_tweet")):
        told = _part(_part(whole, "entities"), name)
        found += told[:MOST_ENTITIES] if isinstance(told, list) else []
    return found


def _is_repost(post: dict[str, Any]) -> bool:
    told = _part(post, "referenced_tweets")
    return isinstance(told, list) and any(_part(each, "type") == "retweeted" for each in told)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def _moment_ms(words: Any) -> int:
    try:
        moment = datetime.fromisoformat(str(words))
        return max(0, round(moment.timestamp() * 1_000)) if moment.tzinfo else 0
    except (ValueError, OverflowError):
        return 0


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, dict) else None
