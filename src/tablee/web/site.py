"""The site whose pages these are: given once by the roof, asked for by every view."""

from typing import Protocol

from django.http import HttpRequest

from tablee.config import Settings
from tablee.ports.desk import Clock, Desks


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
    def secret(self) -> bytes:
        """The site's secret: receipts, share links and pseudonyms are keyed with it."""
        ...


class NoSite(RuntimeError):
    """The pages were asked for before the roof said whose they are."""


_sites: list[Site] = []


def use(site: Site) -> None:
    """Serve the pages of *site* from now on."""
    _sites[:] = [site]


def current() -> Site:
    """Return the site whose pages are served.

    Raises:
        NoSite: `use` has not been called; nothing can be served.
    """
    if not _sites:
        raise NoSite("Call tablee.web.site.use(site) before serving pages.")
    return _sites[0]


def root(request: HttpRequest) -> str:
    """Return where the world finds the site: as it was set up, else as it was asked for."""
    return current().settings.public_url or request.build_absolute_uri("/").rstrip("/")
