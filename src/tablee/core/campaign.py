"""A campaign as it runs: its versions of the terms, and which of them is in force."""

from dataclasses import dataclass, field
from enum import StrEnum

from tablee.core.rulebook import Rulebook, as_ms
from tablee.core.standing import Standing
from tablee.core.terms import Terms


class Stage(StrEnum):
    """Where a campaign is in its life."""

    OPEN = "open"
    CLOSED = "closed"
    """No act is taken any more; appeals still run."""
    SETTLED = "settled"
    """No place is held any more: the figures are final."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the terms: when it was published, by whom and why, and when it applies."""

    number: int
    effective_at_ms: int
    published_at_ms: int
    author: str
    reason: str
    terms: Terms


@dataclass(slots=True)
class Campaign:
    """A campaign and everything published about it; versions are in order."""

    id: int
    slug: str
    is_replay: bool
    """Whether each act's own time is the campaign's clock, as when a past edition is replayed."""
    stage: Stage
    versions: tuple[Version, ...]
    _rulebooks: dict[int, Rulebook] = field(default_factory=dict[int, Rulebook], repr=False)

    def version_at(self, now_ms: int) -> Version:
        """Return the version in force at *now_ms*; before any is, the first."""
        in_force = self.versions[0]
        for version in self.versions[1:]:
            if version.effective_at_ms <= now_ms:
                in_force = version
        return in_force

    def next_version_ms(self, now_ms: int) -> int | None:
        """Return when the next version takes effect, if one is waiting."""
        waiting = [
            version.effective_at_ms
            for version in self.versions[1:]
            if version.effective_at_ms > now_ms
        ]
        return min(waiting, default=None)

    def rulebook_at(self, now_ms: int) -> Rulebook:
        """Return the rules in force at *now_ms*, compiled once per version."""
        version = self.version_at(now_ms)
        rulebook = self._rulebooks.get(version.number)
        if rulebook is None:
            rulebook = self._rulebooks[version.number] = Rulebook(version.terms)
        return rulebook

    @property
    def latest(self) -> Version:
        """The last version published, in force or still to come."""
        return self.versions[-1]


def campaign_now_ms(campaign: Campaign, standing: Standing, now_ms: int) -> int:
    """Return the campaign's own time: that of its latest act in a replay, ours otherwise.

    An amendment that has been in force stays in force, also where our clock is set back: acts
    have been counted by it, and the log says so.
    """
    if not campaign.is_replay:
        in_force = campaign.version_at(standing.clock_ms)
        return now_ms if in_force.number == 1 else max(now_ms, in_force.effective_at_ms)
    return standing.clock_ms or as_ms(campaign.versions[0].terms.opens_at)
