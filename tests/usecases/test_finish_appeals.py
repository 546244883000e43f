"""Appeals finish by the clock: finish_appeals closes the gaps, and the kinds behind are paid."""

from tests import make
from tests.usecases.stage import Stage, kind

from tablee.core.decision import Ruling
from tablee.usecases.finish_appeals import BY_CLOCK, finish_appeals

TERMS = make.terms(pledges=(make.pledge(12),))


def two_lines():
    """A reversed post, and two drawings behind it of which one is partly paid."""
    stage = Stage(TERMS)
    stage.one()
    stage.one("https://fay.example/1", "drawing")
    stage.one("https://fay.example/2", "drawing")
    stage.decide(1, Ruling.REVERSE)
    return stage


def test_how_many_have_left_is_said():
    stage = two_lines()
    stage.clock.pass_days(7)
    with stage.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        journal = desk.journal(campaign)
        standing = journal.standing()
        assert finish_appeals(journal, standing, campaign, stage.clock.ms) == 1
        assert finish_appeals(journal, standing, campaign, stage.clock.ms) == 0
        journal.keep(standing)
    assert stage.receipt(1).decisions[-1].by == BY_CLOCK


def test_each_kind_is_paid_for_the_places_the_waterline_passes_when_it_has_to_move():
    stage = two_lines()
    assert kind(stage.tally(), "drawing").paid == 2
    stage.clock.pass_days(7)
    stage.advance()
    drawings, posts = kind(stage.tally(), "drawing"), kind(stage.tally(), "post")
    assert (drawings.paid, drawings.unpaid) == (6, 0)
    assert (posts.acts, posts.paid, posts.refused) == (0, 0, 1)
