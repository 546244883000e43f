"""Pictures of strangers: judged by their first bytes, decoded in a process apart, made anew."""

from tablee.evidence.picture.fault import Fault, PictureRefused
from tablee.evidence.picture.isolated import prepare_apart
from tablee.evidence.picture.prepared import Prepared
from tablee.evidence.picture.sniff import MOST_BYTES, sniff

__all__ = ["MOST_BYTES", "Fault", "PictureRefused", "Prepared", "prepare_apart", "sniff"]
