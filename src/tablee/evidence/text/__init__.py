"""What can be done with a stranger's text: make it safe to show, and say how alike two are."""

from tablee.evidence.text.clean import clean
from tablee.evidence.text.likeness import distance, likeness

__all__ = ["clean", "distance", "likeness"]
