"""A receipt says what became of an act, and who pays for it."""

from collections import Counter

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownAct


@pytest.fixture
def stage():
    return Stage(make.terms(pledges=(make.pledge(12, Dana=2, Carl=1), make.pledge(5, "shares"))))


def test_the_payers_of_an_act_sum_to_what_is_paid(stage):
    stage.record(*(make.claim(f"https://emil.example/{n}") for n in range(3)))
    receipts = [stage.receipt(number) for number in (1, 2, 3)]
    assert [receipt.paid_units for receipt in receipts] == [10, 2, 0]
    assert [receipt.place for receipt in receipts] == [1, 11, 21]
    assert sum((receipt.payers for receipt in receipts), Counter()) == Counter(Dana=8, Carl=4)
    for receipt in receipts:
        assert sum(receipt.payers.values()) == receipt.paid_units
        assert receipt.cap == 12


def test_a_waiting_act_has_a_place_and_no_payer(stage):
    stage.unverified()
    receipt = stage.receipt(1)
    assert (receipt.place, receipt.paid_units, receipt.payers) == (1, 0, Counter())


def test_an_act_that_has_left_has_no_place_and_keeps_its_decisions(stage):
    stage.unverified()
    stage.decide(1, Ruling.REFUSE)
    stage.clock.pass_days(7)
    stage.advance()
    receipt = stage.receipt(1)
    assert (receipt.place, receipt.cap, receipt.paid_units) == (0, 0, 0)
    assert [each.ruling for each in receipt.decisions] == [Ruling.REFUSE, Ruling.FINISH]


def test_an_act_refused_at_the_door_has_a_receipt_that_says_why(stage):
    stage.one(occurred_at_ms=0)
    assert (stage.receipt(1).act.reason, stage.receipt(1).place) == ("too_early", 0)


@pytest.mark.parametrize("number", [0, -1, 1, 2**40])
def test_there_is_no_receipt_for_an_act_that_never_was(stage, number):
    with pytest.raises(UnknownAct):
        stage.receipt(number)


def test_an_act_in_a_line_that_nobody_covers_is_counted_and_unpaid():
    stage = Stage(make.terms(pledges=()))
    stage.one()
    receipt = stage.receipt(1)
    assert (receipt.place, receipt.cap, receipt.paid_units) == (1, 0, 0)
