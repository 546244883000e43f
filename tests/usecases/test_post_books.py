"""The books follow the journal: after posting they say what the tally says, sponsor by sponsor."""

from datetime import UTC, datetime

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign
from tablee.usecases.post_books import post_books

NOW = datetime.fromtimestamp(make.MIDDLE_MS // 1_000, UTC)


@pytest.fixture
def stage():
    terms = make.terms(pledges=(make.pledge(15, Dana=2, Carl=1), make.pledge(3, "shares")))
    return Stage(terms)


def agree(stage):
    told = {each.name: each.earned for each in stage.tally().sponsors if each.earned}
    assert {name: units for name, units in stage.earned_in_books().items() if units} == told
    assert sum(stage.balances().values()) == 0


def test_pledges_are_in_the_books_from_the_beginning(stage):
    assert stage.balances()["pledged:Dana:blogs"] == 10
    assert stage.balances()["promised:Dana"] == -13


def test_one_entry_per_line_covers_a_batch_of_acts(stage):
    stage.record(
        *(make.claim(f"https://emil.example/{n}") for n in range(2)),
        *(make.claim(f"https://fay.example/{n}", "share", "Fay") for n in range(9)),
    )
    assert stage.post() == 2
    agree(stage)
    assert stage.balances()["pledged:Dana:blogs"] == 0


def test_posting_twice_is_posting_once(stage):
    stage.one()
    stage.post()
    before = stage.balances()
    assert stage.post() == 0
    assert stage.balances() == before


def test_nothing_is_written_when_nothing_is_paid(stage):
    assert stage.post() == 0
    stage.unverified()
    assert stage.post() == 0


def test_a_reversal_gives_its_units_back_to_the_pledge_until_those_behind_move_up(stage):
    stage.one("https://emil.example/")
    stage.one("https://fay.example/", by="Fay")
    stage.post()
    stage.decide(1, Ruling.REVERSE)
    stage.post()
    agree(stage)
    assert sum(stage.earned_in_books().values()) == 5
    stage.clock.pass_days(7)
    stage.advance()
    stage.post()
    agree(stage)
    assert sum(stage.earned_in_books().values()) == 10


def test_a_raise_is_promised_and_what_it_pays_is_earned(stage):
    for number in range(3):
        stage.one(f"https://emil.example/{number}")
    stage.lift(make.raised(9, effective_at=NOW))
    assert stage.post() == 1
    agree(stage)
    assert sum(stage.earned_in_books().values()) == 24


def test_there_must_be_a_campaign_whose_books_to_post(stage):
    with pytest.raises(UnknownCampaign):
        post_books(stage.desks, stage.clock, "table-1926")
