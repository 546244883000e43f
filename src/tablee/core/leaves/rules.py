"""The terms as the log tells them: which rules apply in a minute, and what may never change."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

from tablee.core.errors import InvalidTerms
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import CLOCK_MINUTES, MINUTE_MS, Leaf
from tablee.core.promise import Measure, Milestone, Pledge
from tablee.core.rulebook import KindRule
from tablee.core.segment import Share
from tablee.core.text import Text

MINUTES_PER_DAY = 24 * 60
_UNTOLD = Text("", "")
_KIND = Text("kind", "Le type d'action")
_PLEDGE = Text("pledge", "L'engagement")
_MILESTONE = Text("milestone", "Le palier")


class Raised(NamedTuple):
    """A raise: of which pledge, by how much, from when."""

    pledge: str
    units: int
    from_ms: int

    @property
    def cause(self) -> str:
        """The name under which it is laid, once."""
        return f"raise:{self.pledge}:{self.from_ms}"


class Rules(NamedTuple):
    """One version of the terms, as far as it decides the count."""

    number: int
    from_ms: int
    zone: str
    closes_ms: int
    last_call_ms: int
    appeal_minutes: int
    portions: int
    pools: tuple[str, ...]
    kinds: Mapping[str, KindRule]
    floors: Mapping[str, int]
    """What each sponsor gives if nobody acts."""
    pledges: Mapping[str, Pledge]
    raises: tuple[Raised, ...]
    milestones: Mapping[str, Milestone]


def read_rules(leaf: Leaf) -> Rules:
    """Return the rules that a `terms` leaf tells.

    Raises:
        BadLeaf: they contradict themselves.
    """
    try:
        rules = Rules(
            number=leaf["number"],
            from_ms=leaf["from_ms"],
            zone=leaf["zone"],
            closes_ms=leaf["closes_ms"],
            last_call_ms=leaf["last_call_ms"],
            appeal_minutes=leaf["appeal_days"] * MINUTES_PER_DAY,
            portions=leaf["portions"],
            pools=tuple(leaf["pools"]),
            kinds=_named(_KIND, (_kind(each) for each in leaf["kinds"])),
            floors={each["name"]: each["floor"] for each in leaf["sponsors"]},
            pledges=_named(_PLEDGE, (_pledge(each) for each in leaf["pledges"])),
            raises=tuple(Raised(**each) for each in leaf["raises"]),
            milestones=_named(_MILESTONE, (_milestone(each) for each in leaf["milestones"])),
        )
    except InvalidTerms as error:
        raise BadLeaf(str(error), "Ce règlement se contredit.") from error
    _check_names(rules, leaf)
    return rules


def check_amendment(old: Rules, new: Rules) -> None:
    """Refuse terms that take back what the terms before them promised.

    Raises:
        BadLeaf: they lower, withdraw, or end earlier than announced.
    """
    if new.from_ms < old.from_ms and old.number > 1:
        _broken("apply earlier than those before them", "s'applique plus tôt que le précédent")
    if (new.zone, new.portions) != (old.zone, old.portions):
        _broken(
            "change the time zone, or what makes one unit",
            "change le fuseau, ou ce qui fait une unité",
        )
    if new.closes_ms < old.closes_ms or not set(old.pools) <= set(new.pools):
        _broken("close earlier, or have a line less", "ferme plus tôt, ou a une ligne de moins")
    _check_promises(old, new)
    for name, kind in old.kinds.items():
        _check_kind(kind, new.kinds.get(name))
    for name, milestone in old.milestones.items():
        _check_milestone(milestone, new.milestones.get(name))


class Versions:
    """The versions of the terms so far, and which of them apply in a minute.

    A leaf says its minute and no more, and says it too late where a clock was set back. So from
    the minute in which an amendment takes effect, and for some more, an act may have been counted
    by the rules before it or by those after it.
    """

    def __init__(self) -> None:
        self.all: list[Rules] = []
        self._minute = -1
        self._found: tuple[Rules, ...] = ()

    @property
    def latest(self) -> Rules:
        """The version published last.

        Raises:
            BadLeaf: there is none yet.
        """
        if not self.all:
            raise BadLeaf(
                "No terms have been published yet.", "Aucun règlement n'est encore publié."
            )
        return self.all[-1]

    def publish(self, rules: Rules, minute: int) -> None:
        """Take in one more version, in the minute in which it was published.

        Raises:
            BadLeaf: it breaks a promise, or applies to the past.
        """
        if rules.number != len(self.all) + 1:
            raise BadLeaf(
                f"These terms are number {len(self.all) + 1}, not {rules.number}.",
                f"Ce règlement est le numéro {len(self.all) + 1}, et non {rules.number}.",
            )
        if self.all:
            if rules.from_ms // MINUTE_MS < minute - CLOCK_MINUTES:
                raise BadLeaf(
                    "These terms apply before they were published.",
                    "Ce règlement s'applique avant sa publication.",
                )
            check_amendment(self.all[-1], rules)
        self.all.append(rules)
        self._minute = -1

    def at(self, minute: int) -> tuple[Rules, ...]:
        """Return the versions that may apply in a minute, the latest last."""
        if minute != self._minute:
            first = self._index_at((minute - CLOCK_MINUTES) * MINUTE_MS)
            last = self._index_at((minute + 1) * MINUTE_MS - 1)
            self._found = tuple(self.all[first : last + 1])
            self._minute = minute
        if not self._found:
            raise BadLeaf(
                "No terms have been published yet.", "Aucun règlement n'est encore publié."
            )
        return self._found

    def _index_at(self, moment_ms: int) -> int:
        """Return where the version in force at a moment stands; before any is, the first."""
        return sum(rules.from_ms <= moment_ms for rules in self.all[1:])


def _kind(said: Leaf) -> KindRule:
    return KindRule(
        said["name"],
        said["pool"],
        said["rate"],
        said["opens_ms"],
        said["closes_ms"],
        said["opens_with"],
        said["per_day"],
        said["in_all"],
        said["clicks"],
    )


def _pledge(said: Leaf) -> Pledge:
    return Pledge(said["name"], said["pool"], said["units"], shares_of(said["shares"]))


def _milestone(said: Leaf) -> Milestone:
    return Milestone(
        said["name"],
        _UNTOLD,
        Measure(said["measure"]),
        said["threshold"],
        tuple(said["kinds"]),
        said.get("pool", ""),
        said.get("units", 0),
        shares_of(said.get("shares", [])),
    )


def shares_of(said: Iterable[list[Any]]) -> tuple[Share, ...]:
    """Return shares as the rules know them."""
    return tuple(Share(name, weight) for name, weight in said)


def _named(what: Text, found: Iterator[Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for each in found:
        if each.name in named:
            raise BadLeaf(
                f"The {what.en} '{each.name}' stands there twice.",
                f"{what.fr} « {each.name} » y figure deux fois.",
            )
        named[each.name] = each
    return named


def _check_names(rules: Rules, leaf: Leaf) -> None:
    """Refuse names that refer to nothing, and windows that end before they begin."""
    pools = {*rules.pools}
    if len(pools) != len(rules.pools) or len(rules.floors) != len(leaf["sponsors"]):
        raise BadLeaf(
            "A line or a sponsor stands there twice.", "Une ligne ou un mécène y figure deux fois."
        )
    # Sponsors sign raises by the second: one signature must not stand for two.
    if len({(each.pledge, each.from_ms // 1_000) for each in rules.raises}) != len(rules.raises):
        raise BadLeaf("A raise stands there twice.", "Un relèvement y figure deux fois.")
    goals = rules.milestones.values()
    covered = {each.pool for each in rules.pledges.values()} | {each.pool for each in goals}
    shares = [*(each.shares for each in rules.pledges.values()), *(each.shares for each in goals)]
    for names, known in (
        (covered | {each.pool for each in rules.kinds.values()}, pools | {""}),
        ({*leaf["purchase_pools"]}, pools),
        ({each.opens_with for each in rules.kinds.values()}, {"", *rules.milestones}),
        ({each.pledge for each in rules.raises}, {*rules.pledges}),
        ({name for each in goals for name in each.kinds}, {*rules.kinds}),
        ({share.sponsor for each in shares for share in each}, {*rules.floors}),
    ):
        if unknown := sorted(names - known):
            raise BadLeaf(
                f"Nothing in these terms is called '{unknown[0]}'.",
                f"Rien dans ce règlement ne s'appelle « {unknown[0]} ».",
            )
    if not leaf["opens_ms"] < rules.closes_ms <= rules.last_call_ms:
        raise BadLeaf("The campaign closes before it opens.", "La campagne ferme avant d'ouvrir.")


def _check_promises(old: Rules, new: Rules) -> None:
    if any(new.floors.get(name, -1) < floor for name, floor in old.floors.items()):
        _broken(
            "lower what a sponsor gives anyway, or leave a sponsor out",
            "abaisse ce qu'un mécène donne de toute façon, ou omet un mécène",
        )
    if any(new.pledges.get(name) != pledge for name, pledge in old.pledges.items()):
        _broken(
            "change a pledge; more is promised by a raise",
            "change un engagement ; on promet plus par un relèvement",
        )
    if not set(old.raises) <= set(new.raises):
        _broken("take back a raise", "reprend un relèvement")


def _check_kind(old: KindRule, new: KindRule | None) -> None:
    if new is None or new.pool != old.pool or new.closes_ms < old.closes_ms:
        _broken(
            f"take '{old.name}' away, move it to another line, or close it earlier",
            f"retire « {old.name} », le met dans une autre ligne ou le ferme plus tôt",
        )
    if new.opens_with and new.opens_with != old.opens_with:
        _broken(
            f"open '{old.name}' with another milestone",
            f"ouvre « {old.name} » avec un autre palier",
        )


def _check_milestone(old: Milestone, new: Milestone | None) -> None:
    if new is None or new.threshold > old.threshold:
        _broken(
            f"take the milestone '{old.name}' away, or put it further off",
            f"retire le palier « {old.name} », ou l'éloigne",
        )
    effect = (new.measure, new.kinds, new.pool, new.units, new.shares)
    if effect != (old.measure, old.kinds, old.pool, old.units, old.shares):
        _broken(
            f"change what the milestone '{old.name}' measures or brings",
            f"change ce que le palier « {old.name} » mesure ou apporte",
        )


def _broken(en: str, fr: str) -> NoReturn:
    raise BadLeaf(f"These terms {en}.", f"Ce règlement {fr}.")
