"""The site whose pages these are: given once by the roof, asked for by every view."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from django.http import HttpRequest

from tablee.config import Settings
from tablee.evidence.address.networks import NO_NETWORKS, KnownNetworks
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits
from tablee.ports.log.files import LogShelf
from tablee.ports.log.signer import LogKeys
from tablee.ports.mail import Mailer
from tablee.ports.receiver import Offer
from tablee.web.pace import Pace
from tablee.web.tongues import Tongues
from tablee.wire.guesses import Guesses


class Site(Protocol):
    """What pages need of the site they belong to."""

    @property
    def settings(self) -> Settings:
        """How it was set up."""
        ...

    @property
    def desks(self) -> Desks:
        """Where desks are opened."""
        ...

    @property
    def clock(self) -> Clock:
        """The time of day."""
        ...

    @property
    def exhibits(self) -> Exhibits:
        """Pages as they were when they were looked at."""
        ...

    @property
    def mailer(self) -> Mailer:
        """Who carries mail to people."""
        ...

    @property
    def pictures(self) -> Exhibits:
        """Drawings, as files named by what they hold."""
        ...

    @property
    def logs(self) -> LogShelf:
        """The public logs of its campaigns."""
        ...

    @property
    def log_keys(self) -> LogKeys:
        """The keys that sign them."""
        ...

    @property
    def secret(self) -> bytes:
        """The site's secret: receipts, share links and pseudonyms are keyed with it."""
        ...


class NoSite(RuntimeError):
    """The pages were asked for before the roof said whose they are."""


class Served(NamedTuple):
    """A site whose pages are served, with what they need besides."""

    site: Site
    offers: tuple[Offer, ...]
    """By which protocols its campaign pages say that they can be told of posts."""
    pace: Pace
    tongues: Tongues
    guesses: Guesses
    networks: KnownNetworks
    """Whose posts are known by their addresses, wherever these are pasted."""
    patience_s: float
    """How long a page waits for what the worker finds, before it is shown without."""


PATIENCE_S = 3.0
_served: list[Served] = []


def use(
    site: Site,
    offers: Sequence[Offer] = (),
    networks: KnownNetworks = NO_NETWORKS,
    *,
    patience_s: float = PATIENCE_S,
) -> None:
    """Serve the pages of *site* from now on, with the *offers* of its receivers.

    Posts on *networks* are known by their addresses.
    """
    _served[:] = [Served(site, tuple(offers), Pace(), Tongues(), Guesses(), networks, patience_s)]


def served() -> Served:
    """Return whose pages are served.

    Raises:
        NoSite: `use` has not been called; nothing can be served.
    """
    if not _served:
        raise NoSite("Call tablee.web.site.use(site) before serving pages.")
    return _served[0]


def current() -> Site:
    """Return the site whose pages are served.

    Raises:
        NoSite: `use` has not been called; nothing can be served.
    """
    return served().site


def root(request: HttpRequest) -> str:
    """Return where the world finds the site: as it was set up, else as it was asked for."""
    return current().settings.public_url or request.build_absolute_uri("/").rstrip("/")
