"""What a task's verb does: the way from work that was put down to work that is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tablee.core.network import Option
from tablee.core.post.finding import Finding
from tablee.core.text import Text
from tablee.ports.stream import Stream
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


class NotOfThisNetwork(Exception):
    """The address only looked like one of this network's: it is looked at as a page."""


class NetworkLook(Protocol):
    """Looks at one post of a network, at an address that the network keeps for that."""

    async def see(self, object_: str, target: Any) -> Finding:
        """Return what the post shows; *object_* is as `Connector.recognise` returned it.

        *target* is the campaign looked for, an `evidence.page.Target`. The finding names the
        author as ``blog`` and the object as ``canonical``.

        Raises:
            NotFetched: the network does not answer.
            NotOfThisNetwork: there is no post of this network; the page that is there is read.
        """
        ...


class Pasting(NamedTuple):
    """What people are told who may paste the address of a post."""

    titles: tuple[str, ...]
    """What people call the network, or the several that are looked at in this way."""
    is_checked: bool = True
    """Whether we see by ourselves what a post says; otherwise a person looks at it there."""
    is_anywhere: bool = False
    """Whether its posts stand on hosts of all names: networks with hosts of their own are asked
    first whether an address is one of theirs."""


def _no_verbs(_: Any) -> Mapping[str, Verb]:
    return {}


def _no_streams(_: Any) -> Sequence[Stream]:
    return ()


def _knows_nothing(_: str) -> str | None:
    return None


class Connector(NamedTuple):
    """A way to find posts by ourselves: a folder of `tablee.connectors`, found by the registry."""

    name: str
    verbs: Callable[[Any], Mapping[str, Verb]] = _no_verbs
    """From the site to what its tasks are called and what is done for them."""
    streams: Callable[[Any], Sequence[Stream]] = _no_streams
    """From the site to the readers wanted now; asked every few seconds, in the thread that talks
    to the database."""
    recognise: Callable[[str], str | None] = _knows_nothing
    """From an address of the web to the object it shows, if that is a post of this network."""
    look: Callable[[Any], NetworkLook] | None = None
    """From the site to what looks at such an object."""
    pasting: Pasting | None = None
    """What is said of that beside the form; nothing means by its name, and checked."""
    about: Text | None = None
    """What organisers are told of it in docs/networks.md, in a paragraph or two."""
    options: tuple[Option, ...] | None = None
    """What a campaign file may say of it; nothing where campaigns do not name it."""
