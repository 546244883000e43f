"""Answer who asks for a campaign's actor, for its news, and for how many follow it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from tablee.core.campaign import Campaign
from tablee.evidence.key_pair import own_key, public_half
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import NothingHere
from tablee.receivers.activitypub.speaking import is_for_people, refuse, send_to, show
from tablee.usecases.fediverse import documents
from tablee.usecases.fediverse.documents import Document
from tablee.usecases.fediverse.names import Actor, find_actor
from tablee.usecases.fediverse.news import EVER
from tablee.wire.asgi import Receive, Scope, Send
from tablee.wire.forms import only, read_form
from tablee.wire.reception import Reception, careful

ON_A_PAGE = 20
_LONGEST_NUMBER = 18


class Question(NamedTuple):
    """What is asked for, and how it is made."""

    make: "Callable[[Asked], Document]"
    slug: str
    root: str
    number: int


class Asked(NamedTuple):
    """What a document is to be made of."""

    desk: Desk
    campaign: Campaign
    actor: Actor
    number: int
    """What stands at the end of the address, or after ``before=``; -1 when nothing does."""


def open_actor(reception: Reception) -> Answer:
    """Return what answers ``GET /c/<slug>/actor``."""

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        root = reception.ground.whereabouts.root(scope)
        actor = await reception.aside(partial(_found, slug, root))
        if is_for_people(scope):
            await send_to(send, actor.page)
            return
        await show(scope, send, await reception.aside(partial(_actor, actor)))

    return careful(answer, refuse)


def open_note(reception: Reception) -> Answer:
    """Return what answers ``GET /c/<slug>/news/<number>``; people are sent to the campaign."""
    return _opened(reception, _note)


def open_creation(reception: Reception) -> Answer:
    """Return what answers ``GET /c/<slug>/told/<number>``."""
    return _opened(reception, _creation)


def open_outbox(reception: Reception) -> Answer:
    """Return what answers ``GET /c/<slug>/outbox``."""
    return _opened(reception, _outbox)


def open_followers(reception: Reception) -> Answer:
    """Return what answers ``GET /c/<slug>/followers``."""
    return _opened(reception, _followers)


def _opened(reception: Reception, make: Callable[[Asked], Document]) -> Answer:
    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        root = reception.ground.whereabouts.root(scope)
        question = Question(make, slug, root, _number(scope))
        actor, document = await reception.aside(partial(_made, question))
        if is_for_people(scope):
            await send_to(send, actor.page)
            return
        await show(scope, send, documents.with_context(document))

    return careful(answer, refuse)


def _found(slug: str, root: str, desks: Desks, clock: Clock) -> Actor:
    with desks.read() as desk:
        actor = find_actor(desk, slug, root, clock.now_ms())
    if actor is None:
        raise NothingHere
    return actor


def _made(question: Question, desks: Desks, clock: Clock) -> tuple[Actor, Document]:
    actor = _found(question.slug, question.root, desks, clock)
    with desks.read() as desk:
        campaign = desk.campaigns.see(question.slug)
        return actor, question.make(Asked(desk, campaign, actor, question.number))


def _actor(actor: Actor, desks: Desks, clock: Clock) -> Document:
    with desks.read() as desk:
        campaign = desk.campaigns.see(actor.slug)
    pem = own_key(desks, campaign.id)
    terms = campaign.rulebook_at(clock.now_ms()).terms
    return documents.actor_document(actor, terms, public_half(pem))


def _note(asked: Asked) -> Document:
    news = asked.desk.actors.told(asked.campaign.id, asked.number)
    if news is None:
        raise NothingHere
    return documents.note_document(asked.actor, news)


def _creation(asked: Asked) -> Document:
    news = asked.desk.actors.told(asked.campaign.id, asked.number)
    if news is None:
        raise NothingHere
    return documents.creation(asked.actor, news)


def _outbox(asked: Asked) -> Document:
    actors, ours = asked.desk.actors, asked.campaign.id
    if asked.number < 0:
        return documents.outbox(asked.actor, actors.number_of_news(ours))
    news = actors.news(ours, asked.number or EVER, ON_A_PAGE + 1)
    is_last = len(news) <= ON_A_PAGE
    return documents.outbox_page(asked.actor, asked.number, news[:ON_A_PAGE], is_last=is_last)


def _followers(asked: Asked) -> Document:
    return documents.followers(asked.actor, asked.desk.actors.number(asked.campaign.id))


def _number(scope: Scope) -> int:
    """Return the number that an address ends with, or names its page by; -1 when there is none.

    Raises:
        NothingHere: something else stands there.
    """
    last = scope["path"].rpartition("/")[2]
    fields = read_form(scope["query_string"])
    if "before" in fields:
        last = only(fields, "before")
    elif not last[:1].isdigit():
        return -1
    if not (last.isascii() and last.isdigit()) or len(last) > _LONGEST_NUMBER:
        raise NothingHere
    return int(last)
