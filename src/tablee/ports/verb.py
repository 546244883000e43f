"""What a task's verb does: the way from work that was put down to work that is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tablee.ports.tasks import Task

Labour = Callable[[], Awaitable[Any]]
"""What takes time for one task, such as asking the web; it runs in a loop and writes nothing."""


class NotNow(Exception):
    """This cannot be done at the moment, and nobody is to blame: the task waits, no worse off."""

    def __init__(self, pause_ms: int, why: str) -> None:
        super().__init__(why)
        self.pause_ms = pause_ms


class Done(NamedTuple):
    """A task with what its labour brought."""

    task: Task
    outcome: Any


class Verb(Protocol):
    """What is done for tasks of one verb. Doing a task twice is doing it once.

    The worker calls `begin` and `settle` in the one thread that talks to the database, with
    several tasks at a time; each labour runs in the worker's loop, many at once, and must not
    keep the loop from the others. A labour that raises brings its task back later, more and
    more seldom, and at last among the dead.
    """

    def begin(self, tasks: Sequence[Task]) -> Sequence[Labour | None]:
        """Read what *tasks* need; return the labour of each, nothing where none is left to do."""
        ...

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Write down what labours brought for tasks of one campaign, and take the tasks out.

        Whatever it raises means that none of them was settled; they are then tried one by one.
        """
        ...

    def close(self) -> None:
        """Let go of whatever is kept open; called once, when the worker has ended."""
        ...


class Connector(NamedTuple):
    """A way to find posts by ourselves: a folder of `tablee.connectors`, found by the registry."""

    name: str
    verbs: Callable[[Any], Mapping[str, Verb]]
    """From the site to what its tasks are called and what is done for them."""
