"""The inboxes: each campaign's own, and the whole site's. Only what is proven comes in."""

from functools import partial
from typing import NamedTuple

from tablee.core.errors import TableeError
from tablee.core.text import Text
from tablee.evidence.activity import (
    Activity,
    NotReadable,
    Voice,
    host_of,
    read_activity,
    read_document,
)
from tablee.evidence.key_pair import own_key
from tablee.evidence.signature import Request
from tablee.ports.desk import Clock, Desks
from tablee.ports.receiver import Answer, Way
from tablee.problems.mistakes import NotSigned, Unreadable
from tablee.receivers.activitypub.account import Account
from tablee.receivers.activitypub.hearing import Told, hear, matters
from tablee.receivers.activitypub.proving import AuthorGone, Senders
from tablee.receivers.activitypub.speaking import refuse
from tablee.usecases.fediverse.names import actors_of
from tablee.wire.asgi import NO_STORE, SAFETY, Receive, Scope, Send, header, respond
from tablee.wire.reception import Reception, careful

LIMIT_BYTES = 1_048_576
_TAKEN = 202
_MEDIA = frozenset({"application/activity+json", "application/json", "application/ld+json"})
_OWN = frozenset({"Create", "Delete", "Update"})
"""What an actor may do only to what is on its own host."""
_NO_ACTIVITY = Text("That is no activity.", "Ce n'est pas une activité.")
_NOT_ITS_OWN = Text(
    "The object is on another host than the actor.", "L'objet est sur un autre hôte que l'acteur."
)
_NOT_FOR_US = Text("That was signed for another host.", "Cela a été signé pour un autre hôte.")


class _Letter(NamedTuple):
    """A message as it came."""

    slug: str
    root: str
    request: Request
    activity: Activity


def open_inbox(reception: Reception) -> Answer:
    """Return what answers ``POST /c/<slug>/inbox`` and ``POST /inbox``."""
    senders = Senders(reception.ground.fetcher, reception.ground.clock)
    account = Account(reception)

    async def answer(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        host = ""
        try:
            body = await reception.read(scope, receive, LIMIT_BYTES)
            letter = _letter(reception, slug, scope, bytes(body))
            host = host_of(letter.activity.actor)
            await _take(reception, senders, letter)
        except TableeError as refusal:
            await account.note_refused(slug, host, refusal)
            raise
        await account.note_taken(slug)
        await respond(send, _TAKEN, b"", [NO_STORE, *SAFETY])

    return careful(answer, refuse)


async def _take(reception: Reception, senders: Senders, letter: _Letter) -> None:
    """Have a message written down, if its actor sent it.

    Deletions come from everywhere, of everything, by actors whose keys are gone with them: those
    of nothing that we know are passed over before anybody is asked for a key.
    """
    activity = letter.activity
    told = Told(letter.slug, letter.root, activity, None)
    if activity.kind == "Delete" and not await reception.aside(partial(matters, told)):
        return
    if activity.kind in _OWN and activity.object and not _is_own(activity):
        raise NotSigned(_NOT_ITS_OWN)
    voice = await reception.aside(partial(_voice, letter))
    try:
        proven = await senders.prove(letter.request, activity.actor, voice)
    except AuthorGone:
        if activity.kind != "Delete":
            raise NotSigned from None
        proven = None
    # Only now, and not in its name where nothing is proven: nobody can use up what another host
    # is allowed.
    host = host_of(activity.actor)
    reception.admit(host if proven else f"{host} gone", letter.slug)
    await reception.aside(partial(hear, told._replace(proven=proven)))


def _is_own(activity: Activity) -> bool:
    host = host_of(activity.actor)
    embedded = activity.embedded or {}
    authors = embedded.get("attributedTo")
    is_near = not isinstance(authors, str) or host_of(authors) == host
    return host_of(activity.object) == host and is_near


def _letter(reception: Reception, slug: str, scope: Scope, body: bytes) -> _Letter:
    """Return what came, read.

    Raises:
        Unreadable: it is no activity.
        NotSigned: it was meant for somebody else.
    """
    if (
        header(scope, b"content-type").partition(b";")[0].strip().lower().decode("latin-1")
        not in _MEDIA
    ):
        raise Unreadable(_NO_ACTIVITY, field="content-type")
    try:
        activity = read_activity(read_document(body))
    except NotReadable:
        raise Unreadable(_NO_ACTIVITY, field="body") from None
    headers = _headers(scope)
    if headers.get("host", "").lower() not in _names(reception, scope):
        raise NotSigned(_NOT_FOR_US)
    root = reception.ground.whereabouts.root(scope)
    path = scope.get("raw_path") or scope["path"].encode()
    target = path.partition(b"?")[0].decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    address = root + target + ("?" + query if query else "")
    return _Letter(slug, root, Request("POST", address, headers, body), activity)


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1").strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _names(reception: Reception, scope: Scope) -> set[str]:
    """Return how our host may be written."""
    hosts = reception.ground.whereabouts.hosts(scope)
    return {name + port for name in hosts for port in ("", ":80", ":443")}


def _voice(letter: _Letter, desks: Desks, clock: Clock) -> Voice | None:
    """Return as whom a key is asked for: as the campaign told, or as any one of the site."""
    with desks.read() as desk:
        every = {each.slug: each.id for each in desk.campaigns.every()}
        actors = actors_of(desk.campaigns.every(), letter.root, clock.now_ms())
    for slug, actor in actors.items():
        if letter.slug in {"", slug}:
            return Voice(actor.key_id, own_key(desks, every[slug]))
    return None


INBOXES: tuple[Way[Reception], ...] = (
    Way("/c/*/inbox", open_inbox, frozenset({"POST"})),
    Way("/inbox", open_inbox, frozenset({"POST"})),
)
