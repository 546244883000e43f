"""A whole campaign as a log, made alike each time: what verifiers, browsers and witnesses try.

Two sponsors, two lines, limits by day, a raise, a milestone, decisions of every sort, signed
promises, payments and deliveries, an audit, an erasure, a close and a settlement.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from tests.core.promising.touched import SecurityKey

from tablee.core.audit.result import result_text
from tablee.core.leaves.body import Genesis, Sample, audit_result_body, genesis_body, key_body
from tablee.core.leaves.canonical import spelled
from tablee.core.leaves.leaf import leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.veil import Content, commitment, content_object, unpadded
from tablee.core.log.note import Note, Signature
from tablee.core.log.tree import leaf_hash, root_of
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import KeySigner, verify

ORIGIN = "tablee.example/c/restos-2012/log"
CAMPAIGN = "restos-2012"
OPENS = 22_161_600  # the minute 2012-02-20T00:00Z
MINUTE_MS = 60_000
SPONSORS = ("Danone", "Carrefour")
BENEFICIARY = "Les Restos du Cœur"
TERMS_TEXT = '{"title":"Restos 2012"}\n'
KINDS = (
    {"name": "share", "pool": "social", "rate": 1, "per_day": 3},
    {"name": "blog_post", "pool": "blogs", "rate": 10, "in_all": 2},
    {"name": "drawing", "pool": "blogs", "rate": 15, "opens_with": "first-500"},
)


def signer(name: str) -> KeySigner:
    """Return the key of *name*, the same in every test."""
    return KeySigner(name, sha256(f"key of {name}".encode()).digest())


LOG_KEY = signer(ORIGIN)
PARTY_KEYS = {
    "Danone": signer("danone.example/restos"),
    "Carrefour": signer("carrefour.example/restos"),
    BENEFICIARY: signer("restosducoeur.example/restos"),
}
AUDITORS = ("Danone", BENEFICIARY, "A university")
AUDITOR = AUDITORS[-1]
AUDITOR_KEY = signer("university.example/audits")


def tag(*words: object) -> str:
    return unpadded(sha256(repr(words).encode()).digest()[:16])


def secret(by: str) -> bytes:
    """Return the seed that an auditor keeps to itself until the close."""
    return sha256(f"seed of {by}".encode()).digest()


def salt_of(number: int) -> bytes:
    return sha256(f"salt {number}".encode()).digest()


def content_of(number: int, kind: str, minute: int) -> Content:
    moment_ms = minute * MINUTE_MS
    return Content(kind, f"https://blog-{number}.example/", moment_ms, moment_ms, "test")


def document_text(kind: Kind, party: str, **fields: str) -> str:
    """Return what a party is to sign."""
    return write_text(kind, {"campaign": CAMPAIGN, kind.role: party, **fields})


def signed_document(kind: Kind, party: str, **fields: str) -> str:
    """Return what a party signed, as a signed note."""
    return noted(document_text(kind, party, **fields), PARTY_KEYS[party])


def noted(text: str, key: KeySigner) -> str:
    """Return *text* as a note that this key signed."""
    return str(Note(text, (Signature(key.key.name, key.key.id, key.sign(text.encode())),)))


@dataclass(frozen=True)
class Story:
    """What happens in a campaign, or what an organiser pretends."""

    acts: int = 3_000
    acts_per_minute: int = 5
    dropped: frozenset[int] = frozenset()
    """Acts that are left out, everything else being done again as if they had never been."""
    invented: int = 0
    """Acts that nobody did, written after the others."""
    erased: int = 2
    people: int = 501
    first_pledge: int = 1_000
    first_object: str = ""
    """Another object for the first act."""
    touched: SecurityKey | None = None
    """The security key by which the beneficiary signs, if not with a key for notes."""
    draws: int = 0
    """How many acts are drawn and looked at in the end."""
    is_signed: bool = True
    """Whether the auditor signs what was found."""


@dataclass
class CampaignLog:
    """The leaves of a campaign, told by a *story*."""

    story: Story = Story()
    leaves: list[bytes] = field(default_factory=list)
    minute: int = OPENS - 10
    marks: dict[str, int] = field(default_factory=dict)
    """Where certain leaves stand."""

    def __post_init__(self) -> None:
        self.recount = Recount(verify)
        self._ends = Counter[str]()
        self._used = Counter[str]()
        self._number = 0
        self._since_tally = 0
        self._tally_minute = self.minute
        self._counted = 0
        self._begin()
        self._acts()
        self._end()

    # what is written

    def say(self, kind: str, /, **body: Any) -> int:
        """Write a leaf; return its number."""
        raw = leaf_bytes(kind, self.minute, body)
        self.recount.take(read_leaf(raw))
        self.leaves.append(raw)
        self._since_tally += 1
        return len(self.leaves) - 1

    def tally(self) -> None:
        figures = self.recount.tally()
        self.marks["tally"] = self.say("tally", **figures)
        self._since_tally = 0
        self._tally_minute = self.minute

    # the story

    def _begin(self) -> None:
        genesis = Genesis(CAMPAIGN, ORIGIN, str(LOG_KEY.key), is_replay=False)
        self.say("genesis", **genesis_body(genesis))
        for name, key in PARTY_KEYS.items():
            role = "sponsor" if name in SPONSORS else "beneficiary"
            line = str(key.key)
            if name == BENEFICIARY and self.story.touched:
                line = self.story.touched.line
            self.say("key", **key_body(PartyKey(role, name, line), is_valid=True))
        self.marks["terms"] = self.say("terms", **self._terms())
        both = [["Danone", 1], ["Carrefour", 1]]
        self.marks["promise"] = self._promise(
            Kind.PLEDGE, "Danone", name="social", pool="social", units="1000"
        )
        self._promise(Kind.PLEDGE, "Carrefour", name="blogs", pool="blogs", units="3000")
        self._promise(Kind.PLEDGE, "Danone", name="blogs", pool="blogs", units="3000")
        social = [["Danone", 1]]
        units = self.story.first_pledge
        self.say("pledge", name="social", pool="social", units=units, shares=social)
        self.say("pledge", name="blogs", pool="blogs", units=6_000, shares=both)
        self.tally()
        self.minute = OPENS

    def _terms(self) -> dict[str, Any]:
        opens_ms, closes_ms = OPENS * MINUTE_MS, (OPENS + 36 * 1440) * MINUTE_MS - 1
        defaults = {"opens_with": "", "per_day": 0, "in_all": 0, "clicks": False}
        window = {"opens_ms": opens_ms, "closes_ms": closes_ms}
        goal = {"name": "first-500", "measure": "acts", "threshold": 500, "kinds": []}
        more = {"pool": "blogs", "units": 500, "shares": [["Carrefour", 1]]}
        pledges = [
            {
                "name": "social",
                "pool": "social",
                "units": self.story.first_pledge,
                "shares": [["Danone", 1]],
            },
            {
                "name": "blogs",
                "pool": "blogs",
                "units": 6_000,
                "shares": [["Danone", 1], ["Carrefour", 1]],
            },
        ]
        raised_ms = (OPENS + 60) * MINUTE_MS
        return {
            "number": 1,
            "from_ms": opens_ms,
            "zone": "Europe/Paris",
            **window,
            "last_call_ms": closes_ms,
            "appeal_days": 0,
            "portions": 1,
            "pools": ["social", "blogs"],
            "purchase_pools": [],
            "kinds": [{**defaults, **window, **kind} for kind in KINDS],
            "sponsors": [{"name": "Danone", "floor": 500}, {"name": "Carrefour", "floor": 0}],
            "pledges": pledges,
            "raises": [{"pledge": "social", "units": 500, "from_ms": raised_ms}],
            "milestones": [{**goal, **more}],
            "document": sha256(TERMS_TEXT.encode()).hexdigest(),
        }

    def _promise(self, kind: Kind, party: str, **fields: str) -> int:
        document = signed_document(kind, party, **fields, signed="2012-02-15")
        return self.say("promise", document=document)

    def _acts(self) -> None:
        is_raised = is_reached = False
        wanted = self.story.acts + self.story.invented
        for index in range(1, wanted + 1):
            if index % self.story.acts_per_minute == 0:
                self.minute += 1
            if self._since_tally >= 256 or self.minute - self._tally_minute >= 50:
                self.tally()
            if not is_raised and self.minute >= OPENS + 60:
                is_raised = True
                raised_ms = (OPENS + 60) * MINUTE_MS
                cover = {"pool": "social", "units": 500, "shares": [["Danone", 1]]}
                self.say("raise", pledge="social", from_ms=raised_ms, **cover)
            if index not in self.story.dropped:
                self._act(index, is_open=is_reached)
                self._decide(index)
            if not is_reached and self._counted >= 500:
                is_reached = True
                cover = {"pool": "blogs", "units": 500, "shares": [["Carrefour", 1]]}
                self.say("milestone", name="first-500", **cover)
            if index == 1_000:
                self.say("incident", en="The server rested.", fr="Le serveur s'est reposé.")

    def _act(self, index: int, *, is_open: bool) -> None:
        kind = KINDS[(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)[index % 10]]
        name = str(kind["name"])
        self._number += 1
        number = self._number
        content = content_of(number, name, self.minute)
        named = self.story.first_object if number == 1 else ""
        said: dict[str, Any] = {
            "act": number,
            "kind": name,
            "evidence": "C" if index % 25 == 6 else "A",
            "object": tag("object", named or index),
            "commitment": unpadded(commitment(salt_of(number), content)),
        }
        person = index * 7 % self.story.people
        limits = {}
        if "per_day" in kind:
            limits["day"] = tag("day", name, person, self.minute // 1440)
        if "in_all" in kind:
            limits["who"] = tag("who", name, person)
        reason = self._refusal(kind, limits, is_open=is_open)
        if reason:
            self.marks["refused"] = self.say("act", **said, reason=reason)
            return
        pool, units = str(kind["pool"]), int(str(kind["rate"]))
        start = self._ends[pool]
        self._ends[pool] += units
        self._counted += said["evidence"] != "C"
        leaf = self.say("act", **said, **limits, pool=pool, units=units, start=start)
        self.marks[f"act {index}"] = leaf
        self.marks[f"number {index}"] = number

    def _refusal(self, kind: Any, limits: dict[str, str], *, is_open: bool) -> str:
        if kind.get("opens_with") and not is_open:
            return "kind_not_open"
        for each, name in limits.items():
            most = kind["per_day" if each == "day" else "in_all"]
            if self._used[name] >= most:
                return "daily_limit" if each == "day" else "total_limit"
        self._used.update(limits.values())
        return ""

    def _decide(self, index: int) -> None:
        """Decide about acts of some time ago: each sort of decision comes again and again."""
        act = self.marks.get(f"number {index - 20}")
        if act is None:
            return
        one, other = tag("judge", 1), tag("judge", 2)
        match (index - 20) % 100:
            case 6 | 31:
                self.say("confirm", act=act, judge="verification")
                self._counted += 1
            case 56:
                self.say("refuse", act=act, judge=one, reason="no_link")
                self.say("restore", act=act, judge=other)
                self._counted += 1
            case 81:
                self.marks["refuse"] = self.say("refuse", act=act, judge=one, reason="spam")
                self.say("finish", act=act, judge="clock", reason="spam")
            case 40:
                self.say("reverse", act=act, judge="verification", reason="gone")
                self.say("finish", act=act, judge="clock", reason="gone")
                self._counted -= 1
            case 41:
                self.say("reverse", act=act, judge=one, reason="off_topic")
                self.say("restore", act=act, judge=other)

    def _end(self) -> None:
        for by in AUDITORS:
            hashed = sha256(secret(by)).hexdigest()
            self.say("audit", step="commit", by=by, hash=hashed)
        if self.story.erased:
            self.say("erase", what="acts", count=self.story.erased)
        self.tally()
        self.minute += 1
        for act in self._held():
            self.say("refuse", act=act, judge="verification", reason="not_found")
            self.say("finish", act=act, judge="clock", reason="not_found")
        self.marks["close"] = self.say("close")
        self.marks["settle"] = self.say("settle", owed=self._owed())
        self.tally()
        over = len(self.leaves)
        self.marks["payment"] = self._receipt(Kind.PAYMENT, "Danone", "2000", "V 1")
        self._receipt(Kind.PAYMENT, "Carrefour", "1500", "V 2")
        self.marks["delivery"] = self._receipt(Kind.DELIVERY, BENEFICIARY, "3200", "BL 7")
        for by in AUDITORS:
            self.say("audit", step="reveal", by=by, seed=secret(by).hex())
        if self.story.draws:
            self._audit(over)
        self.tally()

    def _audit(self, size: int) -> None:
        root = root_of([leaf_hash(raw) for raw in self.leaves[:size]])
        found = Sample(size, root, self.story.draws, 0, 1, sha256(b"a sheet").digest())
        document = ""
        if self.story.is_signed:
            key = PartyKey("auditor", AUDITOR, str(AUDITOR_KEY.key))
            self.say("key", **key_body(key, is_valid=True))
            text = result_text(audit_result_body(found), CAMPAIGN, AUDITOR, "2012-04-20")
            document = noted(text, AUDITOR_KEY)
        self.marks["result"] = self.say("audit", **audit_result_body(found, document))

    def _held(self) -> list[int]:
        """Return the acts that still wait."""
        waiting: set[int] = set()
        for raw in self.leaves:
            leaf = read_leaf(raw)
            if leaf["leaf"] == "act" and leaf["evidence"] == "C" and "units" in leaf:
                waiting.add(leaf["act"])
            elif leaf["leaf"] in {"confirm", "refuse", "restore"}:
                waiting.discard(leaf["act"])
        return sorted(waiting)

    def _owed(self) -> dict[str, int]:
        owed = Counter(dict.fromkeys(SPONSORS, 0))
        for sponsors in self.recount.tally()["earned"].values():
            owed.update(sponsors)
        owed["Danone"] = max(owed["Danone"], 500)
        return dict(owed)

    def _receipt(self, kind: Kind, party: str, units: str, reference: str) -> int:
        said = {"units": units, "on": "2012-04-02", "reference": reference}
        document, touched = signed_document(kind, party, **said), self.story.touched
        if party == BENEFICIARY and touched:
            text = document_text(kind, party, **said)
            document = text + touched.sign(text)
        return self.say("receipt", document=document)


@lru_cache(maxsize=4)
def campaign(story: Story = Story()) -> CampaignLog:
    """Return the log of a campaign; do not change what it holds."""
    return CampaignLog(story)


def receipt_extra(log: CampaignLog, leaf: int) -> bytes:
    """Return what the receipt of an act carries besides its proof."""
    said = read_leaf(log.leaves[leaf])
    content = content_of(said["act"], said["kind"], said["minute"])
    salt = unpadded(salt_of(said["act"]))
    return spelled({"leaf": said, "salt": salt, "content": content_object(content)})
