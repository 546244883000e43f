"""What a recount has found: the six numbers, and what the log states but cannot show."""

from collections.abc import Mapping
from dataclasses import dataclass

from tablee.core.leaves.leaf import Leaf
from tablee.core.leaves.recount.parties import Promised, Result
from tablee.core.promising.party import PartyKey


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a verifier says beside whether the log is sound."""

    campaign: str
    origin: str
    is_replay: bool
    stage: str
    """``open``, ``closed`` or ``settled``."""
    leaves: int
    acts: int
    """Acts received, also those refused at the door."""
    sequence: int
    minute: int
    """Of the last leaf."""
    untallied: int
    """Leaves after the last tally: none in a log that has been sealed whole."""
    portions: int
    """Places that make one unit, as the terms say it; every number here is in places."""

    pledged: int
    """Places that sponsors have promised to pay."""
    pending: int
    """Places held by acts not, or not finally, decided."""
    confirmed: int
    """Places of counted acts below the waterline: what sponsors owe."""
    voided: int
    """Places of acts that have left their line."""
    paid: int
    """Units for which sponsors say, signed, that they have paid."""
    delivered: int
    """Units for which beneficiaries say, signed, that they have them."""

    unpaid: int
    """Places of counted acts above the waterline."""
    earned: Mapping[str, int]
    """Confirmed places by sponsor."""
    floors: Mapping[str, int]
    owed: Mapping[str, int]
    """What each sponsor owes by now: what was earned, or its floor if that is more."""
    paid_by: Mapping[str, int]
    delivered_to: Mapping[str, int]
    promised: tuple[Promised, ...]
    """Who owes what by each length of cover, and how much of it is signed."""

    turned_away: Mapping[str, int]
    """Acts refused at the door, by reason."""
    voided_acts: Mapping[str, int]
    """Acts that have left their line, by reason."""
    stated: tuple[str, ...]
    """Milestones reached by numbers of supporters, which the log states and cannot show."""
    told_in_time: int
    """Acts counted after the last call, of which the campaign says it was told before."""
    unnamed: int
    """Acts of kinds with a limit whose person is not known: no limit can be shown for them."""
    finished_early: int
    """Acts that left before the end of their time of appeal, because somebody said so."""
    erased: Mapping[str, int]
    incidents: tuple[Leaf, ...]
    keys: tuple[PartyKey, ...]
    """The keys that are valid at the end."""
    seeds: Mapping[str, str]
    audits: tuple[Result, ...]
