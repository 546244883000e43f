"""A task in memory, with who works at it."""

from typing import NamedTuple

from tablee.ports.tasks import Hold, Task


class Ticket(NamedTuple):
    """One task: it waits, is held, or is dead."""

    task: Task
    holder: str = ""
    held_until_ms: int = 0
    again_at_ms: int | None = None
    """When it is due again once it is done; nothing when it was not put again."""
    is_dead: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether it may be taken once it is due."""
        return not self.holder and not self.is_dead

    def released(self) -> "Ticket":
        """Return it waiting, because its lease is over."""
        return self._replace(holder="", held_until_ms=0)

    def held_for(self, hold: Hold) -> "Ticket":
        """Return it held, begun once more."""
        begun = self.task._replace(tries=self.task.tries + 1)
        return self._replace(task=begun, holder=hold.holder, held_until_ms=hold.until_ms)

    def put_again(self, task: Task) -> "Ticket":
        """Return what putting *task* makes of it."""
        said = self.task._replace(body=dict(task.body))
        if self.is_dead:
            return Ticket(said._replace(due_at_ms=task.due_at_ms, tries=0, trouble=""))
        if self.holder:
            earlier = self.again_at_ms if self.again_at_ms is not None else task.due_at_ms
            return self._replace(task=said, again_at_ms=min(earlier, task.due_at_ms))
        due_at_ms = min(said.due_at_ms, task.due_at_ms)
        return self._replace(task=said._replace(due_at_ms=due_at_ms))
