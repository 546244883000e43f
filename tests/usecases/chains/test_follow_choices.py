"""Whoever decides about an act decides about its choice: there is one way to decide."""

from dataclasses import replace

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.core.text import Text
from tablee.usecases.chains.follow_choices import follow
from tablee.usecases.selections.choose_act import Choice, choose_act

WHY = Text(en="It made us laugh.", fr="Nous en avons ri.")


@pytest.fixture
def stage():
    """Emil's post is act 1, its choice act 2."""
    chosen = make.kind("selection", 15, proof=Proof.CHOICE)
    terms = make.terms()
    stage = Stage(replace(terms, kinds=(*terms.kinds, chosen)))
    stage.one()
    choose_act(stage.desks, stage.clock, make.SLUG, Choice(1, WHY, "Ada"))
    return stage


def ask(stage, act):
    """Return the rulings that follow from where *act* stands."""
    rulings = []

    def rule(number, ruling, reason):
        rulings.append((number, ruling, reason))
        return act

    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        follow(desk, campaign, act, stage.clock.ms, rule)
    return rulings


def test_a_bare_decision_takes_the_choice_with_it(stage):
    stage.decide(1, Ruling.REVERSE)
    assert stage.act(2).state is State.REVERSED
    stage.decide(1, Ruling.RESTORE, by="Ada")
    assert stage.act(2).state is State.COUNTED


def test_where_all_stands_as_it_should_nothing_follows(stage):
    assert ask(stage, stage.act(1)) == []
    fallen = stage.act(1)._replace(state=State.REVERSED, reason=Reason.SPAM, is_held=True)
    assert ask(stage, fallen) == [(2, Ruling.REVERSE, Reason.CHOICE_GONE)]


def test_what_nobody_chose_brings_nothing_with_it(stage):
    other = stage.one("https://fay.example/1", by="Fay").act
    assert ask(stage, other._replace(state=State.REVERSED)) == []


def test_an_appeal_days_of_nought_loses_no_choice(stage):
    stage.publish(replace(stage.terms, appeal_days=0))
    stage.decide(1, Ruling.REVERSE)
    assert not stage.act(2).has_place
    assert stage.tally().totals.offered == 0
