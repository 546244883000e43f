"""What a draw says: if so many of so many lots were bad, how many acts may be bad at the most.

The bound is exact (Clopper and Pearson, 1934): the smallest share of which one can say that, were
it true, a draw as good as this one would come at most five times in a hundred. Whole numbers only.
"""

from typing import NamedTuple

MILLION = 1_000_000
"""Shares are told in millionths."""
MOST_LOTS = 5_000


class Chance(NamedTuple):
    """How often a draw as good as this may deceive: *of* times in *out_of*."""

    of: int
    out_of: int


FIVE_IN_A_HUNDRED = Chance(5, 100)


def most_bad(bad: int, lots: int, chance: Chance = FIVE_IN_A_HUNDRED) -> int:
    """Return the share of bad units, in millionths, that *bad* bad lots of *lots* leave possible.

    >>> most_bad(0, 299)
    9970
    >>> most_bad(0, 299) < 10_000 <= most_bad(0, 298)
    True
    """
    if not 0 <= bad <= lots <= MOST_LOTS:
        raise ValueError("As many lots are bad as were drawn, at most.")
    low, high = 0, MILLION
    while low < high:
        middle = (low + high) // 2
        if _is_unlikely(bad, lots, middle, chance):
            high = middle
        else:
            low = middle + 1
    return low


def _is_unlikely(bad: int, lots: int, share: int, chance: Chance) -> bool:
    """Return whether so few bad lots come with at most this chance, if *share* are bad."""
    good = MILLION - share
    # All powers of *good* that every term has are left for the end: else thousands of lots, of
    # which many are bad, would take minutes.
    term = likely = 1
    for each in range(1, bad + 1):
        term = term * (lots - each + 1) * share // each
        likely = likely * good + term
    likely *= pow(good, lots - bad)
    is_unlikely: bool = likely * chance.out_of <= chance.of * pow(MILLION, lots)
    return is_unlikely
