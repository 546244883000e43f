"""What the terms promise: cover that is to be laid, and milestones that are to be reached."""

from tablee.core.errors import InvalidTerms
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import CLOCK_MINUTES, MINUTE_MS, Leaf
from tablee.core.leaves.recount.parties import Laid
from tablee.core.leaves.rules import Rules, Versions, shares_of
from tablee.core.promise import Measure, Milestone
from tablee.core.segment import Segment
from tablee.core.standing import Standing

NEVER = 2**53


class Promises:
    """What is promised and not laid yet, and what has been laid."""

    def __init__(self, versions: Versions, standing: Standing) -> None:
        self._versions = versions
        self._standing = standing
        self._due: dict[str, int] = {}
        """The minute from which each length of cover that is not laid should be."""
        self._next_due = NEVER
        self._seen: tuple[Rules, ...] = ()
        self._watched: list[Milestone] = []
        self.laid: list[Laid] = []
        self.stated: list[str] = []
        """Milestones reached by a measure that the log cannot show: distinct supporters."""

    def publish(self, rules: Rules, minute: int) -> None:
        """Note what new terms promise, from the minute in which they were published."""
        from_minute = max(rules.from_ms // MINUTE_MS, minute) if rules.number > 1 else minute
        due = {f"pledge:{name}": from_minute for name in rules.pledges}
        for each in rules.raises:
            due[each.cause] = max(from_minute, each.from_ms // MINUTE_MS)
        for cause, due_minute in due.items():
            if cause not in self._standing.laid:
                self._due.setdefault(cause, due_minute)
        self._next_due = min(self._due.values(), default=NEVER)
        self._seen = ()

    def check_kept(self, minute: int) -> None:
        """Refuse to go on where something promised should stand in the log by now.

        Raises:
            BadLeaf: cover was not laid, or a milestone was passed without a word.
        """
        if minute > self._next_due + CLOCK_MINUTES:
            late = min(self._due, key=lambda cause: self._due[cause])
            raise BadLeaf(
                f"What '{late}' promises is not laid yet, though it is due.",
                f"Ce qu'engage « {late} » est dû, et n'est pas encore posé.",
            )
        versions = self._versions.at(minute)
        if versions is not self._seen:
            self._watch(versions)
        for each in self._watched:
            if self._standing.measure(each) >= each.threshold:
                raise BadLeaf(
                    f"The milestone '{each.name}' is passed and not in the log.",
                    f"Le palier « {each.name} » est passé et n'est pas dans le journal.",
                )

    def pledge(self, leaf: Leaf) -> tuple[str, Segment]:
        """Return the cause and the cover of a pledge that is laid.

        Raises:
            BadLeaf: the terms in force do not promise it.
        """
        name = leaf["name"]
        cover = _cover(leaf)
        for rules in self._versions.at(leaf["minute"]):
            pledge = rules.pledges.get(name)
            if pledge and (pledge.pool, Segment(pledge.units, pledge.shares)) == cover:
                return f"pledge:{name}", cover[1]
        raise BadLeaf(
            f"The terms in force do not promise the pledge '{name}' so.",
            f"Le règlement en vigueur ne contient pas ainsi l'engagement « {name} ».",
        )

    def raised(self, leaf: Leaf) -> tuple[str, Segment]:
        """Return the cause and the cover of a raise that is laid.

        Raises:
            BadLeaf: no terms promise it, or it is not due yet.
        """
        name, from_ms = leaf["pledge"], leaf["from_ms"]
        cover = _cover(leaf)
        if from_ms // MINUTE_MS > leaf["minute"]:
            raise BadLeaf(
                f"This raise of '{name}' is not due yet.",
                f"Ce relèvement de « {name} » n'a pas encore cours.",
            )
        found = (name, cover[1].units, from_ms)
        for rules in self._versions.at(leaf["minute"]):
            pledge = rules.pledges.get(name)
            is_same = pledge and (pledge.pool, pledge.shares) == (cover[0], cover[1].shares)
            if is_same and found in self._versions.latest.raises:
                return f"raise:{name}:{from_ms}", cover[1]
        raise BadLeaf(
            f"The terms do not promise this raise of '{name}' so.",
            f"Le règlement ne contient pas ainsi ce relèvement de « {name} ».",
        )

    def reach(self, leaf: Leaf) -> tuple[str, Segment | None]:
        """Return the cause and the cover, if any, of a milestone that is reached.

        Raises:
            BadLeaf: it is not, or was before, or brings something else.
        """
        name = leaf["name"]
        goals = [
            each.milestones[name]
            for each in self._versions.at(leaf["minute"])
            if name in each.milestones
        ]
        if not goals or name in self._standing.reached:
            raise BadLeaf(
                f"There is no milestone '{name}' to be reached.",
                f"Il n'y a pas de palier « {name} » à atteindre.",
            )
        cover = _cover(leaf) if "pool" in leaf else ("", None)
        if (goals[0].pool, goals[0].segment) != cover:
            raise BadLeaf(
                f"The milestone '{name}' brings something else.",
                f"Le palier « {name} » apporte autre chose.",
            )
        if goals[0].measure is Measure.SUPPORTERS:
            self.stated.append(name)
        elif not any(self._standing.measure(each) >= each.threshold for each in goals):
            raise BadLeaf(
                f"The milestone '{name}' is not reached yet.",
                f"Le palier « {name} » n'est pas encore atteint.",
            )
        self._standing.reached.add(name)
        self._seen = ()
        return f"milestone:{name}", cover[1]

    def lay(self, cause: str, pool: str, segment: Segment) -> None:
        """Write down that cover was laid.

        Raises:
            BadLeaf: it was before.
        """
        if cause in self._standing.laid:
            raise BadLeaf(
                f"The cover of '{cause}' is laid already.",
                f"Ce qu'engage « {cause} » est déjà posé.",
            )
        self._standing.laid.add(cause)
        self._due.pop(cause, None)
        self._next_due = min(self._due.values(), default=NEVER)
        shares = segment.split(0, segment.units)
        self.laid.append(Laid(cause, pool, segment.units, shares))

    def _watch(self, versions: tuple[Rules, ...]) -> None:
        """Choose the milestones that every version that may apply waits for, the furthest off."""
        goals = versions[-1].milestones
        if len(versions) > 1:
            goals = {name: goal for name, goal in versions[0].milestones.items() if name in goals}
        self._seen = versions
        self._watched = [
            each
            for name, each in goals.items()
            if name not in self._standing.reached and each.measure is not Measure.SUPPORTERS
        ]


def _cover(leaf: Leaf) -> tuple[str, Segment]:
    try:
        return leaf["pool"], Segment(leaf["units"], shares_of(leaf["shares"]))
    except InvalidTerms as error:
        words = "Un engagement est partagé d'une façon impossible."
        raise BadLeaf(str(error), words) from error
