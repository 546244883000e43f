"""Reads partners' till data, in whichever of the usual forms it comes, a block at a time."""

from tablee.evidence.tills.layout import Layout
from tablee.evidence.tills.opening import Source, open_source
from tablee.evidence.tills.survey import Survey, looks_whole, survey
from tablee.evidence.tills.trouble import StillGrowing, Unreadable

__all__ = [
    "Layout",
    "Source",
    "StillGrowing",
    "Survey",
    "Unreadable",
    "looks_whole",
    "open_source",
    "survey",
]
