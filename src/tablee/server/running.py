"""Runs the site on uvicorn, tuned for many small requests."""

import gc
import socket
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import uvicorn

from tablee.server.heads import Hatch, Heads
from tablee.server.protocol import ActProtocol, Desk, Openings

BACKLOG = 4_096
KEEP_ALIVE_S = 75
RUBBISH_OBJECTS = 100_000
"""Objects made between two looks for rings of rubbish."""
GRACE_S = 10
"""How long requests that are being answered may take once the server has been asked to end."""


class Closable(Protocol):
    """An ASGI application that lets go of endless answers when the server ends."""

    @property
    def hatch(self) -> Hatch | None:
        """Where whole requests are handed in past ASGI, if there is such a place."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        ...


class _Server(uvicorn.Server):
    """uvicorn, telling the application when it begins to end."""

    def __init__(self, config: uvicorn.Config, app: Closable) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the endless answers go before waiting for those in progress."""
        self._app.close()
        await super().shutdown(sockets)


def _look_for_rubbish_seldom() -> None:
    """Keep Python from walking over everything loaded so far whenever a batch makes objects.

    Acts are plain values without rings; measured, this gives the door a tenth more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(RUBBISH_OBJECTS, 50, 100)


def _protocol(app: Closable) -> Any:
    """Return what makes the protocol of each connection."""
    if app.hatch is None:
        return "httptools"
    return partial(ActProtocol, Desk(app.hatch, Heads(app.hatch), Openings()))


def run(app: Closable, host: str, port: int, *, log_level: str = "info") -> None:
    """Serve *app* until asked to end; return when all that was taken is answered."""
    _look_for_rubbish_seldom()
    # uvicorn ends in order, and then raises Ctrl-C again: whoever pressed it asked for just that.
    with suppress(KeyboardInterrupt):
        server(app, host, port, log_level=log_level).run()


def server(app: Closable, host: str, port: int, *, log_level: str = "info") -> uvicorn.Server:
    """Return the server of *app*, not running yet."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=_protocol(app),
        ws="none",
        lifespan="on",
        access_log=False,
        log_level=log_level,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        proxy_headers=False,
    )
    return _Server(config, app)
