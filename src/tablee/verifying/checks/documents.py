"""Are the texts beside the log those that its leaves speak of?"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from tablee.core.leaves.leaf import Leaf
from tablee.core.log.tree import leaf_hash
from tablee.core.text import Text
from tablee.verifying.checks.agreement import contradiction
from tablee.verifying.checks.tree import Tree
from tablee.verifying.finding import Finding, State, absent, wrong
from tablee.verifying.sources.source import Missing, Source, optional

LEAVES = "leaves.jsonl"
TALLY = "tally.json"


def check_terms(source: Source, terms: Mapping[int, Leaf]) -> Finding:
    """Check the published texts of the terms against their leaves: the hash, and what they say."""
    if not any(path.startswith("terms/") for path in source.paths()):
        return absent("terms", _NO_TERMS)
    bad: list[str] = []
    for number, leaf in sorted(terms.items()):
        path = f"terms/{number}.json"
        try:
            text = source.read(path)
        except Missing:
            bad.append(path)
            continue
        if sha256(text).hexdigest() != leaf["document"]:
            bad.append(path)
        elif part := contradiction(text, leaf):
            return wrong("terms", _CONTRADICTION.about(path, part), (path,))
    if bad:
        return wrong("terms", _OTHER_TERMS.about(", ".join(bad[:5])), tuple(bad))
    return Finding("terms", State.RIGHT, _TERMS.about(len(terms)))


def leaves_fault(source: Source, tree: Tree) -> tuple[str, ...]:
    """Return the list of leaves, if it does not hold those of the log, line by line."""
    raw = optional(source, LEAVES)
    if raw is None:
        return ()
    place = 0
    for number in range(tree.size):
        end = raw.find(b"\n", place)
        if end < 0 or leaf_hash(raw[place:end]) != tree.leaf(number):
            return (LEAVES,)
        place = end + 1
    return () if place == len(raw) else (LEAVES,)


def tally_fault(source: Source, tally: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the file of figures, if it holds others than those recounted."""
    raw = optional(source, TALLY)
    if raw is None:
        return ()
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return (TALLY,)
    names = tally.keys() - {"leaf", "minute", "previous"}
    is_same = isinstance(said, dict) and all(
        name in said and _spelled(said[name]) == _spelled(tally[name]) for name in names
    )
    return () if is_same else (TALLY,)


def _spelled(value: object) -> str:
    """Return a spelling by which 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True)


_NO_TERMS = Text(
    "The published terms are not here: nothing to compare with the log.",
    "Le règlement publié n'est pas ici : rien à comparer au journal.",
)
_CONTRADICTION = Text(
    "The terms in {} tell people another '{}' than the one by which the log counts.",
    "Le règlement {} dit aux gens un autre « {} » que celui par lequel compte le journal.",
)
_OTHER_TERMS = Text(
    "These terms are not those that the log names: {}",
    "Ces règlements ne sont pas ceux que nomme le journal : {}",
)
_TERMS = Text(
    "Published terms, each as the log names it: {}.",
    "Règlements publiés, chacun tel que le nomme le journal : {}.",
)
