"""Write leaves, and read them: strictly, or not at all."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress
from json import JSONDecoder
from typing import Any, cast

from tablee.core.act import NEVER_IN_LINE, Act, Evidence
from tablee.core.leaves.canonical import dump, read, spelled
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import FORMS, record_of
from tablee.core.leaves.veil import Veiled, unpadded

__all__ = [
    "CLOCK_MINUTES",
    "MINUTE_MS",
    "MOST_BYTES",
    "Leaf",
    "Veiled",
    "act_leaf",
    "leaf_bytes",
    "read_each",
    "read_leaf",
]

MOST_BYTES = 65_535
"""Bytes of a leaf, at most: a tile's entry says its length in two."""
MINUTE_MS = 60_000
CLOCK_MINUTES = 5
"""By how much a clock may be set back: a leaf's minute never is, so it may say so much too late."""

Leaf = dict[str, Any]
"""A leaf as an object: one of the forms of `tablee.core.leaves.fields`."""

_RECORDS = {kind: tuple(record_of(kind, form) for form in forms) for kind, forms in FORMS.items()}
_TAG = b"[A-Za-z0-9_-]{21}[AQgw]"
_NAME = rb'"[^"\\\x00-\x1f]{1,100}"'
_NUMBER = rb"(?:0|[1-9][0-9]{0,14})"
_MINUTE = rb"(?:0|[1-9][0-9]{0,8})"
_ACT = re.compile(
    rb'\{"act":[1-9][0-9]{0,14},"commitment":"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
    rb'(?:,"day":"' + _TAG + rb'")?,"evidence":"[ABC]","kind":' + _NAME + rb',"leaf":"act"'
    rb',"minute":' + _MINUTE + rb',"object":"' + _TAG + rb'"(?:,"occurred":' + _NUMBER + rb")?"
    rb',"pool":' + _NAME + rb',"start":' + _NUMBER + rb',"units":[1-9][0-9]{0,14}'
    rb'(?:,"who":"' + _TAG + rb'")?\}'
)
"""Acts in their line, of which there are most: a leaf that matches is in its only spelling."""
_decode = JSONDecoder().raw_decode


def leaf_bytes(kind: str, minute: int, body: Leaf) -> bytes:
    """Return the leaf that says *body*; `tablee.core.leaves.body` makes bodies.

    Raises:
        BadLeaf: there is no such leaf.
    """
    leaf = {**body, "leaf": kind, "minute": minute}
    raw = dump(leaf)
    _check(leaf, raw)
    return raw


def act_leaf(act: Act, veiled: Veiled, *, minute: int, evidence: Evidence | None = None) -> bytes:
    """Return the leaf of an act as it was received.

    *minute* is when; *evidence* is what it came with, where the act has better by now.

    Raises:
        BadLeaf: a name in it cannot stand in a leaf.
    """
    # What somebody says happened before 1970 is refused at the door, and still becomes a leaf.
    occurred = max(0, act.occurred_at_ms // MINUTE_MS)
    parts = [f'{{"act":{act.number},"commitment":"{unpadded(veiled.commitment)}"']
    is_in_line = act.line_start != NEVER_IN_LINE
    if veiled.day and is_in_line:
        parts.append(f',"day":"{unpadded(veiled.day)}"')
    parts.append(
        f',"evidence":"{(evidence or act.evidence).value}","kind":{_spelled(act.kind)}'
        f',"leaf":"act","minute":{minute},"object":"{unpadded(veiled.object)}"'
    )
    if occurred != minute:
        parts.append(f',"occurred":{occurred}')
    if not is_in_line:
        parts.append(f',"reason":"{act.reason.value}"}}')
        return "".join(parts).encode()
    parts.append(f',"pool":{_spelled(act.pool)},"start":{act.line_start},"units":{act.units}')
    parts.append(f',"who":"{unpadded(veiled.who)}"}}' if veiled.who else "}")
    return "".join(parts).encode()


def read_leaf(raw: bytes) -> Leaf:
    """Return what a leaf says.

    Raises:
        BadLeaf: it is not in its only spelling, or not a leaf of a kind that is known.
    """
    if len(raw) > MOST_BYTES:
        raise BadLeaf(
            f"A leaf has at most {MOST_BYTES} bytes.", f"Une feuille a au plus {MOST_BYTES} octets."
        )
    if _ACT.fullmatch(raw):
        act: Leaf = _decoded(raw)
        return act
    leaf = read(raw)
    if type(leaf) is not dict:
        raise BadLeaf("A leaf is an object.", "Une feuille est un objet.")
    found = cast("Leaf", leaf)
    _check(found, raw)
    return found


def read_each(raws: Sequence[bytes]) -> list[Leaf]:
    """Return what leaves say, each as `read_leaf` would: many acts are read at one go.

    Raises:
        BadLeaf: one of them is no leaf; it is not said which.
    """
    are_acts = [_ACT.fullmatch(raw) is not None for raw in raws]
    acts: Iterator[Leaf] = iter(_decoded(b"[%b]" % b",".join(compress(raws, are_acts))))
    return [
        next(acts) if is_act else read_leaf(raw) for raw, is_act in zip(raws, are_acts, strict=True)
    ]


def _decoded(spelled_well: bytes) -> Any:
    """Return what JSON says that is known to be in its only spelling."""
    try:
        return _decode(spelled_well.decode())[0]
    except UnicodeDecodeError as error:
        raise BadLeaf("This is not JSON in UTF-8.", "Ce n'est pas du JSON en UTF-8.") from error


def _check(leaf: Leaf, raw: bytes) -> None:
    """Refuse what no form of the leaf's kind allows."""
    kind = leaf.get("leaf")
    forms = _RECORDS.get(kind) if type(kind) is str else None
    if forms is None:
        raise BadLeaf("There is no such kind of leaf.", "Il n'y a pas de feuille de cette sorte.")
    if len(raw) > MOST_BYTES:
        raise BadLeaf(
            f"A leaf has at most {MOST_BYTES} bytes.", f"Une feuille a au plus {MOST_BYTES} octets."
        )
    # Where no form has these fields, the first one says what is missing.
    form = next((each for each in forms if each.has_fields(leaf)), forms[0])
    form.check(leaf, "")


@lru_cache(maxsize=1_024)
def _spelled(name: str) -> str:
    return spelled(name).decode()
