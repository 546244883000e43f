"""One callable for the whole site: acts to the intake, mentions to receivers, the rest to pages."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Protocol, Self

from a2wsgi import WSGIMiddleware

from tablee.evidence.picture import MOST_BYTES
from tablee.intake.hall import Hall
from tablee.registry import Receivers, offers, open_receivers
from tablee.wire.asgi import BODY_LIMIT_S, Message, Receive, Scope, Send
from tablee.wire.lending import Lending, WsgiApp, lending
from tablee.wire.lobby import Bounds, Lobby
from tablee.wiring import Site

PAGE_THREADS = 8
"""Pages being written at once; the others wait their turn."""
PORTIONS = 512
"""Of an answer in portions so many may wait for a slow reader before its thread does."""
FORM_BYTES = 64 * 1_024
"""What a form holds besides its file, at most."""
ROOM_BYTES = 64 * 1_048_576
"""Bodies of one sort that are held at once, all together."""
PICTURES = Bounds(MOST_BYTES + FORM_BYTES, 2 * ROOM_BYTES, 120)
"""Drawings: large, and sent by telephones."""
TILL_FILES = Bounds(16 * 1_048_576, ROOM_BYTES, 120)
"""Till files that the staff sends by hand; there are other ways for larger ones."""


class Work(Protocol):
    """Something that runs beside the site as long as it is up."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End, and return when it has ended."""
        ...


class Front:
    """The site as an ASGI application."""

    def __init__(
        self, hall: Hall, receivers: Receivers, pages: WsgiApp, works: Iterable[Work] = ()
    ) -> None:
        self.hall = hall
        self._receivers = receivers
        self.hatch = hall.hatch
        bridge: Any = WSGIMiddleware(
            lending(pages),  # type: ignore[arg-type]
            workers=PAGE_THREADS,
            send_queue_size=PORTIONS,
        )
        self.lobby = Lobby(Lending(bridge), self._bounds)
        self._forms = Bounds(hall.body_limit_bytes, ROOM_BYTES, BODY_LIMIT_S)
        self._works = tuple(works)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or watch over the life of the server."""
        if scope["type"] == "http":
            led = self.hall.leads_to(scope) or self._receivers.leads_to(scope)
            if led is None:
                await self.lobby(scope, receive, send)
            else:
                answer, slug = led
                await answer(slug, scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def close(self) -> None:
        """Let go of whoever follows a live count: the server is about to end."""
        self.hall.close()

    def _bounds(self, path: str) -> Bounds:
        """Return the bounds of a page's body: only two sorts of page take files."""
        _, first, *rest = *path.split("/"), "", ""
        if first == "c" and rest[1] == "draw":
            return PICTURES
        if first == "staff" and rest[0] == "tills":
            return TILL_FILES
        return self._forms

    async def __aenter__(self) -> Self:
        """Start everything, without a server: for tests."""
        self.hall.start()
        self._receivers.start()
        for work in self._works:
            work.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what waits to be written, and stop everything."""
        for work in self._works:
            work.stop()
        await self._receivers.stop()
        await self.hall.stop()

    async def _live(self, receive: Receive, send: Send) -> None:
        """Follow the server's life: start and stop with it."""
        while True:
            message: Message = await receive()
            if message["type"] == "lifespan.startup":
                await self.__aenter__()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.__aexit__(None, None, None)
                await send({"type": "lifespan.shutdown.complete"})
                return


def front(
    site: Site,
    pages: WsgiApp,
    works: Iterable[Work] = (),
    *,
    after: Callable[[], None] = lambda: None,
) -> Front:
    """Return the whole site: its *pages* (WSGI), intake, receivers, and *works* beside them.

    *after* is called at the end of each thread of intake and receivers, to close its connection.
    """
    return Front(Hall(site, offers(), after=after), open_receivers(site, after=after), pages, works)
