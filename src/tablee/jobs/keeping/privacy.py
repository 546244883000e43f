"""The promise to forget, kept by the clock."""

from tablee.usecases.privacy.erase_acts import Cellar, erase_again
from tablee.usecases.privacy.forget_names import forget_names
from tablee.wiring import Site


def keep_promise_to_forget(site: Site) -> None:
    """Forget the names of campaigns long over, and let nothing erased stay on disk or come back."""
    erase_again(
        Cellar(site.desks, site.clock, site.exhibits, site.pictures, seal=lambda _slug: None)
    )
    forget_names(site.desks, site.clock, site.settings.names_days)
    site.desks.scrub()
