"""Answer trackbacks: a hint to look at a page, and never more."""

from html import escape

from tablee.core.post.submission import Road
from tablee.core.post.target import campaign_path
from tablee.ports.receiver import Answer
from tablee.problems import problem_headers, problem_of, problem_words
from tablee.problems.mistakes import TooOften
from tablee.receivers.trackback.read import read_trackback
from tablee.wire.asgi import (
    NO_STORE,
    SAFETY,
    Header,
    Receive,
    Scope,
    Send,
    header,
    language,
    respond,
)
from tablee.wire.reception import Mention, Reception, careful

LIMIT_BYTES = 65_536
_OK = 200
_XML: Header = (b"content-type", b"text/xml; charset=utf-8")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def open_trackback(reception: Reception) -> Answer:
    """Return what answers ``POST /c/<slug>/trackback``."""

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await reception.read(scope, receive, LIMIT_BYTES)
        source = read_trackback(header(scope, b"content-type"), body)
        target = reception.ground.whereabouts.root(scope) + campaign_path(slug)
        await reception.take(scope, Mention(slug, source, target, Road.TRACKBACK))
        await _respond(send, _OK, "<error>0</error>")

    return careful(answer, _refuse)


async def _refuse(send: Send, error: BaseException, scope: Scope) -> None:
    """Say what is wrong in XML; 200, as senders expect, unless they shall come back later."""
    words = escape(problem_words(error, language(scope)), quote=False)
    is_passing = isinstance(error, TooOften)
    status = problem_of(error).status if is_passing else _OK
    content = f"<error>1</error><message>{words}</message>"
    await _respond(send, status, content, problem_headers(error))


async def _respond(
    send: Send, status: int, content: str, headers: list[Header] | None = None
) -> None:
    body = f"{_DECLARATION}<response>{content}</response>\n".encode()
    await respond(send, status, body, [_XML, NO_STORE, *SAFETY, *(headers or ())])
