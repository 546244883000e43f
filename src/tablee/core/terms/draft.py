"""All that terms say, whether or not it can stand together."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tablee.core.act import Evidence
from tablee.core.network import Network
from tablee.core.promise import Milestone, Pledge, Raise, Sponsor
from tablee.core.purchase.rules import BasketRule, ProductList
from tablee.core.terms.kind import Kind, Phase, Pool, Proof
from tablee.core.terms.label import Label, Unit
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Draft:
    """What terms say, before anybody has looked whether it can stand together."""

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
    products: tuple[ProductList, ...] = ()
    """Products that count when they are bought."""
    baskets: tuple[BasketRule, ...] = ()
    """Which baskets at a partner's tills bring acts."""

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

    def kind_by(self, *proofs: Proof) -> Kind | None:
        """Return the first kind whose acts are shown to have happened in one of these ways."""
        return next((kind for kind in self.kinds if kind.proof in proofs), None)

    @property
    def doubted(self) -> frozenset[str]:
        """The kinds for which a partner's word is a claim that a person decides."""
        return frozenset(each.name for each in self.kinds if each.evidence is Evidence.CLAIM)

    @property
    def post_kind(self) -> Kind | None:
        """The kind that a page on the web is taken for when nobody says which: the first one."""
        return self.kind_by(Proof.LINK, Proof.NAME)

    @property
    def hashtag_kind(self) -> Kind | None:
        """The kind that a post on a network with the campaign's hashtag is: the first one."""
        return self.kind_by(Proof.HASHTAG)
