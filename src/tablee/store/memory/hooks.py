"""Where events are sent, in memory."""

from dataclasses import replace
from functools import partial
from typing import Any

from tablee.ports.hooks import Attempt, Hook, Secrets
from tablee.store.memory.shelf import Transaction
from tablee.store.storable import storable


class MemoryHooks:
    """The receivers of events."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._hooks = transaction.shelf.hooks

    def add(self, hook: Hook) -> Hook:
        """Write a new receiver down; return it with its number."""
        shelf = self._transaction.shelf
        self._transaction.remember(partial(setattr, shelf, "last_hook", shelf.last_hook))
        shelf.last_hook += 1
        added = replace(hook, number=shelf.last_hook)
        self._transaction.put(self._hooks, added.number, added)
        return added

    def get(self, number: int) -> Hook | None:
        """Return one receiver, disabled or not."""
        return self._hooks.get(number)

    def every(self, campaign_id: int) -> list[Hook]:
        """Return a campaign's receivers, in order of registration."""
        return [each for each in self._hooks.values() if each.campaign_id == campaign_id]

    def listening(self) -> dict[int, list[int]]:
        """Return the numbers of the receivers that are not disabled, by campaign."""
        found: dict[int, list[int]] = {}
        for hook in self._hooks.values():
            if not hook.is_disabled:
                found.setdefault(hook.campaign_id, []).append(hook.number)
        return found

    def rotate(self, number: int, secrets: Secrets) -> None:
        """Store other secrets."""
        self._change(number, secrets=secrets)

    def note(self, number: int, attempt: Attempt) -> None:
        """Store what came of an attempt, and count failures in a row."""
        hook = self._hooks.get(number)
        if hook is None:
            return
        last = attempt._replace(trouble=storable(attempt.trouble))
        if attempt.is_success:
            self._change(number, last=last, succeeded_at_ms=attempt.at_ms, failures=0)
        else:
            self._change(number, last=last, failures=hook.failures + 1)

    def pause(self, number: int, until_ms: int) -> None:
        """Leave a receiver alone until then, or longer if that was known before."""
        hook = self._hooks.get(number)
        if hook is not None:
            self._change(number, paused_until_ms=max(hook.paused_until_ms, until_ms))

    def disable(self, number: int, at_ms: int) -> None:
        """Send nothing any more; the first time stands."""
        hook = self._hooks.get(number)
        if hook is not None and not hook.is_disabled:
            self._change(number, disabled_at_ms=at_ms)

    def enable(self, number: int) -> None:
        """Send what happens from now on again."""
        self._change(number, disabled_at_ms=0)

    def remove(self, number: int) -> bool:
        """Forget a receiver; return whether there was one."""
        is_there = number in self._hooks
        self._transaction.drop(self._hooks, number)
        return is_there

    def _change(self, number: int, **changes: Any) -> None:
        hook = self._hooks.get(number)
        if hook is not None:
            self._transaction.put(self._hooks, number, replace(hook, **changes))
