"""Measure leaves: written and hashed, read and counted again, and how much room a count takes.

python -m bench.leaves [acts]
"""

import sys
import tracemalloc
from collections.abc import Callable, Iterable
from hashlib import sha256
from time import process_time
from typing import TypeVar

from tablee.core.act import Act, Evidence, State
from tablee.core.leaves.body import Genesis, genesis_body
from tablee.core.leaves.leaf import act_leaf, leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.veil import Veiled
from tablee.core.log.note import Key
from tablee.core.log.tree import leaf_hash
from tablee.core.reason import Reason

T = TypeVar("T")
ACTS = 200_000
MINUTE = 22_161_600
LOG_KEY = "tablee.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
ACTS_PER_MINUTE = 4_000
SHARE = [["Danone", 1], ["Carrefour", 1]]
KIND = {"opens_ms": 0, "closes_ms": 2**42, "opens_with": "", "in_all": 0, "clicks": False}


def terms() -> dict[str, object]:
    """Return terms of two kinds on two lines, one with a daily limit."""
    return {
        "number": 1,
        "from_ms": 0,
        "zone": "Europe/Paris",
        "opens_ms": 0,
        "closes_ms": 2**42,
        "last_call_ms": 2**42,
        "appeal_days": 7,
        "portions": 1,
        "pools": ["blogs", "shares"],
        "purchase_pools": [],
        "kinds": [
            {"name": "blog_post", "pool": "blogs", "rate": 10, "per_day": 3, **KIND},
            {"name": "share", "pool": "shares", "rate": 1, "per_day": 0, **KIND},
        ],
        "sponsors": [{"name": "Danone", "floor": 0}, {"name": "Carrefour", "floor": 0}],
        "pledges": [
            {"name": name, "pool": name, "units": 60_000, "shares": SHARE}
            for name in ("blogs", "shares")
        ],
        "raises": [],
        "milestones": [],
        "document": "0" * 64,
    }


def opening() -> list[bytes]:
    """Return the leaves before the first act."""
    genesis = Genesis("restos-2012", "tablee.example/log", LOG_KEY, is_replay=False)
    said = [("genesis", genesis_body(genesis)), ("terms", terms())]
    said += [
        ("pledge", {"name": name, "pool": name, "units": 60_000, "shares": SHARE})
        for name in ("blogs", "shares")
    ]
    return [leaf_bytes(kind, MINUTE, body) for kind, body in said]


def acts(count: int) -> Iterable[tuple[Act, Veiled, int]]:
    """Give acts with their tags and minutes: one in eight is a post of somebody known."""
    ends = {"blogs": 0, "shares": 0}
    for number in range(1, count + 1):
        is_post = number % 8 == 0
        pool, kind, units = ("blogs", "blog_post", 10) if is_post else ("shares", "share", 1)
        tag = sha256(number.to_bytes(8)).digest()
        minute = MINUTE + number // ACTS_PER_MINUTE
        act = Act(
            number=number,
            kind=kind,
            pool=pool,
            object="",
            supporter=b"",
            claim=b"",
            evidence=Evidence.PUBLIC,
            units=units,
            line_start=ends[pool],
            state=State.COUNTED,
            reason=Reason.NONE,
            is_held=False,
            occurred_at_ms=minute * 60_000,
            received_at_ms=minute * 60_000,
            source="bench",
        )
        ends[pool] += units
        yield act, Veiled(tag[:16], tag, tag[16:] if is_post else b""), minute


def write(said: list[tuple[Act, Veiled, int]]) -> list[bytes]:
    """Return the leaves of acts; each is hashed as well."""
    leaves: list[bytes] = []
    for act, veiled, minute in said:
        raw = act_leaf(act, veiled, minute=minute)
        leaf_hash(raw)
        leaves.append(raw)
    return leaves


def count(leaves: list[bytes]) -> Recount:
    """Read, hash and count everything; tallies are checked as they come."""
    recount = Recount(_never)
    for raw in leaves:
        leaf_hash(raw)
        recount.take(read_leaf(raw))
    return recount


def with_tallies(leaves: list[bytes]) -> list[bytes]:
    """Return the leaves of a log: *leaves* with a tally wherever one is due."""
    recount = Recount(_never)
    found: list[bytes] = []
    for raw in leaves:
        leaf = read_leaf(raw)
        if recount.is_tally_due(leaf["minute"]):
            tally = leaf_bytes("tally", recount.minute, recount.tally())
            recount.take(read_leaf(tally))
            found.append(tally)
        recount.take(leaf)
        found.append(raw)
    return found


def main(wanted: int) -> None:
    """Print a table."""
    said = list(acts(wanted))
    leaves = _timed(f"write and hash {wanted} acts", wanted, lambda: write(said))
    log = with_tallies(opening() + leaves)
    _timed(f"read, hash and count {len(log)} leaves", len(log), lambda: count(log))
    tracemalloc.start()
    recount = count(log)
    room = tracemalloc.get_traced_memory()[0] / 1e6
    print(f"{'room for the count of ' + str(wanted) + ' acts':<44} {room:>10.0f} MB")
    assert recount.standing.last_number == wanted


def _timed(what: str, times: int, run: Callable[[], T]) -> T:
    before = process_time()
    found = run()
    seconds = process_time() - before
    print(f"{what:<44} {times / seconds:>10,.0f} /s")
    return found


def _never(_key: Key, _message: bytes, _signature: bytes) -> bool:
    return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ACTS)
