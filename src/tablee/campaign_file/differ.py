"""What an amendment would change, and which of it no amendment may change, in sentences."""

from dataclasses import dataclass

from tablee.core.amendment import compare
from tablee.core.terms import Terms
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of the terms, compared."""

    changes: tuple[Text, ...]
    """What would change; nothing when the two say the same."""
    broken: tuple[Text, ...]
    """Promises that would be broken: while there is one, nothing can be published."""


def describe(old: Terms, new: Terms) -> Difference:
    """Return what changes from *old* to *new*, all of it; `core.amendment` decides."""
    found = compare(old, new)
    return Difference(
        changes=tuple(each.words for each in found if not each.is_broken_promise),
        broken=tuple(each.words for each in found if each.is_broken_promise),
    )
