"""Where others find a campaign's documents: inside the campaign, and where they always look."""

from tablee.ports.receiver import Way
from tablee.receivers.activitypub.documents import (
    open_actor,
    open_creation,
    open_followers,
    open_note,
    open_outbox,
)
from tablee.receivers.activitypub.finding import (
    open_nodeinfo,
    open_nodeinfo_links,
    open_webfinger,
)
from tablee.usecases.fediverse.documents import MEDIA
from tablee.wire.reception import Reception

DOCUMENTS: tuple[Way[Reception], ...] = (
    Way("/.well-known/webfinger", open_webfinger),
    Way("/.well-known/nodeinfo", open_nodeinfo_links),
    Way("/nodeinfo/2.1", open_nodeinfo),
    Way("/c/*/", open_actor, media=MEDIA),
    Way("/c/*/outbox", open_outbox),
    Way("/c/*/followers", open_followers),
    Way("/c/*/news/*", open_note),
    Way("/c/*/told/*", open_creation),
)
