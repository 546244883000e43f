"""Statuses that nobody wrote, as Mastodon tells them."""

from datetime import UTC, datetime
from typing import Any

from tablee.connectors.mastodon.origin import TIME_BITS


def moment(at_ms: int) -> str:
    """Return a moment as Mastodon writes it."""
    return datetime.fromtimestamp(at_ms / 1_000, UTC).isoformat().replace("+00:00", "Z")


def status(
    at_ms: int, tag: str, *, host: str = "social.example", by: str = "emil", **changes: Any
) -> dict[str, Any]:
    """Return a status made at that moment by somebody of *host*; its names follow from both."""
    author = f"https://{host}/users/{by}"
    plain: dict[str, Any] = {
        "id": str(at_ms << TIME_BITS),
        "uri": f"{author}/statuses/{at_ms}",
        "url": f"https://{host}/@{by}/{at_ms}",
        "created_at": moment(at_ms),
        "edited_at": None,
        "visibility": "public",
        "language": "fr",
        "spoiler_text": "",
        "reblog": None,
        "content": f'<p>La soupe est prête <a href="https://{host}/tags/{tag}">#{tag}</a></p>',
        "tags": [{"name": tag, "url": f"https://{host}/tags/{tag}"}],
        "account": {
            "id": by,
            "acct": by,
            "uri": author,
            "url": f"https://{host}/@{by}",
            "display_name": by.title(),
            "note": "<p>De la soupe.</p>",
            "bot": False,
            "fields": [],
        },
    }
    return plain | changes
