"""Safe fetching: the one gate through which everything goes out."""

from collections.abc import Callable

from tablee.config import Settings
from tablee.outside.fetch.gate import Gate
from tablee.outside.fetch.lines.flow import Flow
from tablee.outside.fetch.lines.websocket import Line, LineEnded, LineRefused
from tablee.outside.fetch.rules import Rules, rules_of

__all__ = [
    "Flow",
    "Gate",
    "Line",
    "LineEnded",
    "LineRefused",
    "Rules",
    "open_fetcher",
    "rules_of",
]


def open_fetcher(settings: Settings, *, domain_of: Callable[[str], str]) -> Gate:
    """Return the gate of the site that *settings* describe; it opens nothing until it is used.

    *domain_of* returns the registered domain of a host: politeness is owed to its owner.
    """
    return Gate(rules_of(settings), domain_of=domain_of)
