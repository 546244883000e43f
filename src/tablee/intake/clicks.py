"""Clicks on share links: on the viral day they come by the thousand, and are written in groups."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from tablee.core.errors import TableeError, UnknownAct
from tablee.core.post.target import campaign_path
from tablee.core.sharing.link import read_link
from tablee.core.sharing.visitor import Browser, cookie_of, kept_name
from tablee.core.text import Text
from tablee.ports.receiver import Answer, Offer
from tablee.problems.mistakes import TooOften
from tablee.usecases.sharing.come_by_link import Came, Visit, come_by_links
from tablee.wire.asgi import NO_STORE, SAFETY, Header, Receive, Scope, Send, respond
from tablee.wire.group import Group
from tablee.wire.offering import offered_headers
from tablee.wire.turnstile import DAY_NS, Gate, sender_of
from tablee.wire.visiting import COOKIE, COOKIE_AGE_S, is_looking_ahead, kept_by
from tablee.wire.whereabouts import Whereabouts
from tablee.wiring import Site

_PARTS = 6  # "", "c", slug, "s", network, token
_FOUND = 302
_CROWD = Text("Many came from there.", "Beaucoup sont venus de là.")

log = logging.getLogger("tablee.intake")


class Clicks:
    """Leads whoever clicked to the campaign page, once it is on disk that they came."""

    def __init__(
        self, site: Site, offers: Sequence[Offer] = (), *, after: Callable[[], None] = lambda: None
    ) -> None:
        """Begin with nobody; *offers* are advertised, as on every page of a campaign."""
        settings = site.settings
        self._secret = site.secret
        self._offers = offers
        # Browsers say what they like: by their names alone, one machine could be a crowd.
        self._newcomers = Gate(settings.visitors_per_day, _CROWD, stretch_ns=DAY_NS)
        self._whereabouts = Whereabouts(settings.public_url, settings.allowed_hosts)
        self._group: Group[Visit, Came] = Group(
            partial(come_by_links, site.desks, site.clock, site.secret),
            queue_limit=settings.queue_limit_acts,
            group_limit=settings.group_limit_acts,
            after=after,
        )

    def start(self) -> None:
        """Begin to take clicks, in the loop that is running."""
        self._group.start()

    async def stop(self) -> None:
        """Write what waits to be written, and end."""
        await self._group.stop()

    def leads_to(self, scope: Scope) -> tuple[Answer, str] | None:
        """Return what answers a click; nothing for whoever only looks ahead: pages answer them."""
        parts = scope["path"].split("/")
        if len(parts) != _PARTS or parts[1] != "c" or parts[3] != "s":
            return None
        headers = _joined(scope)
        if is_looking_ahead(scope["method"], headers):
            return None
        slug, network, token = parts[2], parts[4], parts[5]
        try:
            read_link(self._secret, slug, network, token)
        except UnknownAct:
            return None
        kept = kept_by(headers.get("cookie", ""))
        browser = Browser(kept, sender_of(scope), headers["user-agent"])
        return partial(self._answer, Visit(slug, network, token, browser)), slug

    async def _answer(self, visit: Visit, slug: str, scope: Scope, _: Receive, send: Send) -> None:
        try:
            if not kept_name(self._secret, visit.browser):
                self._newcomers.pass_through(visit.browser.address, time.monotonic_ns())
            came = await self._group.add(visit)
        except TableeError as trouble:
            # Nobody is kept from the page; they are counted when they click again.
            level = logging.DEBUG if isinstance(trouble, TooOften) else logging.WARNING
            log.log(level, "somebody who came by a share link was not counted: %r", trouble)
            came = Came("", None)
        await respond(send, _FOUND, b"", self._headers(came, slug, scope))

    def _headers(self, came: Came, slug: str, scope: Scope) -> list[Header]:
        path = campaign_path(slug)
        root = self._whereabouts.root(scope)
        headers: list[Header] = [(b"location", path.encode()), NO_STORE, *SAFETY]
        headers += [
            (name.lower().encode(), value.encode("latin-1"))
            for name, value in offered_headers(self._offers, root + path)
        ]
        if came.name:
            kept = cookie_of(self._secret, came.name)
            headers.append((b"set-cookie", _cookie(kept, is_secure=root.startswith("https:"))))
        return headers


def _joined(scope: Scope) -> dict[str, str]:
    """Return the headers as the pages see them, or they would take each other's programs for us.

    What comes in several lines is one value.
    """
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        between = "; " if name == "cookie" else ","
        found[name] = f"{found[name]}{between}{value}" if name in found else value
    return found


def _cookie(value: str, *, is_secure: bool) -> bytes:
    secure = "; Secure" if is_secure else ""
    words = f"{COOKIE}={value}; Max-Age={COOKIE_AGE_S}; Path=/; HttpOnly; SameSite=Lax{secure}"
    return words.encode("latin-1")
