"""What each kind of leaf says, made of what the rules know; `leaf.leaf_bytes` adds the minute."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tablee.core.campaign import Version
from tablee.core.leaves.fields import FORMAT
from tablee.core.leaves.leaf import Leaf
from tablee.core.promise import Milestone
from tablee.core.promising.party import PartyKey
from tablee.core.rulebook import HOUR_MS, KindRule, Rulebook, as_ms
from tablee.core.segment import Segment, Share
from tablee.core.terms.purchases import purchase_pools

LEAVES_BETWEEN_TALLIES = 512
MINUTES_BETWEEN_TALLIES = 60


class Genesis(NamedTuple):
    """Whose log it is."""

    campaign: str
    origin: str
    log: str
    """The log's key, in one line (a *vkey*)."""
    is_replay: bool


class Sample(NamedTuple):
    """What auditors found in the acts that were drawn."""

    size: int
    root: bytes
    draws: int
    invalid: int
    unverifiable: int
    sheet: bytes
    """SHA-256 of the sheet on which they wrote it."""


def genesis_body(genesis: Genesis) -> Leaf:
    """Return the first leaf of a log."""
    return {
        "format": FORMAT,
        "campaign": genesis.campaign,
        "origin": genesis.origin,
        "log": genesis.log,
        "replay": genesis.is_replay,
        "leaves_between_tallies": LEAVES_BETWEEN_TALLIES,
        "minutes_between_tallies": MINUTES_BETWEEN_TALLIES,
    }


def key_body(key: PartyKey, *, is_valid: bool = True) -> Leaf:
    """Return what is said of somebody's key: that it is theirs, or is no longer."""
    return {
        "role": str(key.role),
        "name": key.name,
        "key": key.key,
        "held_by": str(key.held_by),
        "is_valid": is_valid,
    }


def terms_body(version: Version, document: bytes) -> Leaf:
    """Return a version of the terms; *document* is the SHA-256 of its published text."""
    terms = version.terms
    rulebook = Rulebook(terms)
    return {
        "number": version.number,
        "from_ms": version.effective_at_ms,
        "zone": terms.time_zone,
        "opens_ms": as_ms(terms.opens_at),
        "closes_ms": rulebook.last_call_ms - terms.grace_hours * HOUR_MS,
        "last_call_ms": rulebook.last_call_ms,
        "appeal_days": terms.appeal_days,
        "portions": terms.unit.portions,
        "pools": [each.name for each in terms.pools],
        "purchase_pools": sorted(purchase_pools(terms)),
        "kinds": [_kind(each) for each in rulebook.kinds.values()],
        "sponsors": [{"name": each.name, "floor": each.floor} for each in terms.sponsors],
        "pledges": [
            {"name": each.name, **_cover(each.pool, each.units, each.shares)}
            for each in terms.pledges
        ],
        "raises": [
            {"pledge": each.pledge, "units": each.units, "from_ms": as_ms(each.effective_at)}
            for each in terms.raises
        ],
        "milestones": [_milestone(each) for each in terms.milestones],
        "document": document.hex(),
    }


def cover_body(cause: str, pool: str, cover: Segment) -> tuple[str, Leaf]:
    """Return the kind and the body of the leaf for *cover* that is laid on a pool, by its cause."""
    kind, _, name = cause.partition(":")
    body = _cover(pool, cover.units, cover.shares)
    if kind != "raise":
        return kind, {"name": name, **body}
    pledge, _, from_ms = name.rpartition(":")
    return kind, {"pledge": pledge, "from_ms": int(from_ms), **body}


def document_body(text: str) -> Leaf:
    """Return a signed document, as it stands in a `promise` or a `receipt`."""
    return {"document": text}


def incident_body(en: str, fr: str) -> Leaf:
    """Return something that everybody is told."""
    return {"en": en, "fr": fr}


def audit_commit_body(by: str, hashed: bytes) -> Leaf:
    """Return the hash of a seed that *by* will reveal once the campaign is closed."""
    return {"step": "commit", "by": by, "hash": hashed.hex()}


def audit_reveal_body(by: str, seed: bytes) -> Leaf:
    """Return the seed, of 32 bytes, whose SHA-256 *by* had said before."""
    return {"step": "reveal", "by": by, "seed": seed.hex()}


def audit_result_body(sample: Sample, document: str = "") -> Leaf:
    """Return what auditors found; *document* is what one of them signed, to the letter."""
    said: Leaf = {
        "step": "result",
        "size": sample.size,
        "root": sample.root.hex(),
        "draws": sample.draws,
        "invalid": sample.invalid,
        "unverifiable": sample.unverifiable,
        "sheet": sample.sheet.hex(),
    }
    return said | {"document": document} if document else said


def erase_body(what: str, count: int) -> Leaf:
    """Return that so many ``acts`` (salts and contents) or ``keys`` (of persons) were erased."""
    return {"what": what, "count": count}


def settle_body(owed: Mapping[str, int]) -> Leaf:
    """Return what each sponsor owes in the end."""
    return {"owed": dict(owed)}


def _kind(rule: KindRule) -> Leaf:
    body: Leaf = rule._asdict()
    body["clicks"] = body.pop("pays_clicks")
    return body


def _milestone(milestone: Milestone) -> Leaf:
    body: Leaf = {
        "name": milestone.name,
        "measure": milestone.measure.value,
        "threshold": milestone.threshold,
        "kinds": list(milestone.kinds),
    }
    if milestone.pool:
        body |= _cover(milestone.pool, milestone.units, milestone.shares)
    return body


def _cover(pool: str, units: int, shares: Iterable[Share]) -> Leaf:
    return {"pool": pool, "units": units, "shares": [[name, weight] for name, weight in shares]}
