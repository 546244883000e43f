"""Every port in memory, with the manners of the database: one writer, and all or nothing."""

from tablee.store.memory.desks import MemoryDesks

__all__ = ["MemoryDesks"]
