"""What a receiver is: a protocol by which strangers tell us of their posts."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Generic, NamedTuple, TypeVar

from tablee.core.text import Text

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answer = Callable[[str, Scope, Receive, Send], Awaitable[None]]
"""Answers one request: the campaign's name, then what ASGI gives."""

Lobby = TypeVar("Lobby")
"""What a receiver is given to work in: see `tablee.wire.reception.Reception`."""


class Offer(NamedTuple):
    """How a campaign page says that it can be told of posts this way, and how people read it.

    In *header*, *element* and *embedded* stand ``{here}``, the receiver's absolute address;
    ``{page}``, the campaign page's; and ``{title}``, the campaign's title. Whoever fills them in
    escapes for XML first: none of them is markup.
    """

    name: str
    """The receiver's name, as in ``webmention``."""
    leaf: str
    """The receiver's address is ``/c/<slug>/<leaf>``; GET on it shows *help*."""
    rel: str
    """The link relation; empty when there is none."""
    title: Text
    """The way's name, for people."""
    help: tuple[Text, ...]
    """What to do, a paragraph each, as plain text."""
    header: tuple[str, str] = ("", "")
    """Name and value of the header on campaign pages; empty for none."""
    element: str = ""
    """The element in the page's head, exactly as senders search for it; empty for none."""
    embedded: str = ""
    """What stands in the page itself, inside a comment; empty for none."""


class Way(NamedTuple, Generic[Lobby]):
    """One more address at which a receiver answers, also outside every campaign."""

    path: str
    """As in ``/inbox``, ``/c/*/`` or ``/c/*/news/*``: a star stands for one part."""
    open: Callable[[Lobby], Answer]
    """Makes it ready; it is given no campaign's name (``""``) where there is none in the path."""
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    media: frozenset[str] = frozenset()
    """Whoever would rather have a page than one of these is not led here; empty: all are."""


class Receiver(NamedTuple, Generic[Lobby]):
    """One protocol: a folder of `tablee.receivers` exports it as ``RECEIVER``."""

    name: str
    leaf: str
    """The last part of ``/c/<slug>/<leaf>``, where it answers."""
    open: Callable[[Lobby], Answer]
    """Makes it ready for one site."""
    offer: Offer | None = None
    """How it is advertised; nothing for receivers that nobody is to find."""
    methods: frozenset[str] = frozenset({"POST"})
    """What it answers; the others are for the pages."""
    is_tokened: bool = False
    """Whether it answers at ``/c/<slug>/<leaf>/<token>`` instead."""
    ways: "tuple[Way[Lobby], ...]" = ()
    """Further addresses at which it answers."""
