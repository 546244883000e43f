"""One callable for the whole site: acts to the intake, mentions to receivers, the rest to pages."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Protocol, Self

from a2wsgi import WSGIMiddleware

from tablee.intake.hall import Hall
from tablee.registry import Receivers, offers, open_receivers
from tablee.wire.asgi import Message, Receive, Scope, Send
from tablee.wiring import Site

PAGE_THREADS = 8
"""Pages being written at once; the others wait their turn."""

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


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
        self._pages: Any = WSGIMiddleware(pages, workers=PAGE_THREADS)  # type: ignore[arg-type]
        self._works = tuple(works)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or watch over the life of the server."""
        if scope["type"] == "http":
            led = self.hall.leads_to(scope) or self._receivers.leads_to(scope)
            if led is None:
                await self._pages(scope, receive, send)
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
