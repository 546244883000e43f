"""The pages as one WSGI callable, for the bridge behind the front door."""

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from tablee.web.site import Site, use


def application(site: Site) -> WSGIHandler:
    """Return the callable that serves the pages of *site*; Django must be configured already."""
    use(site)
    return get_wsgi_application()
