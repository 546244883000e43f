"""Put down what is to be sent: one task for each activity and each inbox."""

import hashlib
from collections.abc import Iterable

from tablee.ports.networks.actors import News
from tablee.ports.tasks import Task

SEND = "send"
"""Send one activity to one inbox."""
SPREAD = "spread"
"""Put down the sending of news to all who follow, some at a time."""
MOST_SPREAD = 500
"""Inboxes for which tasks are put down in one transaction."""
_NAME_LENGTH = 32


def sending(campaign_id: int, activity: str, inbox: str, now_ms: int) -> Task:
    """Return the task of sending *activity*, as JSON, to one inbox."""
    body: dict[str, str | int] = {"inbox": inbox, "activity": activity, "failures": 0}
    return Task(campaign_id, SEND, f"{_name(activity)}:{_name(inbox)}", body, now_ms)


def sendings_of_news(
    campaign_id: int, number: int, inboxes: Iterable[str], now_ms: int
) -> list[Task]:
    """Return the tasks of sending one piece of news to each of *inboxes*."""
    return [
        Task(
            campaign_id,
            SEND,
            f"news:{number}:{_name(inbox)}",
            {"inbox": inbox, "news": number, "failures": 0},
            now_ms,
        )
        for inbox in inboxes
    ]


def spreading(campaign_id: int, news: News, now_ms: int) -> Task:
    """Return the task of putting down the sending of *news*."""
    return Task(campaign_id, SPREAD, f"news:{news.number}", {"news": news.number}, now_ms)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_NAME_LENGTH]
