"""Look at a post on Threads whose address somebody pasted: a person does, nobody else may."""

from tablee.connectors.threads.recognise import recognise
from tablee.evidence.oembed import Closed, ClosedLook
from tablee.wiring import Site


def look(site: Site) -> ClosedLook:
    """Return what names posts that were pasted."""
    return ClosedLook(site.fetcher, Closed(recognise, name=str))
