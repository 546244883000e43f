"""When a waterline moves, each kind is paid for the counted places it passes, and no others."""

from datetime import UTC, datetime

import pytest
from tests import make
from tests.usecases.stage import Stage, kind

from tablee.core.line import Line
from tablee.usecases.move import moved

NOW = datetime.fromtimestamp(make.MIDDLE_MS // 1_000, UTC)


@pytest.fixture
def stage():
    """A post and two drawings in one line, then a drawing that waits; two places are paid."""
    stage = Stage(make.terms(pledges=(make.pledge(2), make.pledge(2, "shares"))))
    stage.one()
    stage.one("https://fay.example/1", "drawing")
    stage.unverified("https://fay.example/2", "drawing")
    stage.one("https://fay.example/3", "drawing")
    return stage


@pytest.mark.parametrize(
    ("units", "posts", "drawings"),
    [(1, 3, 0), (8, 10, 0), (9, 10, 1), (11, 10, 3), (14, 10, 3), (16, 10, 5), (99, 10, 6)],
)
def test_a_raise_pays_kinds_by_the_places_it_passes(stage, units, posts, drawings):
    stage.lift(make.raised(units, effective_at=NOW))
    tally = stage.tally()
    assert (kind(tally, "post").paid, kind(tally, "drawing").paid) == (posts, drawings)
    assert kind(tally, "post").paid + kind(tally, "drawing").paid == tally.totals.paid


@pytest.mark.parametrize("old", [5, 6])
def test_a_waterline_that_stands_or_lies_beyond_the_last_act_pays_nobody(stage, old):
    standing = stage.standing()
    standing.lines["blogs"] = Line(covered=6, end=5, waterline=6)
    with stage.desks.read() as desk:
        moved(desk.journal(desk.campaigns.see(make.SLUG)), standing, "blogs", old)
    assert standing.kinds == stage.standing().kinds
