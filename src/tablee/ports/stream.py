"""A reader of a network that never ends by itself, and what it is given to read with."""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import NamedTuple, Protocol, TypeVar

Answer = TypeVar("Answer")


class Watch(Protocol):
    """The turn of one reader: nobody else reads there as long as it lasts."""

    @property
    def holder(self) -> str:
        """Who has the cursors; for `usecases.networks.take_haul`."""
        ...

    @property
    def cursors(self) -> Mapping[int, str]:
        """Where to go on for each campaign, by its id, as stored when the turn began."""
        ...

    async def ask(self, do: Callable[..., Answer], *words: object) -> Answer:
        """Do something in the thread that talks to the database; return what it returns."""
        ...


class Stream(NamedTuple):
    """One reader, for one or several campaigns: a wish, begun and ended by whoever supervises.

    It reads until it is cancelled. Whatever it raises has it begin again, after a pause that
    grows; `tablee.ports.verb.NotNow` says for itself how long to wait. What it has not stored
    with its cursor it will read again.
    """

    reader: str
    """The name of its cursors: the network and, where positions differ by server, the server."""
    campaigns: tuple[int, ...]
    """The campaigns whose cursors it moves: it reads only while it has all of them."""
    wishes: Hashable
    """Whatever else it depends on: when that changes, it is ended and begun anew."""
    read: Callable[[Watch], Awaitable[None]]

    @property
    def key(self) -> Hashable:
        """What makes two wishes the same one."""
        return self.reader, self.campaigns, self.wishes
