"""Answer webmentions: write them down, and say where to see what becomes of them."""

import msgspec

from tablee.core.errors import CampaignClosed, UnknownCampaign, UnknownKind
from tablee.core.post.submission import Outcome, Road
from tablee.core.text import Text
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import InvalidMention
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


async def _refuse(send: Send, error: BaseException, scope: Scope) -> None:
    await respond_problem(send, error, language(scope))
