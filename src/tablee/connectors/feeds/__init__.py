"""Feeds of registered blogs: RSS, Atom and JSON Feed are asked for, hubs (WebSub) asked to tell."""

from collections.abc import Mapping

from tablee.connectors.feeds.poll import Polls
from tablee.connectors.feeds.subscribe import Subscriptions
from tablee.ports.verb import Connector, Verb
from tablee.usecases.blogs.note_poll import SUBSCRIBE
from tablee.usecases.posts.queue_checks import POLL
from tablee.wiring import Site


def _verbs(site: Site) -> Mapping[str, Verb]:
    return {POLL: Polls(site), SUBSCRIBE: Subscriptions(site)}


CONNECTOR = Connector("feeds", _verbs)
