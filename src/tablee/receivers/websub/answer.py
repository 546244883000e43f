"""Answer hubs: confirm what we asked for, and have a feed polled when its hub says it is new."""

from enum import Enum
from functools import partial

from tablee.core.errors import InvalidClaim, UnknownAct
from tablee.core.post.token import OwnName
from tablee.ports.blogs import Blog
from tablee.ports.desk import Clock, Desks
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import InvalidMention, NothingHere, Unreadable
from tablee.receivers.websub.read import LONGEST_CHALLENGE, Question, is_signed, read_question
from tablee.usecases.blogs.note_poll import note_hub
from tablee.usecases.posts.queue_checks import poll_task
from tablee.wire.asgi import (
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
from tablee.wire.reception import Reception, careful

LIMIT_BYTES = 4 * 1_048_576
"""A feed may come whole; only its signature is looked at."""
_MS = 1_000
_TEXT = (b"content-type", b"text/plain; charset=utf-8")


class _Heard(Enum):
    """What became of news from a hub, as the hub is told by a status."""

    TAKEN = 202
    NOT_WANTED = 410
    UNKNOWN = 404


def open_websub(reception: Reception) -> Answer:
    """Return what answers ``/c/<slug>/websub/<token>``."""

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await reception.read(scope, receive, LIMIT_BYTES)
        number = _number(reception, slug, scope)
        if scope["method"] == "POST":
            signature = header(scope, b"x-hub-signature")
            heard = await reception.aside(partial(_hear, number, signature, body))
            if heard is _Heard.UNKNOWN:
                raise NothingHere
            await respond(send, heard.value, b"", [NO_STORE, *SAFETY])
            return
        question = _question(scope)
        if not await reception.aside(partial(_confirm, reception, number, question)):
            raise NothingHere
        await respond(send, 200, question.challenge.encode(), [_TEXT, NO_STORE, *SAFETY])

    return careful(answer, _refuse)


def _number(reception: Reception, slug: str, scope: Scope) -> int:
    """Return the blog whose hub was given this address.

    Raises:
        NothingHere: nobody was.
    """
    token = scope["path"].rpartition("/")[2]
    try:
        return OwnName.WEBSUB.number(reception.ground.secret, slug, token)
    except UnknownAct:
        raise NothingHere from None


def _question(scope: Scope) -> Question:
    try:
        question = read_question(scope["query_string"])
    except (InvalidMention, Unreadable):
        raise NothingHere from None
    if len(question.challenge) > LONGEST_CHALLENGE:
        raise NothingHere
    return question


def _confirm(
    reception: Reception, number: int, question: Question, desks: Desks, clock: Clock
) -> bool:
    """Return whether we want what a hub asks; keep until when it tells us."""
    with desks.read() as desk:
        blog = desk.blogs.get(number)
    if blog is None or not _is_topic(reception, blog, question.topic):
        return False
    is_wanted = bool(blog.hub and blog.hub_secret and blog.next_poll_ms)
    if question.mode == "subscribe" and is_wanted:
        until_ms = clock.now_ms() + question.lease_s * _MS
        note_hub(desks, number, blog.hub_secret, until_ms)
        return True
    if question.mode == "denied" and is_wanted:
        note_hub(desks, number, blog.hub_secret, 0)
        return True
    return question.mode == "unsubscribe" and not is_wanted


def _is_topic(reception: Reception, blog: Blog, topic: str) -> bool:
    try:
        named = reception.ground.named
        return named(topic).canonical == named(blog.feed).canonical
    except InvalidClaim:
        return False


def _hear(
    number: int, signature: bytes, body: bytes | bytearray, desks: Desks, clock: Clock
) -> _Heard:
    """Have the feed polled now, if it was its hub that spoke.

    What it sent is not used: whoever has the secret could send anything, and what counts is what
    we find at the blog. A wrong signature gets the same answer, so nobody can try secrets here.
    """
    with desks.read() as desk:
        blog = desk.blogs.get(number)
    if blog is None:
        return _Heard.UNKNOWN
    if not (blog.hub and blog.next_poll_ms):
        return _Heard.NOT_WANTED
    if is_signed(signature, blog.hub_secret, body):
        with desks.write() as desk:
            desk.tasks.put([poll_task(blog, clock.now_ms())])
    return _Heard.TAKEN


async def _refuse(send: Send, error: BaseException, scope: Scope) -> None:
    await respond_problem(send, error, language(scope))
