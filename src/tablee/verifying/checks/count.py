"""Does the count of the log, made again leaf by leaf, agree with every tally in it?"""

from collections.abc import Iterable

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.recount.facts import Facts
from tablee.core.log.note import Key
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.reading import Fault, Leaf

SIGNED = frozenset({"promise", "receipt"})


class Counting:
    """The recount, until the first leaf that contradicts it."""

    def __init__(self) -> None:
        self.recount = Recount(verify)
        self.unreadable: Fault | None = None
        self.fault: Finding | None = None
        self.number = 0
        """How many leaves were counted again."""
        self.terms: dict[int, Leaf] = {}
        """Each version of the terms."""
        self.keys: list[Leaf] = []
        self.signed = 0
        """How many documents somebody signed."""
        self.tally: Leaf = {}
        self.genesis: Leaf = {}
        self._named: tuple[str, str] | None = None

    def expect(self, log: Key) -> None:
        """Let no first leaf pass that does not name the key that has signed the checkpoint."""
        self._named = (log.name, str(log))

    def take(self, leaves: Iterable[Leaf]) -> None:
        """Count more leaves, unless one was wrong before."""
        if self.fault is not None or self.unreadable is not None:
            return
        take, leaf = self.recount.take, None
        try:
            for leaf in leaves:
                take(leaf)
                if leaf["leaf"] != "act":
                    self._note(leaf)
                self.number += 1
        except BadLeaf as error:
            check = "promises" if leaf and _is_signed(leaf) else "count"
            words = _WRONG.about(self.number, error.words)
            self.fault = wrong(check, words, leaf=self.number)

    def _note(self, leaf: Leaf) -> None:
        match leaf["leaf"]:
            case "genesis":
                self._check_begins(leaf)
                self.genesis = leaf
            case "terms":
                self.terms[leaf["number"]] = leaf
            case "key":
                self.keys.append(leaf)
            case "tally":
                self.tally = leaf
            case _:
                self.signed += _is_signed(leaf)

    def _check_begins(self, leaf: Leaf) -> None:
        if self._named is not None and (leaf["origin"], leaf["log"]) != self._named:
            raise BadLeaf(
                "It is the beginning of another log.", "C'est le début d'un autre journal."
            )

    def facts(self) -> Facts | None:
        """Return what the recount has found, once there was a first leaf."""
        return self.recount.facts() if self.genesis and self.terms else None

    def about_leaves(self, size: int) -> Finding:
        """Return how the reading of the leaves ended."""
        if self.unreadable is not None:
            number, why = self.unreadable
            return wrong("leaves", _UNREADABLE.about(number, why), leaf=number)
        return Finding("leaves", State.RIGHT, _LEAVES.about(size))

    def about_count(self, size: int) -> Finding:
        """Return how the recount ended."""
        if self.fault is not None and self.fault.check == "count":
            return self.fault
        if self.number != size:
            return Finding("count", State.ABSENT, _STOPPED.about(self.number, size))
        if not self.tally:
            return wrong("count", _NO_TALLY)
        return Finding("count", State.RIGHT, _COUNT.about(self.tally["acts"]))

    def about_promises(self, size: int) -> Finding:
        """Return what is to be said of the signed documents."""
        if self.fault is not None and self.fault.check == "promises":
            return self.fault
        if self.number != size:
            return Finding("promises", State.ABSENT, _STOPPED.about(self.number, size))
        if not self.signed:
            return Finding("promises", State.ABSENT, _UNSIGNED)
        return Finding("promises", State.RIGHT, _SIGNED.about(self.signed))


def _is_signed(leaf: Leaf) -> bool:
    """Return whether a leaf holds what somebody signed, or is said to have."""
    return leaf["leaf"] in SIGNED or (leaf["leaf"] == "audit" and "document" in leaf)


_WRONG = Text("Leaf {} is wrong: {}", "La feuille {} est fausse : {}")
_UNREADABLE = Text("Leaf {} is not in order: {}", "La feuille {} n'est pas en règle : {}")
_LEAVES = Text(
    "All {} leaves are in their only spelling and say what leaves may say.",
    "Les {} feuilles ont leur seule écriture, et disent ce que des feuilles peuvent dire.",
)
_STOPPED = Text(
    "Only {} of {} leaves could be counted again.",
    "Seules {} feuilles sur {} ont pu être recomptées.",
)
_NO_TALLY = Text("The log holds no tally.", "Le journal ne contient aucun décompte.")
_COUNT = Text(
    "All {} acts were counted again in their lines, and every tally agrees to the unit.",
    "Les {} actions ont été recomptées dans leurs lignes ; chaque décompte tombe juste.",
)
_UNSIGNED = Text(
    "Nobody signed anything in this log: promises are only what the site says.",
    "Personne n'a rien signé dans ce journal : les engagements sont ce que dit le site.",
)
_SIGNED = Text(
    "All {} signed promises, receipts and results carry the signature of who gave them.",
    "Les {} engagements, reçus et résultats signés portent la signature de qui les a donnés.",
)
