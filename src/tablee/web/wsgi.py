"""The pages as one WSGI callable, for the bridge behind the front door."""

from collections.abc import Sequence

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from tablee.evidence.address.networks import NO_NETWORKS, KnownNetworks
from tablee.ports.receiver import Offer
from tablee.web.site import Site, use


def application(
    site: Site, offers: Sequence[Offer] = (), networks: KnownNetworks = NO_NETWORKS
) -> WSGIHandler:
    """Return the callable that serves the pages of *site*; Django must be configured already.

    *offers* are those of its receivers: campaign pages advertise them, and explain them.
    Posts on *networks* are known by their addresses.
    """
    use(site, offers, networks)
    return get_wsgi_application()
