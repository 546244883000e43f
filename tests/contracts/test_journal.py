"""The journal keeps acts in order of receipt, each claim once, and finds them again."""

from collections import Counter

import pytest
from tests import make

from tablee.core.act import NEVER_IN_LINE, Evidence, State
from tablee.core.decision import Ruling
from tablee.core.line import Line, Stretch
from tablee.core.reason import Reason
from tablee.core.standing import KindCount
from tablee.ports.journal import Allowance, AlreadyKnown, Decided, LaidSegment


@pytest.fixture
def is_forged():
    """These acts make no whole campaign, and are not meant to."""
    return True


def numbered(number, **changes):
    """The act of that number, ten places long, for an object of its own."""
    name = make.claim(f"https://emil.example/{number}").fingerprint
    plain = make.act(number, claim=name, object=f"https://emil.example/{number}")
    return plain._replace(**{"line_start": 10 * (number - 1), **changes})


def refused(number, **changes):
    why = {"state": State.REFUSED, "reason": Reason.TOO_LATE, "line_start": NEVER_IN_LINE}
    return numbered(number, units=0, pool="", **why)._replace(**changes)


@pytest.fixture
def journal(site, campaign):
    with site.desks.write() as desk:
        yield desk.journal(desk.campaigns.hold(campaign.slug))


def test_an_act_comes_back_exactly(journal):
    act = numbered(
        1,
        object="https://emil.example/é?q=100%",
        evidence=Evidence.CLAIM,
        state=State.REVERSED,
        reason=Reason.NOT_THE_AUTHOR,
        is_held=True,
        occurred_at_ms=-5,
        appeal_until_ms=2**52,
        supporter=b"",
        units=2**40,
        source="caisse n° 1",
    )
    journal.append([act])
    assert journal.act(1) == act
    assert journal.known([act.claim, b"unheard of"]) == {act.claim: act}
    assert type(journal.act(1).state) is State
    assert type(journal.act(1).is_held) is bool


def test_acts_that_were_never_received_are_not_there(journal):
    journal.append([numbered(1)])
    assert [journal.act(number) for number in (-1, 0, 2, 2**41)] == [None] * 4


@pytest.mark.parametrize("size", [1, 9, 10, 11, 99, 100, 101, 1_234])
def test_batches_of_any_size_are_written_whole(journal, size):
    acts = [numbered(number) for number in range(1, size + 1)]
    journal.append(acts)
    found = journal.known([act.claim for act in acts])
    assert len(found) == size
    assert journal.act(size) == acts[-1]
    assert journal.act(size + 1) is None


def test_a_claim_stands_once(site, campaign):
    with site.desks.write() as desk:
        desk.journal(campaign).append([numbered(1)])
    again = numbered(3, claim=numbered(1).claim)
    with pytest.raises(AlreadyKnown), site.desks.write() as desk:
        desk.journal(campaign).append([numbered(2), again])
    twins = [numbered(2), numbered(3, claim=numbered(2).claim)]
    with pytest.raises(AlreadyKnown), site.desks.write() as desk:
        desk.journal(campaign).append(twins)
    with site.desks.read() as desk:
        assert desk.journal(campaign).act(2) is None


def test_a_number_given_twice_is_our_own_mistake(site, campaign):
    with site.desks.write() as desk:
        desk.journal(campaign).append([numbered(1)])
    fresh = numbered(1, claim=b"another claim...")
    with pytest.raises(Exception, match=r"(?i)act") as raised, site.desks.write() as desk:
        desk.journal(campaign).append([fresh])
    assert not isinstance(raised.value, AlreadyKnown)


def test_what_is_decided_about_an_act_is_stored_and_nothing_else(journal):
    journal.append([numbered(1), numbered(2)])
    after = numbered(
        1,
        state=State.REFUSED,
        reason=Reason.SPAM,
        claim=b"another claim...",
        evidence=Evidence.CLAIM,
        is_held=True,
        appeal_until_ms=77,
    )
    journal.change(after._replace(units=999, line_start=999, source="elsewhere"))
    assert journal.act(1) == after
    assert journal.act(2) == numbered(2)
    assert journal.known([numbered(1).claim]) == {}


def test_a_changed_claim_cannot_take_anothers(site, campaign):
    with site.desks.write() as desk:
        desk.journal(campaign).append([numbered(1), numbered(2)])
    with pytest.raises(AlreadyKnown), site.desks.write() as desk:
        desk.journal(campaign).change(numbered(1, claim=numbered(2).claim))


def test_held_stretches_come_in_raw_order(journal):
    pending = {"state": State.PENDING, "is_held": True}
    acts = [numbered(number, **pending) for number in range(1, 6)]
    acts[2] = numbered(3)
    acts.append(numbered(6, pool="shares", line_start=0, **pending))
    journal.append(acts)
    every = [Stretch(0, 10), Stretch(10, 10), Stretch(30, 10), Stretch(40, 10)]
    assert journal.held("blogs") == every
    assert journal.held("blogs", 9) == every
    assert journal.held("blogs", 10) == every[1:]
    assert journal.held("blogs", 15) == every[1:]
    assert journal.held("blogs", 25) == every[2:]
    assert journal.held("blogs", 50) == []
    assert journal.held("shares") == [Stretch(0, 10)]
    journal.change(acts[1]._replace(state=State.COUNTED, is_held=False))
    assert journal.held("blogs", 5) == [every[0], *every[2:]]


def test_gaps_come_in_raw_order(journal):
    for start in (40, 0, 20):
        journal.add_gap("blogs", Stretch(start, 10))
    journal.add_gap("shares", Stretch(5, 1))
    assert journal.gaps("blogs") == [Stretch(0, 10), Stretch(20, 10), Stretch(40, 10)]
    assert journal.gaps("blogs", 10) == [Stretch(20, 10), Stretch(40, 10)]
    assert journal.gaps("blogs", 29) == [Stretch(20, 10), Stretch(40, 10)]
    assert journal.gaps("drawings") == []


def test_cover_comes_back_in_the_order_in_which_it_was_laid(journal):
    laid = [
        LaidSegment("shares", make.segment(5, Dana=1, Carl=2), "pledge:b", 3),
        LaidSegment("blogs", make.segment(9, Dana=1), "pledge:a", 2),
        LaidSegment("shares", make.segment(7, Carl=1), "raise:b:1", 1),
    ]
    for each in laid:
        journal.lay(each)
    assert journal.segments() == laid
    assert journal.standing().laid == {"pledge:a", "pledge:b", "raise:b:1"}


def test_counted_places_are_found_between_any_two_coordinates(journal):
    acts = [
        numbered(number, kind="drawing" if number % 3 else "post", line_start=10 * (number - 1))
        for number in range(1, 41)
    ]
    acts[7] = acts[7]._replace(state=State.PENDING, is_held=True)
    acts[20] = refused(21)
    journal.append(acts)
    inside = [act for act in acts if act.state is State.COUNTED]
    for first, last in [(0, 400), (0, 0), (5, 6), (69, 91), (70, 80), (195, 215), (399, 999)]:
        expected = Counter()
        for act in inside:
            places = min(act.line_start + 10, last) - max(act.line_start, first)
            if places > 0:
                expected[act.kind] += places
        assert journal.counted_between("blogs", first, last) == expected
    assert journal.counted_between("shares", 0, 400) == Counter()


def test_where_a_campaign_stands_comes_back_exactly(journal):
    standing = journal.standing()
    standing.lines["blogs"] = Line(1, 2, 3, 4, 5, 6, 7)
    standing.lines["empty"] = Line()
    standing.kinds["post"] = KindCount(1, 2, 3, 4, 5, 6, 7)
    standing.reached |= {"first-ten", "crowd"}
    standing.supporters, standing.last_number = 8, 9
    standing.sequence, standing.clock_ms = 10, 2**50
    journal.keep(standing)
    assert journal.standing() == standing
    standing.lines["blogs"].held += 1
    standing.kinds["post"].paid += 1
    assert journal.standing() != standing
    journal.keep(standing)
    assert journal.standing() == standing


def test_decisions_come_back_oldest_first(journal):
    told = [
        Decided(2, 3, Ruling.REFUSE, Reason.SPAM, "un lien suffit", "Ben", 5),
        Decided(1, 4, Ruling.CONFIRM, Reason.NONE, "", "Ada", 6),
        Decided(2, 5, Ruling.RESTORE, Reason.NONE, "", "Ada", 6),
    ]
    for each in told:
        journal.decided(each)
    assert journal.decisions(2) == [told[0], told[2]]
    assert journal.decisions(3) == []
    assert journal.every_decision() == told


def test_allowances_add_up(journal):
    today = Allowance("post", b"e" * 16, "2026-03-01")
    in_all = Allowance("post", b"e" * 16, "")
    other = Allowance("post", b"f" * 16, "2026-03-01")
    journal.add_taken({today: 2, in_all: 1})
    journal.add_taken({today: 1, in_all: -1, other: 1})
    assert journal.taken([today, in_all, other]) == {today: 3, other: 1}
    assert journal.taken([]) == {}
    journal.add_taken({})


def test_appeals_end_in_order_when_their_time_has_come(journal):
    appealable = {"state": State.REVERSED, "reason": Reason.GONE, "is_held": True}
    journal.append(
        [
            numbered(1, appeal_until_ms=50, **appealable),
            numbered(2, state=State.PENDING, is_held=True),
            numbered(3, appeal_until_ms=40, **appealable),
            numbered(4, appeal_until_ms=51, **appealable),
            numbered(5, appeal_until_ms=40, **{**appealable, "is_held": False}),
        ]
    )
    assert [act.number for act in journal.appeals_over(50, 10)] == [1, 3]
    assert [act.number for act in journal.appeals_over(99, 2)] == [1, 3]
    assert journal.appeals_over(39, 10) == []


def test_journals_of_two_campaigns_do_not_mix(site, campaign):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
        first, second = desk.journal(campaign), desk.journal(other)
        first.append([numbered(1), numbered(2, state=State.PENDING, is_held=True)])
        second.append([numbered(1, claim=b"of the other....")])
        second.add_taken({Allowance("post", b"e" * 16, ""): 4})
        first.add_gap("blogs", Stretch(0, 1))
        assert second.act(2) is None
        assert second.held("blogs") == []
        assert second.gaps("blogs") == []
        assert first.taken([Allowance("post", b"e" * 16, "")]) == {}
        assert first.counted_between("blogs", 0, 99) == Counter(post=10)
        assert [act.number for act in second.acts_after(0, 9)] == [1]
        assert [act.number for act in first.acts_before(None, 9)] == [2, 1]
