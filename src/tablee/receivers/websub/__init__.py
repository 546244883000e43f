"""WebSub (W3C Recommendation), as a subscriber: hubs tell us that a registered feed is new."""

from tablee.ports.receiver import Receiver
from tablee.receivers.websub.answer import open_websub

RECEIVER = Receiver(
    "websub", "websub", open_websub, methods=frozenset({"GET", "POST"}), is_tokened=True
)
