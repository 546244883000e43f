"""Which acts the organiser may choose."""

from tablee.core.terms.draft import Draft
from tablee.core.terms.kind import Kind, Proof


def chosen_kinds(terms: Draft) -> tuple[Kind, ...]:
    """Return the kinds whose acts the organiser chooses."""
    return tuple(kind for kind in terms.kinds if kind.proof is Proof.CHOICE)


def chooses_from(terms: Draft, chosen: Kind, kind_name: str) -> bool:
    """Return whether acts of the kind *kind_name* may be chosen as *chosen*.

    Where the terms do not say, that is all kinds but those that follow from other acts.
    """
    if chosen.proof is not Proof.CHOICE:
        return False
    if chosen.chosen_from:
        return kind_name in chosen.chosen_from
    kind = terms.kind(kind_name)
    return kind is not None and kind.proof is not Proof.CHOICE and not kind.referral_of


def choice_for(terms: Draft, kind_name: str) -> Kind | None:
    """Return the first kind as which an act of the kind *kind_name* may be chosen."""
    return next(
        (each for each in chosen_kinds(terms) if chooses_from(terms, each, kind_name)), None
    )
