"""TrackBack 1.2: a form that hints at a post; we look at it ourselves before anything counts."""

from tablee.ports.receiver import Receiver
from tablee.receivers.trackback.answer import open_trackback
from tablee.receivers.trackback.offer import OFFER

RECEIVER = Receiver("trackback", "trackback", open_trackback, OFFER)
