"""Answer pingbacks: in XML-RPC, at once, with the faults of the specification."""

from html import escape

from tablee.core.errors import CampaignClosed, JournalFull, UnknownCampaign, UnknownKind
from tablee.core.post.submission import Road
from tablee.core.reason import Reason
from tablee.core.text import Text
from tablee.ports.receiver import Answer
from tablee.problems import problem_headers, problem_words
from tablee.problems.mistakes import InvalidMention, StoreUnreachable, TooOften
from tablee.receivers.pingback.read import read_pingback
from tablee.usecases.posts.submit_posts import Taken
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

GENERIC = 0
NO_SOURCE = 16
NO_LINK = 17
NO_TARGET = 32
TARGET_NOT_USABLE = 33
KNOWN_ALREADY = 48
NOT_ALLOWED = 49
UPSTREAM = 50

_FAULTS: dict[type[BaseException], int] = {
    UnknownCampaign: NO_TARGET,
    CampaignClosed: TARGET_NOT_USABLE,
    UnknownKind: TARGET_NOT_USABLE,
    TooOften: NOT_ALLOWED,
    StoreUnreachable: UPSTREAM,
    JournalFull: UPSTREAM,
}
_REASONS = {
    Reason.NO_LINK: NO_LINK,
    Reason.NOT_FOUND: NO_SOURCE,
    Reason.GONE: NO_SOURCE,
    Reason.NOT_PUBLIC: UPSTREAM,
}
"""What we found a moment ago, for those who tell us of the same page again."""

_THANKS = Text(
    "Thank you. We will look at your page: {}", "Merci. Nous allons lire votre page : {}"
)
_KNOWN = Text("We know that page: {}", "Nous connaissons cette page : {}")
_XML: Header = (b"content-type", b"text/xml; charset=utf-8")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def open_pingback(reception: Reception) -> Answer:
    """Return what answers ``POST /c/<slug>/pingback``."""

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await reception.read(scope, receive, LIMIT_BYTES)
        source, target = read_pingback(header(scope, b"content-type"), body)
        taken = await reception.take(scope, Mention(slug, source, target, Road.PINGBACK))
        status = reception.status_address(scope, slug, taken)
        spoken = language(scope)
        code = _code(taken)
        words = (_THANKS if code is None else _KNOWN).say(spoken).format(status)
        content = _value(words) if code is None else _fault(code, words)
        await _respond(send, content)

    return careful(answer, _refuse)


def _code(taken: Taken) -> int | None:
    """Return the fault for a page that was told before; nothing for a new one.

    WordPress takes 48 for success, and tells us no more; for any other it tries again.
    """
    if taken.is_new or taken.submission is None:
        return None
    return _REASONS.get(taken.submission.reason, KNOWN_ALREADY)


async def _refuse(send: Send, error: BaseException, scope: Scope) -> None:
    code = _FAULTS.get(type(error), GENERIC)
    if isinstance(error, InvalidMention):
        code = NO_SOURCE if error.field == "source" else TARGET_NOT_USABLE
    content = _fault(code, problem_words(error, language(scope)))
    await _respond(send, content, problem_headers(error))


async def _respond(send: Send, content: str, headers: list[Header] | None = None) -> None:
    """Send an answer; XML-RPC says 200 whatever was wrong with the call."""
    body = f"{_DECLARATION}<methodResponse>{content}</methodResponse>\n".encode()
    await respond(send, 200, body, [_XML, NO_STORE, *SAFETY, *(headers or ())])


def _value(words: str) -> str:
    string = f"<value><string>{escape(words, quote=False)}</string></value>"
    return f"<params><param>{string}</param></params>"


def _fault(code: int, words: str) -> str:
    return (
        "<fault><value><struct>"
        f"<member><name>faultCode</name><value><int>{code}</int></value></member>"
        "<member><name>faultString</name>"
        f"<value><string>{escape(words, quote=False)}</string></value></member>"
        "</struct></value></fault>"
    )
