"""A cap is never passed and never under-served, whatever is raised, refused or left."""

from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.sheet import Sheet

from tablee.core.decision import Ruling
from tablee.core.line import Line, Stretch, place_of


def line_of(*units, covered=0):
    line = Line()
    if covered:
        line.cover(covered, gaps=(), held=())
    return line, [Stretch(line.enter(each), each) for each in units]


def test_an_act_on_the_waterline_is_partly_paid():
    line, (first, second) = line_of(10, 10, covered=14)
    assert (line.below(first), line.below(second)) == (10, 4)
    assert (line.paid, line.unpaid) == (14, 6)


def test_nothing_is_paid_where_nothing_is_promised():
    line, (act,) = line_of(10)
    assert (line.paid, line.unpaid, line.below(act)) == (0, 10, 0)
    assert line.is_full


def test_a_raise_pays_waiting_acts_oldest_first():
    line, (first, second) = line_of(10, 10, covered=4)
    line.cover(10, gaps=(), held=())
    assert (line.below(first), line.below(second)) == (10, 4)


def test_a_line_is_full_when_its_next_act_would_bring_nothing():
    line, _ = line_of(3, covered=4)
    assert not line.is_full
    line.enter(3)
    assert line.is_full


def test_a_held_place_is_kept_from_everybody():
    line = Line()
    line.cover(5, gaps=(), held=())
    line.enter(3, is_held=True)
    line.enter(3)
    assert (line.paid, line.unpaid, line.pending) == (2, 1, 3)


def test_those_behind_move_up_when_an_act_leaves():
    line, (first, second, third) = line_of(3, 3, 3, covered=5)
    line.hold(first)
    line.leave(first, gaps=[first], held=[])
    assert (line.below(second), line.below(third)) == (3, 2)
    assert (line.paid, line.unpaid, line.acts) == (5, 1, 2)


def test_leaving_above_the_waterline_moves_nobody():
    line, (first, second) = line_of(3, 3, covered=3)
    line.hold(second)
    line.leave(second, gaps=[second], held=[])
    assert (line.below(first), line.paid, line.waterline) == (3, 3, 3)


def test_a_raise_is_not_spent_on_gaps():
    line, (_, second, third) = line_of(3, 4, 3, covered=3)
    line.hold(second)
    line.leave(second, gaps=[second], held=[])
    line.cover(2, gaps=[second], held=[])
    assert (line.below(third), line.paid, line.unpaid) == (2, 5, 1)


def test_an_act_that_leaves_from_the_waterline_frees_only_what_was_covered():
    line, (_, second, third) = line_of(3, 4, 3, covered=5)
    line.hold(second)
    line.leave(second, gaps=[second], held=[])
    assert (line.below(third), line.paid) == (2, 5)


def test_a_raise_finds_held_places_on_its_way():
    line = Line()
    line.enter(2)
    held = Stretch(line.enter(4, is_held=True), 4)
    line.cover(4, gaps=(), held=[held])
    assert (line.paid, line.held_below) == (2, 2)
    line.cover(4, gaps=(), held=[held])
    assert (line.paid, line.held_below) == (2, 4)


def test_a_place_is_counted_without_the_gaps_before_it():
    assert place_of(10, [Stretch(2, 3), Stretch(7, 1), Stretch(12, 5)]) == 6


kinds_of_acts = st.lists(
    st.tuples(st.sampled_from(["post", "drawing", "share"]), st.booleans()), max_size=25
)


@given(acts=kinds_of_acts, raises=st.lists(st.integers(1, 40), max_size=4))
def test_when_a_raise_comes_makes_no_difference_to_who_is_paid(acts, raises):
    """Promised before the acts or after them, the same places are paid."""
    early, late = Sheet(make.terms()), Sheet(make.terms())
    for units in raises:
        early.lay("blogs", make.segment(units))
    for sheet in (early, late):
        for kind, is_held in acts:
            sheet.take(kind, is_held=is_held)
    for units in raises:
        late.lay("blogs", make.segment(units))
    assert early.totals("blogs") == late.totals("blogs")
    assert early.earned("blogs") == late.earned("blogs")
    numbers = [act.number for act in early.acts]
    assert [early.paid_units(n) for n in numbers] == [late.paid_units(n) for n in numbers]


@given(acts=kinds_of_acts, leavers=st.permutations(range(25)))
def test_in_which_order_acts_leave_makes_no_difference(acts, leavers):
    one, other = Sheet(make.terms()), Sheet(make.terms())
    going = [at + 1 for at in leavers if at < len(acts) and acts[at][1]]
    for sheet, order in ((one, going), (other, sorted(going))):
        for kind, is_held in acts:
            sheet.take(kind, is_held=is_held)
        for number in order:
            sheet.decide(number, Ruling.REFUSE)
            sheet.decide(number, Ruling.FINISH)
    assert one.standing == other.standing
    staying = [kind for kind, is_held in acts if not is_held]
    fresh = Sheet(make.terms())
    for kind in staying:
        fresh.take(kind)
    for pool in ("blogs", "shares"):
        assert one.totals(pool) == fresh.totals(pool)
        assert one.earned(pool) == fresh.earned(pool)


def test_the_raise_of_2012_pays_nine_thousand_posts_that_had_already_been_made():
    line = Line()
    line.cover(1_000, gaps=(), held=())
    posts = [Stretch(line.enter(1), 1) for _ in range(12_000)]
    assert (line.paid, line.unpaid) == (1_000, 11_000)
    line.cover(9_000, gaps=(), held=())
    assert (line.paid, line.unpaid) == (10_000, 2_000)
    assert [line.below(post) for post in posts] == [1] * 10_000 + [0] * 2_000
