"""The terms of a campaign: what is promised, to whom, for which acts, and until when.

Terms are values: published once, never edited. An amendment is a new version of them with the
moment from which it applies, which is never before the moment it was published.
"""

from dataclasses import dataclass

from tablee.core.terms.checks import (
    check_moments,
    check_names,
    check_promises,
    check_references,
    check_window,
)
from tablee.core.terms.draft import Draft
from tablee.core.terms.purchases import check_purchases


@dataclass(frozen=True, slots=True)
class Terms(Draft):
    """Everything that decides how acts are counted and who pays for them.

    Raises:
        InvalidTerms: what they say contradicts itself; there are no such terms.
    """

    def __post_init__(self) -> None:
        check_names(self)
        check_moments(self)
        check_window(self)
        check_references(self)
        check_promises(self)
        check_purchases(self)
