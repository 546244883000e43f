"""Posts on networks that tell little: what they say through oEmbed, or that they say nothing."""

from tablee.evidence.oembed.ask import Told, ask
from tablee.evidence.oembed.look import Closed, ClosedLook, Embedding, EmbedLook
from tablee.evidence.oembed.place import Place, place

__all__ = [
    "Closed",
    "ClosedLook",
    "EmbedLook",
    "Embedding",
    "Place",
    "Told",
    "ask",
    "place",
]
