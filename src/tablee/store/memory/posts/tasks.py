"""Work to be done, in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from tablee.ports.tasks import Hold, Queue, Task
from tablee.store.memory.shelf import Transaction
from tablee.store.memory.ticket import Ticket
from tablee.store.storable import storable
from tablee.store.turns import merged


class MemoryTasks:
    """The work of all campaigns."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shelf = transaction.shelf

    def put(self, tasks: Sequence[Task]) -> int:
        """Write tasks down; return how many are new."""
        return sum(self._put(task) for task in merged(tasks))

    def take(self, verbs: Sequence[str], hold: Hold, now_ms: int, most: int) -> list[Task]:
        """Return due tasks, held for whoever asks: some of every campaign in turn."""
        if not verbs or most < 1:
            return []
        for ticket in [*self._tickets()]:
            if ticket.holder and ticket.held_until_ms <= now_ms:
                self._keep(ticket.released())
        wanted = partial(_is_for, verbs=verbs, now_ms=now_ms)
        campaigns = sorted({each.task.campaign_id for each in self._tickets() if wanted(each)})

        def pick(campaign_id: int, share: int) -> list[Task]:
            return self._pick(hold, campaign_id, share, wanted)

        return self._shelf.turns.go_round(campaigns, most, pick)

    def is_due(self, verbs: Sequence[str], now_ms: int) -> bool:
        """Return whether a task of one of these verbs is due and waits for somebody."""
        return any(_is_for(each, verbs=verbs, now_ms=now_ms) for each in self._tickets())

    def done(self, tasks: Sequence[Task], holder: str) -> int:
        """Take finished tasks out; those put again meanwhile wait once more."""
        held = [*self._held(tasks, holder)]
        for ticket in held:
            if ticket.again_at_ms is None:
                self._transaction.drop(self._shelf.tickets, ticket.task.number)
                self._transaction.drop(self._shelf.task_names, ticket.task[:3])
            else:
                again = ticket.task._replace(due_at_ms=ticket.again_at_ms, tries=0, trouble="")
                self._keep(Ticket(again))
        return len(held)

    def later(self, task: Task, holder: str, due_at_ms: int, trouble: str) -> None:
        """Let a task wait until *due_at_ms*."""
        for ticket in self._held([task], holder):
            again_at_ms = due_at_ms if ticket.again_at_ms is None else ticket.again_at_ms
            earlier_ms = min(due_at_ms, again_at_ms)
            put_off = ticket.task._replace(due_at_ms=earlier_ms, trouble=storable(trouble))
            self._keep(Ticket(put_off))

    def bury(self, task: Task, holder: str, trouble: str) -> None:
        """Put a task among the dead; what was put again while it was held has its other turn."""
        for ticket in self._held([task], holder):
            buried = ticket.task._replace(trouble=storable(trouble))
            if ticket.again_at_ms is None:
                self._keep(Ticket(buried, is_dead=True))
            else:
                self._keep(Ticket(buried._replace(due_at_ms=ticket.again_at_ms)))

    def dead(self, most: int) -> list[Task]:
        """Return dead tasks, those put last first."""
        numbers = sorted(self._shelf.tickets, reverse=True)
        tickets = (self._shelf.tickets[number] for number in numbers)
        return [ticket.task for ticket in tickets if ticket.is_dead][:most]

    def revive(self, number: int, now_ms: int) -> bool:
        """Let a dead task wait again; return whether there was one."""
        ticket = self._shelf.tickets.get(number)
        if ticket is None or not ticket.is_dead:
            return False
        self._keep(Ticket(ticket.task._replace(due_at_ms=now_ms, tries=0, trouble="")))
        return True

    def keys(self, verb: str) -> list[str]:
        """Return the keys of every task of a verb."""
        return [ticket.task.key for ticket in self._tickets() if ticket.task.verb == verb]

    def queues(self) -> list[Queue]:
        """Return how the work stands, by campaign and verb."""
        names = sorted({ticket.task[:2] for ticket in self._tickets()})
        return [self._queue(*name) for name in names]

    def _queue(self, campaign_id: int, verb: str) -> Queue:
        tickets = [each for each in self._tickets() if each.task[:2] == (campaign_id, verb)]
        waiting = [each.task.due_at_ms for each in tickets if each.is_waiting]
        held, dead = (sum(map(bool, of)) for of in zip(*map(_marks, tickets), strict=True))
        return Queue(campaign_id, verb, len(waiting), held, dead, min(waiting, default=0))

    def _put(self, task: Task) -> bool:
        """Write one task down; return whether it is new."""
        number = self._shelf.task_names.get(task[:3])
        if number is not None:
            self._keep(self._shelf.tickets[number].put_again(task))
            return False
        self._transaction.remember(
            partial(setattr, self._shelf, "last_task", self._shelf.last_task)
        )
        self._shelf.last_task += 1
        self._keep(Ticket(task._replace(number=self._shelf.last_task, body=dict(task.body))))
        self._transaction.put(self._shelf.task_names, task[:3], self._shelf.last_task)
        return True

    def _pick(
        self, hold: Hold, campaign_id: int, share: int, wanted: Callable[[Ticket], bool]
    ) -> list[Task]:
        theirs = (each for each in self._tickets() if each.task.campaign_id == campaign_id)
        waiting = sorted(filter(wanted, theirs), key=_by_due)[:share]
        held = [ticket.held_for(hold) for ticket in waiting]
        for ticket in held:
            self._keep(ticket)
        return [ticket.task for ticket in held]

    def _held(self, tasks: Iterable[Task], holder: str) -> Iterator[Ticket]:
        """Give those of *tasks* that *holder* still works at."""
        for task in tasks:
            ticket = self._shelf.tickets.get(task.number)
            if ticket and ticket.holder == holder and ticket.task.tries == task.tries:
                yield ticket

    def _tickets(self) -> Iterable[Ticket]:
        return self._shelf.tickets.values()

    def _keep(self, ticket: Ticket) -> None:
        self._transaction.put(self._shelf.tickets, ticket.task.number, ticket)


def _is_for(ticket: Ticket, verbs: Sequence[str], now_ms: int) -> bool:
    task = ticket.task
    return ticket.is_waiting and task.verb in verbs and task.due_at_ms <= now_ms


def _by_due(ticket: Ticket) -> tuple[int, int]:
    return ticket.task.due_at_ms, ticket.task.number


def _marks(ticket: Ticket) -> tuple[str, bool]:
    return ticket.holder, ticket.is_dead
