"""All acts by number, in little room: what stands in their leaves, and where they stand now."""

from array import array

from tablee.core.act import NEVER_IN_LINE, Act, Evidence, State
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf
from tablee.core.line import Stretch
from tablee.core.reason import Reason
from tablee.core.rulebook import KindRule

TURNED_AWAY, COUNTED, HELD, LEFT = range(4)
"""What an act is to its line."""


class Roll:
    """The acts of a log, from number 1."""

    def __init__(self) -> None:
        self.state = bytearray([TURNED_AWAY])
        """By number: `TURNED_AWAY`, `COUNTED`, `HELD` or `LEFT`."""
        self.units = array("Q", [0])
        self._starts = array("q", [NEVER_IN_LINE])
        self._kinds = array("H", [0])
        self._evidence = bytearray(b"A")
        self._rules: list[KindRule] = []
        self._indexes: dict[str, int] = {}
        self._decided: dict[int, Act] = {}
        self._by_object: dict[str, int] = {}
        self._days: dict[int, str] = {}
        self._whos: dict[int, str] = {}
        self._used: dict[str, int] = {}

    def turn_away(self) -> None:
        """Write down an act that was refused at the door."""
        self.state.append(TURNED_AWAY)
        self.units.append(0)
        self._starts.append(NEVER_IN_LINE)
        self._kinds.append(0)
        self._evidence.append(65)

    def enter(self, leaf: Leaf, rule: KindRule) -> int:
        """Write down an act that enters its line; return its number.

        Raises:
            BadLeaf: its object stands in the line already, or its person has used up a limit.
        """
        number = len(self.state)
        if self._by_object.setdefault(leaf["object"], number) != number:
            self._replace(leaf["object"], number)
        if "day" in leaf:
            self._days[number] = self._use(number, leaf["day"], rule.per_day)
        if "who" in leaf:
            self._whos[number] = self._use(number, leaf["who"], rule.in_all)
        evidence = leaf["evidence"]
        self.state.append(HELD if evidence == "C" else COUNTED)
        self.units.append(rule.rate)
        self._starts.append(leaf["start"])
        index = self._indexes.get(rule.name)
        self._kinds.append(self._index(rule) if index is None else index)
        self._evidence.append(ord(evidence))
        return number

    def kind(self, number: int) -> str:
        """Return the kind of an act that is or was in its line."""
        return self._rules[self._kinds[number]].name

    def stretch(self, number: int) -> Stretch:
        """Return the raw places of an act that is or was in its line."""
        return Stretch(self._starts[number], self.units[number])

    def act(self, number: int) -> Act:
        """Return an act that is or was in its line, as the rules know it; a person is not told.

        Raises:
            BadLeaf: there is no such act.
        """
        if not 0 < number < len(self.state) or self.state[number] == TURNED_AWAY:
            raise BadLeaf(
                f"There is no act {number} about which to decide.",
                f"Il n'y a pas d'action {number} dont décider.",
            )
        found = self._decided.get(number)
        return self._undecided(number) if found is None else found

    def decide(self, after: Act) -> None:
        """Write down where an act stands after a decision."""
        number = after.number
        self._decided[number] = after
        if after.state is State.COUNTED:
            self.state[number] = COUNTED
        elif after.is_held:
            self.state[number] = HELD
        else:
            self.state[number] = LEFT
            for tag in (self._days.get(number), self._whos.get(number)):
                if tag is not None:
                    self._used[tag] -= 1

    def _index(self, rule: KindRule) -> int:
        index = self._indexes[rule.name] = len(self._rules)
        self._rules.append(rule)
        return index

    def _undecided(self, number: int) -> Act:
        rule = self._rules[self._kinds[number]]
        is_held = self.state[number] == HELD
        return Act(
            number=number,
            kind=rule.name,
            pool=rule.pool,
            object="",
            supporter=b"",
            claim=b"",
            evidence=Evidence(chr(self._evidence[number])),
            units=self.units[number],
            line_start=self._starts[number],
            state=State.PENDING if is_held else State.COUNTED,
            reason=Reason.NONE,
            is_held=is_held,
            occurred_at_ms=0,
            received_at_ms=0,
            source="",
        )

    def _replace(self, tag: str, number: int) -> None:
        """Let an act in for an object whose earlier act has left its line."""
        earlier = self._by_object[tag]
        if self.state[earlier] != LEFT:
            raise BadLeaf(
                f"The object of act {number} was counted already, by act {earlier}.",
                f"L'objet de l'action {number} a déjà été compté, par l'action {earlier}.",
            )
        self._by_object[tag] = number

    def _use(self, number: int, tag: str, most: int) -> str:
        """Use up what the person with that tag may still do; return the tag."""
        if not most:
            raise BadLeaf(
                f"Act {number} uses up a limit that its kind does not have.",
                f"L'action {number} use d'une limite que son type n'a pas.",
            )
        used = self._used.get(tag, 0)
        if used >= most:
            raise BadLeaf(
                f"Act {number} is more than its person may do.",
                f"L'action {number} est de trop pour la même personne.",
            )
        self._used[tag] = used + 1
        return tag
