"""A naive writer of leaves: everything that happened to a campaign, said as a log says it."""

from hashlib import sha256

from tablee.core.act import NEVER_IN_LINE, Evidence, fingerprint
from tablee.core.decision import Ruling
from tablee.core.leaves import veil
from tablee.core.leaves.body import Genesis, genesis_body, terms_body
from tablee.core.leaves.figures import figures
from tablee.core.leaves.leaf import MINUTE_MS, act_leaf, leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.usecases.earnings import cover_by_pool, earned_by_pool

PEPPER = sha256(b"pepper").digest()
LOG_KEY = "tablee.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def never(_key, _message, _signature):
    """Believe no signature: nothing is signed here."""
    return False


class Writer:
    """Writes what is new since the last time, and lets it be counted again."""

    def __init__(self, desks, slug):
        self.desks, self.slug = desks, slug
        self.leaves = []
        self.recount = Recount(never)
        self.acts = self.happenings = 0

    def catch_up(self):
        """Write everything that is new; return the site's own figures at this moment."""
        with self.desks.read() as desk:
            self.campaign = desk.campaigns.see(self.slug)
            self.journal = desk.journal(self.campaign)
            acts = self.journal.acts_after(self.acts, 10**6)
            told = self.journal.happenings(self.happenings, 10**6)
            if not self.leaves:
                self.begin(told[0].at_ms // MINUTE_MS)
            for happening in told:
                while acts and acts[0].number <= happening.after:
                    self.act(acts.pop(0))
                self.happening(happening)
            for act in acts:
                self.act(act)
            standing = self.journal.standing()
            cover = cover_by_pool(self.journal)
            return figures(standing, earned_by_pool(self.journal, standing, cover))

    def counted(self):
        """Return the figures of the recount, without where the last tally stands."""
        tally = self.recount.tally()
        tally.pop("previous", None)
        return tally

    def begin(self, minute):
        genesis = Genesis(self.slug, "tablee.example/log", LOG_KEY, self.campaign.is_replay)
        self.say(leaf_bytes("genesis", minute, genesis_body(genesis)))

    def act(self, act):
        minute = self.minute(act.received_at_ms)
        in_line = act.line_start != NEVER_IN_LINE
        rulebook = self.campaign.rulebook_at(act.received_at_ms)
        rule = rulebook.kinds[act.kind]
        key = sha256(act.supporter).digest()
        is_known = act.supporter and in_line
        day = veil.day_tag(key, act.kind, rulebook.day(act.occurred_at_ms))
        content = veil.Content(
            act.kind, act.object, act.occurred_at_ms, act.received_at_ms, act.source
        )
        veiled = veil.Veiled(
            veil.object_tag(PEPPER, fingerprint(self.slug, act.kind, act.object)),
            veil.commitment(sha256(b"%d" % act.number).digest(), content),
            day if is_known and rule.per_day else b"",
            veil.who_tag(key, act.kind) if is_known and rule.in_all else b"",
        )
        rulings = [each.ruling for each in self.journal.decisions(act.number)]
        was_claim = rulings and rulings[0] in {Ruling.CONFIRM, Ruling.REFUSE}
        evidence = Evidence.CLAIM if was_claim else None
        self.say(act_leaf(act, veiled, minute=minute, evidence=evidence))
        self.acts = act.number

    def happening(self, happening):
        body = dict(happening.body)
        if happening.leaf == "terms":
            document = sha256(b"the terms").digest()
            body = terms_body(self.campaign.versions[body["number"] - 1], document)
        if "by" in body:
            body["judge"] = veil.unpadded(veil.judge_tag(PEPPER, body.pop("by")))
        self.say(leaf_bytes(happening.leaf, self.minute(happening.at_ms), body))
        self.happenings = happening.number

    def minute(self, at_ms):
        minute = max(self.recount.minute, at_ms // MINUTE_MS)
        if self.recount.is_tally_due(minute):
            self.tally()
        return minute

    def tally(self):
        self.say(leaf_bytes("tally", self.recount.minute, self.recount.tally()))

    def say(self, raw):
        self.recount.take(read_leaf(raw))
        self.leaves.append(raw)
