"""Which adapter stands behind which port."""

from dataclasses import dataclass, field

from tablee.config import Settings
from tablee.outside.clock import SystemClock
from tablee.ports.desk import Clock, Desks
from tablee.store.memory import MemoryDesks


@dataclass(frozen=True, slots=True)
class Site:
    """One running site: its settings, and what use cases need."""

    settings: Settings
    desks: Desks
    clock: Clock
    secret: bytes = field(repr=False)


def memory_site(
    *,
    settings: Settings | None = None,
    clock: Clock | None = None,
    secret: bytes = b"a secret for tests, of no worth!",
) -> Site:
    """Return a site that keeps everything in memory: for tests and for trying things out."""
    return Site(settings or Settings(), MemoryDesks(), clock or SystemClock(), secret)
