"""The log's word that an act will be sealed: what a receipt holds until its proof is there.

It is a signed note by the log's key. If the log goes on without the act once the time is over, the
note is the evidence, in the hands of whoever has it.
"""

from typing import NamedTuple

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf
from tablee.core.log.checkpoint import read_number

HEADER = "tablee-receipt/v1"
_FIELDS = ("log", "act", "kind", "object", "received", "sealed-by")


class Word(NamedTuple):
    """One promise to seal one act; minutes are counted since 1970."""

    log: str
    """The log's origin."""
    act: int
    kind: str
    object: str
    """The tag that the leaf will have."""
    received: int
    sealed_by: int
    """The minute after which a log without the act is wrong."""

    def __str__(self) -> str:
        """Return the text that is signed."""
        lines = zip(_FIELDS, self, strict=True)
        return HEADER + "\n" + "".join(f"{name} {value}\n" for name, value in lines)

    def is_kept_by(self, leaf: Leaf) -> bool:
        """Return whether *leaf* is the act that was promised."""
        told = (leaf.get("act"), leaf.get("kind"), leaf.get("object"))
        return leaf["leaf"] == "act" and told == (self.act, self.kind, self.object)

    def is_broken_by(self, origin: str, last_act: int, minute: int) -> bool:
        """Return whether a log that ends with act *last_act* in *minute* has left the act out."""
        return origin == self.log and last_act < self.act and minute > self.sealed_by


def read_word(text: str) -> Word:
    """Return what the text of a note promises.

    Raises:
        BadLeaf: it is no such promise.
        BadNote: a number in it has another spelling.
    """
    header, *lines = text.split("\n")
    if header != HEADER or len(lines) != len(_FIELDS) + 1 or lines[-1]:
        raise BadLeaf(
            "This is not a log's word about an act.",
            "Ce n'est pas la parole d'un journal sur une action.",
        )
    values: list[str] = []
    for name, line in zip(_FIELDS, lines, strict=False):
        if not line.startswith(f"{name} ") or len(line) == len(name) + 1:
            raise BadLeaf(f"The line '{name}' is missing.", f"La ligne « {name} » manque.")
        values.append(line[len(name) + 1 :])
    log, act, kind, tag, received, sealed_by = values
    return Word(log, read_number(act), kind, tag, read_number(received), read_number(sealed_by))
