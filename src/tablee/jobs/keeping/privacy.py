"""The promise to forget, kept by the clock."""

from tablee.usecases.privacy.forget_names import forget_names
from tablee.wiring import Site


def keep_promise_to_forget(site: Site) -> None:
    """Forget the names of campaigns long over, and let nothing erased stay on disk."""
    forget_names(site.desks, site.clock, site.settings.names_days)
    site.desks.scrub()
