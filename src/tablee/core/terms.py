"""The terms of a campaign: what is promised, to whom, for which acts, and until when.

Terms are values: published once, never edited. An amendment is a new version of them with the
moment from which it applies, which is never before the moment it was published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NoReturn
from zoneinfo import ZoneInfo

from tablee.core.errors import InvalidTerms
from tablee.core.network import Network
from tablee.core.promise import Milestone, Pledge, Raise, Sponsor
from tablee.core.segment import Share
from tablee.core.text import Text

FLOOR = "floor"
"""The account of what a sponsor gives beyond what was earned; no pool has this name."""

LONGEST_NAME = 100
"""Characters of a name, at most: it stands in account names and in addresses."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is given: its name in both numbers, and its value in money."""

    one: Text
    other: Text
    value_minor: int
    """Value of one unit in the smallest coin of *currency*."""
    currency: str
    method: Text
    """How that value was found, by whom, and when."""
    portions: int = 1
    """Places that make one unit: 5 where five shares bring one meal."""

    def __post_init__(self) -> None:
        if self.portions < 1:
            _wrong("unit.portions", "Places that make one unit: a whole number, from 1.")
        if self.value_minor < 0:
            _wrong("unit.value", "A value in money is never less than nothing.")


@dataclass(frozen=True, slots=True)
class Label:
    """The donation information every page and widget carries; no field may be left out."""

    beneficiary: str
    organiser: str
    remainder: Text
    """What becomes of the units that are not earned: kept, given anyway, or carried over."""
    paid_by: datetime
    """When the sponsors will have paid."""
    contact: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the campaign's window; a kind may be open in one phase only."""

    name: str
    title: Text
    opens_at: datetime
    closes_at: datetime


class Proof(StrEnum):
    """What a page must show for an act of a kind to be verified without a person."""

    NONE = ""
    """Nothing on the web proves it: such acts come from partners, or a person decides."""
    LINK = "link"
    """A link to the campaign."""
    NAME = "name"
    """A link, or the campaign's hashtag or title in the text."""
    HASHTAG = "hashtag"
    """The campaign's hashtag, in a public post on a network."""


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
    """What a post of this kind must show; only kinds with a proof are posts on the web."""
    stays_days: int = 0
    """For how many days after its receipt a post must stay; 0 means until the close."""
    referral_of: str = ""
    """The kind whose acts, when they come by a personal link, bring an act of this kind."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A line of places, shared by the acts of one or several kinds."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that decides how acts are counted and who pays for them."""

    slug: str
    title: Text
    summary: Text
    opens_at: datetime
    closes_at: datetime
    """The last second that counts belongs to the window."""
    time_zone: str
    unit: Unit
    label: Label
    sponsors: tuple[Sponsor, ...]
    pools: tuple[Pool, ...]
    kinds: tuple[Kind, ...]
    pledges: tuple[Pledge, ...]
    raises: tuple[Raise, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    phases: tuple[Phase, ...] = ()
    appeal_days: int = 7
    grace_hours: int = 24
    """How long after the close late batches are taken, for acts that occurred inside."""
    hashtag: str = ""
    networks: tuple[Network, ...] = ()
    """Where we look for posts with the hashtag ourselves."""

    def __post_init__(self) -> None:
        _check_names(self)
        _check_moments(self)
        _check_window(self)
        _check_references(self)
        _check_promises(self)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days begin and phases open."""
        return ZoneInfo(self.time_zone)

    @property
    def floor(self) -> int:
        """Units given even if nobody acts."""
        return sum(sponsor.floor for sponsor in self.sponsors)

    def kind(self, name: str) -> Kind | None:
        """Return the kind of that name, if the campaign counts it."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    @property
    def post_kind(self) -> Kind | None:
        """The kind that a page on the web is taken for when nobody says which: the first one."""
        return next((kind for kind in self.kinds if kind.proof in {Proof.LINK, Proof.NAME}), None)

    @property
    def hashtag_kind(self) -> Kind | None:
        """The kind that a post on a network with the campaign's hashtag is: the first one."""
        return next((kind for kind in self.kinds if kind.proof is Proof.HASHTAG), None)


def _wrong(field: str, message: str) -> NoReturn:
    raise InvalidTerms(message, field=field)


def _check_names(terms: Terms) -> None:
    for room, names in (
        ("sponsors", [each.name for each in terms.sponsors]),
        ("pools", [each.name for each in terms.pools]),
        ("kinds", [each.name for each in terms.kinds]),
        ("pledges", [each.name for each in terms.pledges]),
        ("milestones", [each.name for each in terms.milestones]),
        ("phases", [each.name for each in terms.phases]),
        ("networks", [each.name for each in terms.networks]),
    ):
        for index, name in enumerate(names):
            _check_name(f"{room}[{index}].name", name, names[:index])
    for index, pool in enumerate(terms.pools):
        if pool.name == FLOOR:
            _wrong(f"pools[{index}].name", f"The books use the name '{FLOOR}' themselves.")
    for room, size in (("kinds", len(terms.kinds)), ("pools", len(terms.pools))):
        if not size:
            _wrong(room, "A campaign needs at least one.")


def _check_name(field: str, name: str, earlier: list[str]) -> None:
    if not name:
        _wrong(field, "Give it a name.")
    if len(name) > LONGEST_NAME:
        _wrong(field, f"A name has at most {LONGEST_NAME} characters.")
    if ":" in name:
        _wrong(field, "A name has no colon: it parts the names of accounts in the books.")
    if name in earlier:
        _wrong(field, f"The name '{name}' is used twice.")


def _check_moments(terms: Terms) -> None:
    moments = [
        ("opens_at", terms.opens_at),
        ("closes_at", terms.closes_at),
        ("label.paid_by", terms.label.paid_by),
    ]
    moments += [(f"raises[{n}].effective_at", r.effective_at) for n, r in enumerate(terms.raises)]
    for index, phase in enumerate(terms.phases):
        moments.append((f"phases[{index}].opens_at", phase.opens_at))
        moments.append((f"phases[{index}].closes_at", phase.closes_at))
    for field, moment in moments:
        if moment.utcoffset() is None:
            _wrong(field, "Say in which time zone this moment is.")
    try:
        ZoneInfo(terms.time_zone)
    except (KeyError, ValueError, OSError):
        _wrong("time_zone", f"'{terms.time_zone}' is no time zone; say, for example, Europe/Paris.")


def _check_window(terms: Terms) -> None:
    if not terms.opens_at < terms.closes_at:
        _wrong("closes_at", "The campaign closes before it opens.")
    for index, phase in enumerate(terms.phases):
        if not terms.opens_at <= phase.opens_at < phase.closes_at <= terms.closes_at:
            _wrong(f"phases[{index}]", "A phase lies within the campaign's window.")
    if terms.appeal_days < 0:
        _wrong("appeal_days", "A number of days, from 0.")
    if terms.grace_hours < 0:
        _wrong("grace_hours", "A number of hours, from 0.")


def _check_references(terms: Terms) -> None:
    pools = {pool.name for pool in terms.pools}
    phases = {"", *(phase.name for phase in terms.phases)}
    milestones = {"", *(milestone.name for milestone in terms.milestones)}
    kinds = {kind.name for kind in terms.kinds}
    for index, kind in enumerate(terms.kinds):
        _check_kind(f"kinds[{index}]", kind)
        _known(f"kinds[{index}].pool", kind.pool, pools)
        _known(f"kinds[{index}].phase", kind.phase, phases)
        _known(f"kinds[{index}].opens_with", kind.opens_with, milestones)
        _known(f"kinds[{index}].referral_of", kind.referral_of, kinds | {""})
    for index, milestone in enumerate(terms.milestones):
        _known(f"milestones[{index}].pool", milestone.pool, pools | {""})
        for name in milestone.kinds:
            _known(f"milestones[{index}].kinds", name, kinds)


def _check_kind(field: str, kind: Kind) -> None:
    if kind.rate < 1:
        _wrong(f"{field}.rate", "A rate is a whole number of units, from 1.")
    if kind.per_day < 0 or kind.in_all < 0:
        _wrong(f"{field}.per_day", "A limit is a whole number of acts; leave it out for none.")
    if kind.stays_days < 0:
        _wrong(f"{field}.stays_days", "A number of days; leave it out for until the close.")
    if kind.referral_of == kind.name:
        _wrong(f"{field}.referral_of", "A kind cannot be brought by its own acts.")


def _check_promises(terms: Terms) -> None:
    pools = {pool.name for pool in terms.pools}
    pledges = {pledge.name for pledge in terms.pledges}
    for index, pledge in enumerate(terms.pledges):
        _known(f"pledges[{index}].pool", pledge.pool, pools)
        _check_shares(terms, f"pledges[{index}].sponsors", pledge.shares)
    signed: set[tuple[str, datetime]] = set()
    for index, each in enumerate(terms.raises):
        _known(f"raises[{index}].pledge", each.pledge, pledges)
        # A raise is known by its pledge and its second: a like one would never be laid.
        name = (each.pledge, each.effective_at.replace(microsecond=0))
        if name in signed:
            _wrong(f"raises[{index}].effective_at", "This pledge is raised at that second already.")
        signed.add(name)
    for index, milestone in enumerate(terms.milestones):
        _check_shares(terms, f"milestones[{index}].sponsors", milestone.shares)


def _check_shares(terms: Terms, field: str, shares: Iterable[Share]) -> None:
    sponsors = {sponsor.name for sponsor in terms.sponsors}
    for share in shares:
        _known(field, share.sponsor, sponsors)


def _known(field: str, name: str, names: set[str]) -> None:
    if name not in names:
        choices = ", ".join(sorted(each for each in names if each)) or "none is defined"
        _wrong(field, f"'{name}' is not defined here; choose from: {choices}.")
