"""Gather what is to be sealed: acts and what happened between them, in order, as leaves."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from tablee.core.act import NEVER_IN_LINE, Act, Evidence, fingerprint
from tablee.core.campaign import Campaign
from tablee.core.leaves.body import Genesis, genesis_body, terms_body
from tablee.core.leaves.fields import CLOCK, VERIFICATION
from tablee.core.leaves.figures import figures
from tablee.core.leaves.leaf import MINUTE_MS, Leaf, Veiled, act_leaf, leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.veil import (
    KEY_BYTES,
    Content,
    commitment,
    day_tag,
    judge_tag,
    object_tag,
    unpadded,
    who_tag,
)
from tablee.core.rulebook import Rulebook
from tablee.ports.desk import Desk
from tablee.ports.log.happenings import Happening
from tablee.ports.log.logs import Log
from tablee.usecases.earnings import cover_by_pool, earned_by_pool
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt

AT_ONCE = 10_000
"""Acts, and happenings, in one batch at most."""
NEVER_MS = 2**62
"""Later than any clock."""


@dataclass(slots=True)
class Gathered:
    """Leaves that are ready to be staged."""

    act_number: int
    happening: int
    leaves: list[bytes] = field(default_factory=list[bytes])
    places: list[bytes] = field(default_factory=list[bytes])
    tag_keys: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])
    """Keys of supporters who had none."""


def gather(desk: Desk, campaign: Campaign, log: Log, count: Recount) -> Gathered:
    """Return what comes after *log*, no more than fits one batch; *count* takes it all in.

    The last leaf is a tally. Where nothing is left, it is compared with the campaign's standing.

    Raises:
        BadLeaf: what happened does not follow from the log by its own rules.
        LogInDoubt: the log's count is not the campaign's.
    """
    gathering = _Gathering(desk, campaign, log, count)
    gathering.run()
    return gathering.found


class _Gathering:
    """One batch in the making."""

    def __init__(self, desk: Desk, campaign: Campaign, log: Log, count: Recount) -> None:
        self.desk, self.campaign, self.log, self.count = desk, campaign, log, count
        self.journal = desk.journal(campaign)
        self.found = Gathered(log.act_number, log.happening)
        self.acts = self.journal.acts_after(log.act_number, AT_ONCE)
        self.happenings = self.journal.happenings(log.happening, AT_ONCE)
        self._veils = _Veils(desk, campaign, log, self.acts)
        first, last = log.act_number + 1, log.act_number + len(self.acts)
        self._were_unverified = self.journal.were_unverified(first, last)

    def run(self) -> None:
        """Make every leaf."""
        if not self.acts and not self.happenings:
            return
        if self.log.size == 0:
            self._begin()
        for each in self._in_order():
            if isinstance(each, Act):
                self._act(each)
            else:
                self._happening(each)
        self._tally()
        self.found.tag_keys = self._veils.fresh
        if len(self.acts) < AT_ONCE and len(self.happenings) < AT_ONCE:
            self._compare()

    def _in_order(self) -> Iterator[Act | Happening]:
        """Give acts and happenings as they came; those that may have others between them wait."""
        last_act = self.acts[-1].number if self.acts else self.log.act_number
        is_cut = len(self.acts) == AT_ONCE
        until = self.happenings[-1].after if len(self.happenings) == AT_ONCE else None
        waiting = iter(self.acts)
        act = next(waiting, None)
        for happening in self.happenings:
            while act is not None and act.number <= happening.after:
                yield act
                act = next(waiting, None)
            if is_cut and happening.after > last_act:
                return
            yield happening
        while act is not None and (until is None or act.number <= until):
            yield act
            act = next(waiting, None)

    def _begin(self) -> None:
        log, campaign = self.log, self.campaign
        genesis = Genesis(campaign.slug, log.origin, log.vkey, campaign.is_replay)
        moments = [each.at_ms for each in self.happenings[:1]]
        moments += [each.received_at_ms for each in self.acts[:1]]
        self._write("genesis", max(0, min(moments) // MINUTE_MS), genesis_body(genesis))

    def _act(self, act: Act) -> None:
        minute = self._minute(act.received_at_ms)
        veiled, salt = self._veils.of(act)
        was_unverified = act.number in self._were_unverified
        evidence = Evidence.CLAIM if was_unverified else None
        raw = act_leaf(act, veiled, minute=minute, evidence=evidence)
        leaf = read_leaf(raw)
        if veiled.day or veiled.who:
            # An act may be as old as an amendment, to the millisecond, and stand before it.
            rule = self.count.rule(leaf)
            day, who = veiled.day if rule.per_day else b"", veiled.who if rule.in_all else b""
            if (day, who) != (veiled.day, veiled.who):
                veiled = veiled._replace(day=day, who=who)
                raw = act_leaf(act, veiled, minute=minute, evidence=evidence)
                leaf = read_leaf(raw)
        self.found.places.append(self.count.size.to_bytes(8) + salt)
        self._add(raw, leaf)
        self.found.act_number = act.number

    def _happening(self, happening: Happening) -> None:
        minute = self._minute(happening.at_ms)
        self._write(happening.leaf, minute, self._body(happening, minute))
        self.found.happening = happening.number

    def _body(self, happening: Happening, minute: int) -> Leaf:
        """Return what the leaf says: terms in full, and a person as a tag.

        Where a clock was set back, the log's minute is later than the moment. Then terms apply
        from that minute, and who lets an act leave is not the clock.
        """
        body = dict(happening.body)
        if happening.leaf == "terms":
            number: int = body["number"]
            document = self.desk.campaigns.document(self.campaign, number)
            version = self.campaign.versions[number - 1]
            body = terms_body(version, sha256(document.encode()).digest())
            if number > 1:
                body["from_ms"] = max(body["from_ms"], minute * MINUTE_MS)
            return body
        if "by" in body and "act" in body:
            body["judge"] = unpadded(judge_tag(self.log.pepper, body.pop("by")))
        if body.get("judge") == CLOCK and self.count.is_early(body["act"], minute):
            body["judge"] = VERIFICATION
        return body

    def _minute(self, at_ms: int) -> int:
        """Return the minute of the next leaf; a tally that must come before it is made."""
        minute = max(self.count.minute, at_ms // MINUTE_MS)
        if self.count.is_tally_due(minute):
            self._tally()
        return minute

    def _tally(self) -> None:
        self._write("tally", self.count.minute, self.count.tally())

    def _write(self, kind: str, minute: int, body: Leaf) -> None:
        raw = leaf_bytes(kind, minute, body)
        self._add(raw, read_leaf(raw))

    def _add(self, raw: bytes, leaf: Leaf) -> None:
        self.count.take(leaf)
        self.found.leaves.append(raw)

    def _compare(self) -> None:
        """Compare the log's count with where the campaign stands: both see the same moment."""
        standing = self.journal.standing()
        earned = earned_by_pool(self.journal, standing, cover_by_pool(self.journal))
        wanted, counted = figures(standing, earned), self.count.tally()
        for name, value in wanted.items():
            if counted[name] != value:
                raise LogInDoubt(
                    Doubt.FIGURE_DIFFERS, figure=name, campaign=str(value), log=str(counted[name])
                )


class _Person(NamedTuple):
    """Whose tags an act bears, of what."""

    supporter: bytes
    kind: str
    day: str
    in_all: bool


class _Veils:
    """What leaves say in place of objects and persons."""

    def __init__(self, desk: Desk, campaign: Campaign, log: Log, acts: list[Act]) -> None:
        self._campaign = campaign
        # Once names are forgotten, acts are only turned away: a tag of one means nothing any more.
        self._pepper = log.pepper or secrets.token_bytes(KEY_BYTES)
        self._salts = secrets.token_bytes(KEY_BYTES * len(acts))
        self._used = 0
        self._rulebook = campaign.rulebook_at(0)
        self._since_ms = self._until_ms = 0
        first, last = log.act_number + 1, log.act_number + len(acts)
        self._claims = desk.journal(campaign).first_claims(first, last)
        self._people = {
            act.number: person for act in acts if (person := self._person(act)) is not None
        }
        supporters = {each.supporter for each in self._people.values()}
        self._keys = desk.logs.tag_keys(campaign.id, supporters)
        self.fresh = {
            each: secrets.token_bytes(KEY_BYTES) for each in sorted(supporters - self._keys.keys())
        }
        self._keys |= self.fresh

    def of(self, act: Act) -> tuple[Veiled, bytes]:
        """Return what the leaf of *act* says, and the salt of its commitment."""
        salt = self._salts[self._used : self._used + KEY_BYTES]
        self._used += KEY_BYTES
        content = Content(act.kind, act.object, act.occurred_at_ms, act.received_at_ms, act.source)
        day = who = b""
        if person := self._people.get(act.number):
            key = self._keys[person.supporter]
            day = day_tag(key, person.kind, person.day) if person.day else b""
            who = who_tag(key, person.kind) if person.in_all else b""
        name = object_tag(self._pepper, self._claim(act))
        return Veiled(name, commitment(salt, content), day, who), salt

    def _claim(self, act: Act) -> bytes:
        """Return under which claim an act came; a refusal bears that of what was refused."""
        if act.line_start == NEVER_IN_LINE:
            return fingerprint(self._campaign.slug, act.kind, act.object)
        return self._claims.get(act.number, act.claim)

    def _rulebook_at(self, now_ms: int) -> Rulebook:
        """Return the rules in force: for most acts they are those of the act before."""
        if not self._since_ms <= now_ms < self._until_ms:
            self._rulebook = self._campaign.rulebook_at(now_ms)
            self._since_ms = now_ms
            self._until_ms = self._campaign.next_version_ms(now_ms) or NEVER_MS
        return self._rulebook

    def _person(self, act: Act) -> _Person | None:
        """Return whose limits an act uses up, if its kind has any."""
        if not act.supporter or act.line_start == NEVER_IN_LINE:
            return None
        rulebook = self._rulebook_at(act.received_at_ms)
        rule = rulebook.kinds[act.kind]
        if not rule.per_day and not rule.in_all:
            return None
        day = rulebook.day(act.occurred_at_ms) if rule.per_day else ""
        return _Person(act.supporter, act.kind, day, rule.in_all > 0)
