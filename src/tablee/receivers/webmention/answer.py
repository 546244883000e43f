"""Answer webmentions: write them down, and say where to see what becomes of them."""

from urllib.parse import quote

import msgspec

from tablee.core.errors import CampaignClosed, UnknownCampaign, UnknownKind
from tablee.core.post.submission import Outcome, Road
from tablee.core.text import Text
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import InvalidMention, TooOften
from tablee.receivers.webmention.read import read_webmention
from tablee.wire.asgi import (
    JSON,
    NO_STORE,
    SAFETY,
    Receive,
    Scope,
    Send,
    header,
    language,
    respond,
    respond_problem,
)
from tablee.wire.reception import Mention, Reception, careful

LIMIT_BYTES = 16_384
_CREATED = 201
_SEE_OTHER = 303
FOLLOWED = "follow=20"
"""Has the page about a post show itself anew, also without JavaScript."""

_THANKS = Text(
    "Thank you. We will look at your page within a few minutes; see what becomes of it:",
    "Merci. Nous allons lire votre page d'ici quelques minutes ; suivez ce qu'il en advient :",
)
_CLOSED = Text(
    "That campaign takes no posts at the moment.",
    "Cette campagne ne prend pas de billets en ce moment.",
)


def open_webmention(reception: Reception) -> Answer:
    """Return what answers ``POST /c/<slug>/webmention``."""

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await reception.read(scope, receive, LIMIT_BYTES)
        source, target = read_webmention(header(scope, b"content-type"), body)
        try:
            taken = await reception.take(scope, Mention(slug, source, target, Road.WEBMENTION))
        except (UnknownCampaign, CampaignClosed, UnknownKind):
            raise InvalidMention(_CLOSED, field="target") from None
        outcome = taken.submission.outcome if taken.submission else Outcome.QUEUED
        await _thank(scope, send, outcome, reception.status_address(scope, slug, taken))

    return careful(answer, _refuse)


async def _thank(scope: Scope, send: Send, outcome: Outcome, status: str) -> None:
    spoken = language(scope)
    if _is_by_hand(scope):
        await _lead(send, f"{status}?{FOLLOWED}")
        return
    headers = [(b"location", status.encode("latin-1")), NO_STORE, *SAFETY]
    if _wants_json(scope):
        body = msgspec.json.encode({"outcome": outcome, "status": status})
        await respond(send, _CREATED, body, [JSON, *headers])
        return
    body = f"{_THANKS.say(spoken)}\n{status}\n".encode()
    headers += [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-language", spoken.encode()),
    ]
    await respond(send, _CREATED, body, headers)


def _wants_json(scope: Scope) -> bool:
    accepted = header(scope, b"accept").lower()
    return b"application/json" in accepted and b"text/html" not in accepted


def _is_by_hand(scope: Scope) -> bool:
    """Return whether a browser shows the answer to somebody: only browsers say so."""
    return header(scope, b"sec-fetch-mode").lower() == b"navigate"


async def _lead(send: Send, address: str) -> None:
    headers = [(b"location", address.encode("latin-1", "replace")), NO_STORE, *SAFETY]
    await respond(send, _SEE_OTHER, b"", headers)


async def _refuse(send: Send, error: BaseException, scope: Scope) -> None:
    if _is_by_hand(scope):
        field = error.field if isinstance(error, InvalidMention) else ""
        wrong = "often" if isinstance(error, TooOften) else field or "closed"
        await _lead(send, f"{quote(scope['path'])}?wrong={wrong}")
        return
    await respond_problem(send, error, language(scope))
