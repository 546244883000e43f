"""A message as an event that any program can read: CloudEvents 1.0, in structured JSON.

Source: CloudEvents 1.0.2, JSON event format 1.0.2.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tablee.ports.desk import Letter

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
MOST_BYTES = 20_000
"""Standard Webhooks asks for events that are smaller: who needs more asks for it."""
TYPE_PREFIX = "tablee."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Event(NamedTuple):
    """One event, ready to be signed and sent; the same each time it is sent."""

    id: str
    """Names the event together with its source; also the ``webhook-id``."""
    body: bytes


def event_of(letter: Letter, source: str) -> Event:
    """Return the event of a message; *source* is the address of the campaign's page.

    An event that would be too large is sent with nothing in it but the campaign's name.
    """
    message = letter.message
    slug = str(message.body.get("campaign", ""))
    name = f"{source}\n{message.key}".encode()
    envelope = {
        "specversion": "1.0",
        # Receivers keep ids as they like: letters and digits, always as many.
        "id": f"evt_{hashlib.sha256(name).hexdigest()[:32]}",
        "source": source,
        "type": f"{TYPE_PREFIX}{message.topic}",
        "subject": subject_of(message.body) or slug or source,
        "time": moment(letter.put_at_ms),
        "datacontenttype": "application/json",
    }
    body = _written(envelope, message.body)
    if len(body) >= MOST_BYTES:
        body = _written(envelope | {"subject": slug or source}, {"campaign": slug, "is_cut": 1})
    return Event(envelope["id"], body)


def subject_of(body: Mapping[str, str | int]) -> str:
    """Return what in the campaign an event is about; nothing when it is all of it.

    >>> subject_of({"act": 7}), subject_of({"first": 1, "last": 40}), subject_of({"by": "Ada"})
    ('acts/7', 'acts/1-40', '')
    """
    if "first" in body:
        return f"acts/{body['first']}-{body['last']}"
    rooms = {
        "document": "documents",
        "act": "acts",
        "milestone": "milestones",
        "pool": "pools",
        "version": "terms",
    }
    return next((f"{room}/{body[name]}" for name, room in rooms.items() if name in body), "")


def moment(at_ms: int) -> str:
    """Return a moment as RFC 3339 has it.

    >>> moment(1_772_366_400_007)
    '2026-03-01T12:00:00.007Z'
    """
    said = (_EPOCH + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds")
    return said.replace("+00:00", "Z")


def _written(envelope: Mapping[str, str], content: Mapping[str, str | int]) -> bytes:
    document = {**envelope, "data": dict(content)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
