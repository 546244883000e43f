"""Answer in the media type that was asked for, and send people to the pages made for them."""

import re
from collections.abc import Mapping
from typing import Any

from tablee.usecases.fediverse.documents import ACTIVITY_JSON, MEDIA, PROFILED, written
from tablee.wire.accepting import prefers
from tablee.wire.asgi import SAFETY, Header, Scope, Send, header, language, respond, respond_problem

OPEN: Header = (b"access-control-allow-origin", b"*")
_SEE_OTHER = 303
_VARY: Header = (b"vary", b"accept")
_KEEP: Header = (b"cache-control", b"public, max-age=60")
_LINKED = re.compile(rb"application/ld\+json", re.IGNORECASE)
_PLAIN = re.compile(rb"application/(activity\+)?json|\*/\*", re.IGNORECASE)


def is_for_people(scope: Scope) -> bool:
    """Return whether whoever asks would rather see a page."""
    accepted = header(scope, b"accept")
    return b"text/html" in accepted.lower() and not prefers(accepted, MEDIA)


async def show(scope: Scope, send: Send, document: Mapping[str, Any]) -> None:
    """Send an ActivityPub document."""
    accepted = header(scope, b"accept")
    is_linked = _LINKED.search(accepted) and not _PLAIN.search(accepted)
    await show_json(scope, send, document, PROFILED if is_linked else ACTIVITY_JSON)


async def show_json(scope: Scope, send: Send, document: Mapping[str, Any], media: str) -> None:
    """Send a document of any type that is JSON; programs of every site may read it."""
    body = written(document)
    headers = [(b"content-type", media.encode()), OPEN, _KEEP, _VARY, *SAFETY]
    if scope["method"] == "HEAD":
        headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
    else:
        await respond(send, 200, body, headers)


async def send_to(send: Send, address: str) -> None:
    """Send whoever asks to a page for people."""
    location = (b"location", address.encode())
    await respond(send, _SEE_OTHER, b"", [location, _VARY, _KEEP, *SAFETY])


async def refuse(send: Send, error: BaseException, scope: Scope) -> None:
    """Say what is wrong, to programs of every site."""
    await respond_problem(send, error, language(scope), [OPEN])
