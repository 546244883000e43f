"""A small log told leaf by leaf, and counted as it is told: two lines, two sponsors, one day."""

from hashlib import sha256

from tests import make

from tablee.core.campaign import Version
from tablee.core.leaves.body import Genesis, cover_body, genesis_body, terms_body
from tablee.core.leaves.leaf import leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.veil import unpadded
from tablee.core.rulebook import as_ms
from tablee.core.segment import Segment
from tablee.outside.signing import KeySigner, verify

OPENS = as_ms(make.OPENS_AT) // 60_000
CLOSES = as_ms(make.CLOSES_AT) // 60_000
DAY = 24 * 60
BOTH = {"shares": make.shares(Dana=1, Carl=1)}
TERMS = make.terms(
    kinds=(
        make.kind(per_day=2, in_all=3),
        make.kind("drawing", 3, opens_with="two-posts"),
        make.kind("share", 1, "shares", pays_clicks=True),
    ),
    pledges=(make.pledge(25, Dana=1, Carl=1), make.pledge(3, "shares")),
    milestones=(
        make.milestone("two-posts", 2, kinds=("post",)),
        make.milestone("six", 6, pool="shares", units=4, **BOTH),
    ),
)


def tag(*words):
    return unpadded(sha256(repr(words).encode()).digest()[:16])


def hashed(*words):
    return sha256(repr(words).encode()).digest()


def signer(name):
    return KeySigner(f"{name.lower()}.example/tablee", hashed("key of", name))


def laid(terms, cause):
    """Return the kind and the body of the leaf by which what *terms* promise is laid."""
    pledges = {each.name: each for each in terms.pledges}
    found = {
        f"pledge:{name}": (each.pool, each.units, each.shares) for name, each in pledges.items()
    }
    for each in terms.raises:
        pledge = pledges[each.pledge]
        moment_ms = as_ms(each.effective_at)
        found[f"raise:{pledge.name}:{moment_ms}"] = (pledge.pool, each.units, pledge.shares)
    for each in terms.milestones:
        found[f"milestone:{each.name}"] = (each.pool, each.units, each.shares)
    pool, units, shares = found[cause]
    if not pool:
        return "milestone", {"name": cause.removeprefix("milestone:")}
    return cover_body(cause, pool, Segment(units, shares))


class Teller:
    """Tells leaves; each is read back and counted. *minute* is that of the next one."""

    def __init__(self, terms=TERMS, *, is_begun=True):
        self.recount = Recount(verify)
        self.leaves = []
        self.minute = OPENS
        self.terms = terms
        self.number = 0
        if is_begun:
            self.genesis()
            self.publish(terms)
            for pledge in terms.pledges:
                self.lay(f"pledge:{pledge.name}")

    def say(self, kind, body=None, /, **fields):
        raw = leaf_bytes(kind, self.minute, {**(body or {}), **fields})
        self.recount.take(read_leaf(raw))
        self.leaves.append(raw)
        return self

    def genesis(self):
        log = str(signer("log").key)
        return self.say(
            "genesis", genesis_body(Genesis(make.SLUG, "tablee.example/log", log, is_replay=False))
        )

    def publish(self, terms, number=1, /, *, at_ms=None, **changes):
        at_ms = self.minute * 60_000 if at_ms is None else at_ms
        version = Version(number, at_ms, at_ms, "Ada", "as agreed", terms)
        return self.say("terms", {**terms_body(version, hashed(number)), **changes})

    def lay(self, cause, **changes):
        kind, body = laid(self.terms, cause)
        return self.say(kind, {**body, **changes})

    def act(self, name="post", /, thing=None, **changes):
        """Tell an act as the rules want it, with *changes*."""
        number = self.recount.standing.last_number + 1
        rule = next(each for each in self.terms.kinds if each.name == name)
        body = {
            "act": number,
            "kind": name,
            "pool": rule.pool,
            "units": rule.rate,
            "start": self.recount.standing.line(rule.pool).end,
            "evidence": "A",
            "object": tag("object", thing or number),
            "commitment": unpadded(hashed("commitment", number)),
        }
        return self.say("act", {**body, **changes})

    def turn_away(self, reason="daily_limit", kind="post", **changes):
        number = self.recount.standing.last_number + 1
        body = {"act": number, "kind": kind, "reason": reason, "evidence": "A"}
        body |= {"object": tag("object", number), "commitment": unpadded(hashed(number))}
        return self.say("act", {**body, **changes})

    def tally(self, **changes):
        return self.say("tally", {**self.recount.tally(), **changes})

    def later(self, minutes):
        if self.recount.is_tally_due(self.minute + minutes):
            self.tally()
        self.minute += minutes
        return self

    @property
    def facts(self):
        return self.recount.facts()
