"""Read what Threads tells of posts it found."""

from datetime import datetime
from typing import Any

from tablee.connectors.threads.recognise import recognise
from tablee.core.post.finding import Display
from tablee.core.post.sighting import Sighting
from tablee.evidence.text.clean import clean

NETWORK = "threads"
FIELDS = "id,permalink,text,timestamp,topic_tag,username"
LONGEST_EXCERPT = 300
LONGEST_TEXT = 100_000
LONGEST_NAME = 60


def sighting(post: Any) -> Sighting | None:
    """Return what is to be counted of a post that was found by its tag; nothing if it is none."""
    link, username = _word(post, "permalink"), _word(post, "username")
    name = recognise(link)
    if name is None or not 0 < len(username) <= LONGEST_NAME:
        return None
    at_ms = moment_ms(post)
    return Sighting(
        object=name,
        author=f"threads:@{username.lower()}",
        address=name,
        network=NETWORK,
        posted_at_ms=at_ms,
        display=Display(
            author=clean(username, LONGEST_NAME),
            excerpt=clean(_word(post, "text")[:LONGEST_TEXT], LONGEST_EXCERPT),
            published_at_ms=at_ms,
        ),
        is_at_origin=True,
    )


def moment_ms(post: Any) -> int:
    """Return when a post was made; 0 when it does not say."""
    try:
        moment = datetime.fromisoformat(_word(post, "timestamp"))
        return max(0, round(moment.timestamp() * 1_000)) if moment.tzinfo else 0
    except (ValueError, OverflowError):
        return 0


def _word(post: Any, name: str) -> str:
    word = post.get(name) if isinstance(post, dict) else None
    return word if isinstance(word, str) else ""
