"""The logs in memory: how far each was sealed, and where its acts lie."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from tablee.ports.log.logs import PLACE_BYTES, Log, Place, Staged
from tablee.store.memory.shelf import Pages, Transaction

LEAF_BYTES = 8


class MemoryLogs:
    """The logs."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def begin(self, log: Log) -> None:
        """Write a log down, unless the campaign has one."""
        pages = self._pages(log.campaign_id)
        if pages.log is None:
            self._set(pages, "log", log)

    def of(self, campaign_id: int) -> Log | None:
        """Return a campaign's log, once it was begun."""
        pages = self._transaction.shelf.pages.get(campaign_id)
        return pages.log if pages else None

    def choose(self, campaign_id: int, policy: str) -> None:
        """Write down who must have signed from now on."""
        self._change(campaign_id, policy=policy)

    def stage(self, staged: Staged) -> bool:
        """Write a batch down; return whether the log stands where it begins, and is free."""
        pages = self._pages(staged.campaign_id)
        log = pages.log
        if log is None or pages.staged or (log.size, log.root) != (staged.size, staged.root):
            return False
        self._set(pages, "staged", staged)
        return True

    def staged(self, campaign_id: int) -> Staged | None:
        """Return the batch that is on its way, if there is one."""
        return self._pages(campaign_id).staged

    def seal(self, staged: Staged) -> bool:
        """Let the log stand at the end of *staged*, its acts in their places."""
        pages = self._pages(staged.campaign_id)
        log = pages.log
        if log is None or (log.size, log.root) != (staged.size, staged.root):
            return False
        raw = staged.places
        first = staged.act_number - len(raw) // PLACE_BYTES + 1
        for number, start in enumerate(range(0, len(raw), PLACE_BYTES), start=first):
            leaf = int.from_bytes(raw[start : start + LEAF_BYTES])
            place = (leaf, raw[start + LEAF_BYTES : start + PLACE_BYTES])
            self._transaction.put(pages.places, number, place)
        self._change(
            staged.campaign_id,
            size=staged.new_size,
            root=staged.new_root,
            act_number=staged.act_number,
            happening=staged.happening,
            sequence=staged.sequence,
            sealed_at_ms=staged.made_at_ms,
            pending_since_ms=log.pending_since_ms or staged.made_at_ms,
        )
        self._set(pages, "staged", None)
        return True

    def published(self, campaign_id: int, size: int, at_ms: int) -> None:
        """Write down that a checkpoint of that size was published."""
        log = self.of(campaign_id)
        waiting = 0 if log is None or log.size == size else log.pending_since_ms
        self._change(
            campaign_id, published_size=size, published_at_ms=at_ms, pending_since_ms=waiting
        )

    def stop(self, campaign_id: int, why: str, at_ms: int) -> None:
        """Write down that nothing more is sealed, and why; no reason lets it go on."""
        self._change(campaign_id, stopped=why, stopped_at_ms=at_ms)

    def place(self, campaign_id: int, number: int) -> Place | None:
        """Return where an act lies in the log, once it was sealed."""
        place = self._pages(campaign_id).places.get(number)
        return Place(*place) if place else None

    def erase_salts(self, campaign_id: int, numbers: Collection[int]) -> int:
        """Erase the salts of acts, for good; return of how many."""
        places = self._pages(campaign_id).places
        salted = [number for number in numbers if number in places and places[number][1]]
        for number in salted:
            self._transaction.put(places, number, (places[number][0], b""))
        return len(salted)

    def tag_keys(self, campaign_id: int, supporters: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what supporters' tags are made with, of those who have such a key."""
        keys = self._pages(campaign_id).tag_keys
        return {each: keys[each] for each in supporters if each in keys}

    def add_tag_keys(self, campaign_id: int, keys: Mapping[bytes, bytes]) -> None:
        """Write down further such keys, by supporter.

        Raises:
            ValueError: one of them has a key already; the transaction must be given up.
        """
        kept = self._pages(campaign_id).tag_keys
        if not kept.keys().isdisjoint(keys):
            raise ValueError("A supporter has one tag key in a campaign.")
        for supporter, key in keys.items():
            self._transaction.put(kept, supporter, key)

    def erase_tag_keys(self, campaign_id: int, supporters: Collection[bytes] | None = None) -> int:
        """Erase these supporters' keys, or all of a campaign's, for good; return how many."""
        keys = self._pages(campaign_id).tag_keys
        wanted = [*keys] if supporters is None else [each for each in supporters if each in keys]
        for supporter in wanted:
            self._transaction.drop(keys, supporter)
        return len(wanted)

    def erase_pepper(self, campaign_id: int) -> None:
        """Erase what objects' and judges' tags are made with, for good."""
        self._change(campaign_id, pepper=b"")

    def _pages(self, campaign_id: int) -> Pages:
        return self._transaction.shelf.pages[campaign_id]

    def _change(self, campaign_id: int, **changes: Any) -> None:
        pages = self._pages(campaign_id)
        if pages.log is not None:
            self._set(pages, "log", pages.log._replace(**changes))

    def _set(self, pages: Pages, name: str, value: object) -> None:
        self._transaction.remember(partial(setattr, pages, name, getattr(pages, name)))
        setattr(pages, name, value)
