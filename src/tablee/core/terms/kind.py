"""Sorts of acts, the lines they stand in, and when they are open."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tablee.core.act import Evidence
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the campaign's window; a kind may be open in one phase only."""

    name: str
    title: Text
    opens_at: datetime
    closes_at: datetime


class Proof(StrEnum):
    """What shows that an act of a kind happened."""

    NONE = ""
    """Whoever tells us of it is believed, or a person decides: see `Kind.evidence`."""
    LINK = "link"
    """A link to the campaign."""
    NAME = "name"
    """A link, or the campaign's hashtag or title in the text."""
    HASHTAG = "hashtag"
    """The campaign's hashtag, in a public post on a network."""
    PICTURE = "picture"
    """A drawing made or sent in on our pages, once a person has looked at it."""
    TILL = "till"
    """A basket in a partner's till data, or a receipt code that the partner issued."""
    PRESENCE = "presence"
    """Somebody came: whoever ran the shift says so."""
    CHOICE = "choice"
    """The organiser chose an act of another kind, and said why."""


POSTS = frozenset({Proof.LINK, Proof.NAME, Proof.HASHTAG})
"""Proofs that stand in a public post, at an address that can be looked at."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of act, and what it brings."""

    name: str
    pool: str
    rate: int
    """Units per act, from 1."""
    title: Text
    call: Text
    """How to act, in one sentence."""
    phase: str = ""
    opens_with: str = ""
    """The milestone that opens it; empty when it is open from the start."""
    per_day: int = 0
    """Acts of one supporter counted per day of the campaign's time zone; 0 means any number."""
    in_all: int = 0
    """Acts of one supporter counted in all; 0 means any number."""
    pays_clicks: bool = False
    """Whether a signed click by a distinct visitor (evidence B) is paid."""
    proof: Proof = Proof.NONE
    """What shows that an act of this kind happened."""
    stays_days: int = 0
    """For how many days after its receipt a post must stay; 0 means until the close."""
    referral_of: str = ""
    """The kind whose acts, when they come by a personal link, bring an act of this kind."""
    chosen_from: tuple[str, ...] = ()
    """The kinds whose acts may be chosen, where the proof is a choice; empty means all others."""
    is_hourly: bool = False
    """Whether presence counts by the hour: each whole hour of a shift is an act."""
    evidence: Evidence = Evidence.PUBLIC
    """What a partner's word is worth for this kind; C leaves each act to a person."""
    source: Text | None = None
    """Who tells us of such acts, and how they know; nothing where the proof says it."""

    @property
    def is_post(self) -> bool:
        """Whether its acts are posts on the web, at an address that can be looked at."""
        return self.proof in POSTS


@dataclass(frozen=True, slots=True)
class Pool:
    """A line of places, shared by the acts of one or several kinds."""

    name: str
    title: Text
