"""What the worker does besides what connectors ask of it."""

from tablee.jobs.look import Looks
from tablee.ports.verb import Verb
from tablee.usecases.posts.submit_posts import LOOK
from tablee.wiring import Site


def own_verbs(site: Site) -> dict[str, Verb]:
    """Return what tasks of this room are called, and what is done for them."""
    return {LOOK: Looks(site)}
