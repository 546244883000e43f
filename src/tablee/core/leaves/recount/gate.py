"""Whether an act may enter its line by the rules that the log has told before it."""

from typing import NoReturn

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import MINUTE_MS, Leaf
from tablee.core.leaves.rules import Rules, Versions
from tablee.core.rulebook import SKEW_MS, KindRule


class Gate:
    """Judges acts by minute; what it has found stays true until something changes."""

    def __init__(self, versions: Versions, reached: set[str]) -> None:
        self._versions = versions
        self._reached = reached
        self._found: dict[tuple[str, str, int, str], KindRule] = {}
        self._minute = -1

    def forget(self) -> None:
        """Judge anew: terms were published."""
        self._found.clear()

    def judge(self, leaf: Leaf) -> KindRule:
        """Return the rule by which an act enters its line.

        Raises:
            BadLeaf: no rule lets it in.
        """
        minute = leaf["minute"]
        if minute != self._minute:
            self._found.clear()
            self._minute = minute
        if "occurred" in leaf:
            return self._judge(leaf, minute, leaf["occurred"])
        name = (leaf["kind"], leaf["pool"], leaf["units"], leaf["evidence"])
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._judge(leaf, minute, minute)
        return found

    def _judge(self, leaf: Leaf, minute: int, occurred: int) -> KindRule:
        """Try the versions that may apply: one that lets the act in is enough.

        Where several do, it is not known whose limit held, so the widest is allowed.
        """
        versions = self._versions.at(minute)
        if len(versions) == 1:
            return self._by(versions[0], leaf, occurred)
        found = [rule for each in versions if (rule := self._perhaps(each, leaf, occurred))]
        if not found:
            return self._by(versions[-1], leaf, occurred)
        return found[-1]._replace(
            per_day=max(each.per_day for each in found), in_all=max(each.in_all for each in found)
        )

    def _perhaps(self, rules: Rules, leaf: Leaf, occurred: int) -> KindRule | None:
        try:
            return self._by(rules, leaf, occurred)
        except BadLeaf:
            return None

    def _by(self, rules: Rules, leaf: Leaf, occurred: int) -> KindRule:
        number = leaf["act"]
        rule = rules.kinds.get(leaf["kind"])
        if rule is None or rule.pool != leaf["pool"] or rule.rate != leaf["units"]:
            _refuse(
                number,
                "offers what the terms do not say of its kind",
                "offre ce que le règlement ne dit pas de son type",
            )
        first_ms = occurred * MINUTE_MS
        if first_ms > leaf["minute"] * MINUTE_MS + MINUTE_MS - 1 + SKEW_MS:
            _refuse(number, "lies in the future", "est dans le futur")
        if first_ms + MINUTE_MS - 1 < rule.opens_ms or first_ms > rule.closes_ms:
            _refuse(
                number,
                "lies outside the time in which its kind counts",
                "est hors du temps où son type compte",
            )
        if rule.opens_with and rule.opens_with not in self._reached:
            _refuse(
                number,
                "is of a kind that is not open yet",
                "est d'un type qui n'est pas encore ouvert",
            )
        if leaf["evidence"] == "B" and not rule.pays_clicks:
            _refuse(
                number,
                "is a click, which does not count for its kind",
                "est un clic, qui ne compte pas pour son type",
            )
        return rule


def _refuse(number: int, en: str, fr: str) -> NoReturn:
    raise BadLeaf(f"Act {number} {en}.", f"L'action {number} {fr}.")
