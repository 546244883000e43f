"""Put down what is to be asked for at its origin, because somebody told of it."""

import hashlib

from tablee.ports.tasks import Task

MEET = "meet"
"""See at its origin what has become of one post, or of one actor, and count accordingly."""
POST, AUTHOR = "post", "author"
_NAME_LENGTH = 32


def meeting_of_post(campaign_id: int, name: str, now_ms: int) -> Task:
    """Return the task of looking at the post whose id is *name*; putting it twice is once."""
    return _meeting(campaign_id, POST, name, now_ms)


def meeting_of_author(campaign_id: int, name: str, now_ms: int) -> Task:
    """Return the task of seeing whether an actor is still there."""
    return _meeting(campaign_id, AUTHOR, name, now_ms)


def _meeting(campaign_id: int, sort: str, name: str, now_ms: int) -> Task:
    summed = hashlib.sha256(name.encode()).hexdigest()[:_NAME_LENGTH]
    body: dict[str, str | int] = {"sort": sort, "id": name}
    return Task(campaign_id, MEET, f"{sort}:{summed}", body, now_ms)
