"""Whatever is decided and laid, each place is paid by whose it is: counted act by act, naively."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.leaves.teller import TERMS, Teller, tag

from tablee.core.segment import Segment, attribute

COVER = (
    make.pledge(7, "blogs", "first", Dana=1, Carl=1),
    make.pledge(10, "blogs", "second", Carl=3, Dana=2),
    make.pledge(13, "blogs", "third", Dana=1),
    make.pledge(4, "blogs", "fourth", Carl=5, Dana=1),
    make.pledge(40, "blogs", "fifth", Carl=1, Dana=7),
)
KINDS = (make.kind("post", 5), make.kind("drawing", 3), make.kind("song", 1))
SOLE = tuple(replace(each, shares=make.shares(Dana=1)) for each in COVER)
JUDGES = [tag("judge", "Ada"), tag("judge", "Ben")]
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([each.name for each in KINDS]), st.sampled_from("AAC")),
        st.tuples(st.just("lay"), st.just("")),
        st.tuples(st.just("decide"), st.integers(0, 30)),
        st.tuples(st.just("leave"), st.integers(0, 30)),
    ),
    min_size=8,
    max_size=35,
)


class Naive:
    """A log, and beside it the acts as a child would write them down."""

    def __init__(self, pledges):
        terms = replace(TERMS, kinds=KINDS, pledges=pledges, milestones=())
        self.log = Teller(terms, is_begun=False).genesis().publish(terms)
        self.left = list(pledges)
        self.laid = []
        self.acts = []

    def act(self, kind, evidence):
        self.log.act(kind, evidence=evidence)
        rate = next(each.rate for each in KINDS if each.name == kind)
        self.acts.append([kind, rate, "held" if evidence == "C" else "counted", "pending"])

    def lay(self):
        if self.left:
            pledge = self.left.pop(0)
            self.log.lay(f"pledge:{pledge.name}")
            self.laid.append(Segment(pledge.units, pledge.shares))

    def decide(self, pick):
        standing = [number for number, each in enumerate(self.acts) if each[2] != "left"]
        if not standing:
            return
        number = standing[pick % len(standing)]
        act = self.acts[number]
        ruling = "reverse"
        if act[2] == "held":
            ruling = {
                "pending": ["confirm", "refuse"],
                "refused": ["restore", "finish", "finish"],
            }[act[3]][pick // 3 % (2 if act[3] == "pending" else 3)]
        reason = {"reason": "spam"} if ruling in {"refuse", "reverse", "finish"} else {}
        judge = JUDGES[ruling == "restore"]
        self.log.say(ruling, act=number + 1, judge=judge, **reason)
        act[2:] = {
            "confirm": ["counted", ""],
            "restore": ["counted", ""],
            "refuse": ["held", "refused"],
            "reverse": ["held", "refused"],
            "finish": ["left", ""],
        }[ruling]

    def leave(self, pick):
        """Let an act leave whatever it is, as when its author takes it back."""
        for number, act in list(enumerate(self.acts, 1))[pick:]:
            if act[2] == "left":
                continue
            if act[3] != "refused":
                ruling = "refuse" if act[2] == "held" else "reverse"
                self.log.say(ruling, act=number, judge=JUDGES[0], reason="spam")
            self.log.say("finish", act=number, judge=JUDGES[0], reason="spam")
            act[2:] = ["left", ""]
            return

    def figures(self):
        """Walk along the line: what each kind has brought, who pays, what is held, what left."""
        covered = sum(each.units for each in self.laid)
        paid, earned = Counter(), Counter()
        place = pending = voided = 0
        for kind, rate, state, _ in self.acts:
            if state == "left":
                voided += rate
                continue
            last = min(place + rate, covered)
            if state == "held":
                pending += rate
            elif last > place:
                paid[kind] += last - place
                earned += attribute(self.laid, place, last)
            place += rate
        return {kind: paid[kind] for kind in sorted(paid)}, dict(earned), pending, voided

    def counted_again(self):
        tally, facts = self.log.recount.tally(), self.log.facts
        paid = {name: each["paid"] for name, each in tally["kinds"].items() if each["paid"]}
        earned = tally["earned"].get("blogs", {})
        assert facts.earned == earned
        return dict(sorted(paid.items())), earned, facts.pending, facts.voided


def tell(pledges, steps, *, is_asked_always):
    naive = Naive(pledges)
    for what, how in steps:
        if what == "lay":
            naive.lay()
        elif what == "decide":
            naive.decide(how)
        elif what == "leave":
            naive.leave(how)
        else:
            naive.act(what, how)
        if is_asked_always:
            assert naive.counted_again() == naive.figures()
    assert naive.counted_again() == naive.figures()


@given(steps=steps)
def test_each_place_is_paid_by_whose_it_is_after_every_step(steps):
    tell(COVER, steps, is_asked_always=True)


@given(steps=steps, pledges=st.sampled_from([COVER, SOLE]))
def test_each_place_is_paid_by_whose_it_is_however_seldom_one_asks(steps, pledges):
    tell(pledges, steps, is_asked_always=False)
