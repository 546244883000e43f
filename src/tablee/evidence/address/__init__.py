"""Which page is meant, and whose it is: one address for each post, whatever way it was written."""

from tablee.evidence.address.blogs import blog_of
from tablee.evidence.address.domain import registrable
from tablee.evidence.address.identity import (
    PostAddress,
    canonical,
    canonical_of,
    named,
    page_at,
)
from tablee.evidence.address.parts import fetchable

__all__ = [
    "PostAddress",
    "blog_of",
    "canonical",
    "canonical_of",
    "fetchable",
    "named",
    "page_at",
    "registrable",
]
