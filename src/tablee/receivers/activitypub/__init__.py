"""ActivityPub: campaigns as actors that people of the fediverse follow, mention and boost."""

from tablee.ports.receiver import Receiver
from tablee.receivers.activitypub.documents import open_actor
from tablee.receivers.activitypub.inbox import INBOXES
from tablee.receivers.activitypub.ways import DOCUMENTS

RECEIVER = Receiver(
    "activitypub",
    "actor",
    open_actor,
    methods=frozenset({"GET", "HEAD"}),
    ways=(*DOCUMENTS, *INBOXES),
)
