"""The waterline moves over gaps and held acts to the very place, and looks no further."""

import pytest

from tablee.core.line import Line, Stretch, place_of


def stopping_at(*stretches):
    """Give these stretches, and fail if more are asked for."""
    yield from stretches
    pytest.fail("the line looked further than its waterline went")


def line_with(waterline):
    line = Line()
    line.enter(100)
    line.cover(waterline, gaps=(), held=())
    return line


def test_a_line_is_full_from_the_place_on_where_its_cover_ends():
    line = Line()
    line.cover(4, gaps=(), held=())
    line.enter(3)
    assert not line.is_full
    line.enter(1)
    assert line.is_full


@pytest.mark.parametrize(
    ("waterline", "units", "gaps", "expected"),
    [
        (0, 1, [(0, 2)], 3),  # a gap at the very beginning
        (3, 5, [(10, 4)], 8),  # a gap that is not reached
        (3, 7, [(10, 4)], 10),  # a gap that is just reached, and not passed
        (3, 8, [(10, 4)], 15),  # and by one place more, passed
        (2, 2, [(3, 3)], 7),  # a gap in the middle of the way
        (6, 2, [(3, 3)], 8),  # a gap that was passed before
        (5, 1, [(1, 5)], 7),  # a gap that was begun before
        (5, 4, [(1, 3), (6, 2), (9, 1), (30, 1)], 12),
    ],
)
def test_the_waterline_passes_gaps(waterline, units, gaps, expected):
    line = line_with(waterline)
    line.cover(units, gaps=[Stretch(*each) for each in gaps], held=())
    assert line.waterline == expected
    assert line.covered == waterline + units


@pytest.mark.parametrize(
    ("waterline", "units", "held", "below"),
    [
        (0, 6, [(3, 3)], 3),
        (0, 5, [(3, 3)], 2),
        (4, 2, [(3, 3)], 2),
        (0, 3, [(3, 3)], 0),
        (1, 9, [(0, 2), (3, 3), (9, 4)], 5),
    ],
)
def test_the_waterline_passes_held_places(waterline, units, held, below):
    line = line_with(waterline)
    line.cover(units, gaps=(), held=[Stretch(*each) for each in held])
    assert line.held_below == below


def test_a_line_looks_no_further_than_its_waterline_goes():
    line = line_with(3)
    line.cover(5, gaps=stopping_at(Stretch(10, 4)), held=stopping_at(Stretch(4, 2), Stretch(8, 1)))
    assert (line.waterline, line.held_below) == (8, 2)


def test_only_gaps_before_an_act_move_it_up():
    assert place_of(5, [Stretch(4, 1), Stretch(5, 2), Stretch(9, 1)]) == 4


def test_gaps_and_held_acts_are_named_so_that_none_is_taken_for_the_other():
    line = line_with(1)
    with pytest.raises(TypeError):
        line.cover(1, (), ())
    with pytest.raises(TypeError):
        line.leave(Stretch(0, 1), (), ())
    with pytest.raises(TypeError):
        line.enter(1, True)  # noqa: FBT003 - what is refused


def test_a_line_is_seven_numbers_and_nothing_else():
    assert not hasattr(Line(), "__dict__")
