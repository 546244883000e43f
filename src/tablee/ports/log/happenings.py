"""What happens to a campaign besides acts, in order: all of it becomes leaves of its log."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Happening(NamedTuple):
    """Something that happened, written down in the transaction that made it happen.

    It is added, never changed. A leaf is made of it when the log is sealed.
    """

    after: int
    """Number of the last act received before it; 0 when none was."""
    leaf: str
    """Which leaf it becomes: ``terms``, ``pledge``, ``reverse``, ``close`` …"""
    body: Mapping[str, Any]
    """What the leaf says, but for the minute. Three things are told shorter: the ``terms`` by
    their ``number`` alone; a person who decides by name, as ``by``; others by ``judge``."""
    at_ms: int
    number: int = 0
    """Its place among all that happened, given when it is written down."""
