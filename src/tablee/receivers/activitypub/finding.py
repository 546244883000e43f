"""Help others find our actors (WebFinger), and say what kind of server this is (NodeInfo)."""

from functools import partial
from importlib.metadata import version
from urllib.parse import urlsplit

from tablee.ports.desk import Clock, Desks
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import NothingHere
from tablee.receivers.activitypub.speaking import refuse, show_json
from tablee.usecases.fediverse.documents import Document, webfinger
from tablee.usecases.fediverse.names import Actor, actors_of
from tablee.wire.asgi import Receive, Scope, Send
from tablee.wire.forms import only, read_form
from tablee.wire.reception import Reception, careful

JRD = "application/jrd+json"
NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/2.1"
_NODEINFO_MEDIA = f'application/json; profile="{NODEINFO}#"; charset=utf-8'


def open_webfinger(reception: Reception) -> Answer:
    """Return what answers ``GET /.well-known/webfinger?resource=…`` (RFC 7033)."""

    async def answer(_: str, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        fields = read_form(scope["query_string"])
        resource = only(fields, "resource")
        whereabouts = reception.ground.whereabouts
        actors = await reception.aside(partial(_actors, whereabouts.root(scope)))
        actor = _named(resource, actors, whereabouts.hosts(scope))
        if actor is None:
            raise NothingHere
        found, wanted = webfinger(actor), set(fields.get("rel", ()))
        if wanted:
            found["links"] = [each for each in found["links"] if each["rel"] in wanted]
        await show_json(scope, send, found, JRD)

    return careful(answer, refuse)


def open_nodeinfo_links(reception: Reception) -> Answer:
    """Return what answers ``GET /.well-known/nodeinfo``."""

    async def answer(_: str, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        root = reception.ground.whereabouts.root(scope)
        links = [{"rel": NODEINFO, "href": f"{root}/nodeinfo/2.1"}]
        await show_json(scope, send, {"links": links}, JRD)

    return careful(answer, refuse)


def open_nodeinfo(reception: Reception) -> Answer:
    """Return what answers ``GET /nodeinfo/2.1``."""

    async def answer(_: str, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        await show_json(scope, send, await reception.aside(_nodeinfo), _NODEINFO_MEDIA)

    return careful(answer, refuse)


def _actors(root: str, desks: Desks, clock: Clock) -> dict[str, Actor]:
    with desks.read() as desk:
        return actors_of(desk.campaigns.every(), root, clock.now_ms())


def _named(resource: str, actors: dict[str, Actor], hosts: frozenset[str]) -> Actor | None:
    """Return whom a resource names: by handle, by the campaign's name, or by an address of ours."""
    scheme, _, rest = resource.partition(":")
    if scheme.lower() == "acct":
        name, _, host = rest.removeprefix("@").rpartition("@")
        if host.lower() not in hosts:
            return None
        wanted = name.lower()
        by_handle = {each.handle: each for each in actors.values()}
        return by_handle.get(wanted) or actors.get(wanted)
    return _at(resource, actors, hosts)


def _at(address: str, actors: dict[str, Actor], hosts: frozenset[str]) -> Actor | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in hosts:
        return None
    paths = {urlsplit(each.id).path: each for each in actors.values()}
    paths |= {urlsplit(each.page).path: each for each in actors.values()}
    return paths.get(parts.path)


def _nodeinfo(desks: Desks, clock: Clock) -> Document:
    """Return figures as they are: campaigns are the only users, and news the only posts."""
    with desks.read() as desk:
        campaigns = desk.campaigns.every()
        actors = actors_of(campaigns, "", clock.now_ms())
        news = sum(desk.actors.number_of_news(each.id) for each in campaigns if each.slug in actors)
    return {
        "version": "2.1",
        "software": {"name": "tablee", "version": version("tablee")},
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": False,
        "usage": {"users": {"total": len(actors)}, "localPosts": news},
        "metadata": {},
    }
