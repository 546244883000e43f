"""A visitor who comes by a share link counts once, for its sharer, and never for themselves."""

import pytest
from tests import make
from tests.usecases.stage import Stage, pool

from tablee.core.act import Evidence, State, supporter_key
from tablee.core.decision import Ruling
from tablee.core.errors import UnknownAct, UnknownCampaign
from tablee.core.reason import Reason
from tablee.core.sharing.link import link_token
from tablee.core.sharing.visitor import Browser, cookie_of, day_name
from tablee.ports.traces import Step, Trace
from tablee.usecases.sharing.come_by_link import Visit, come_by_links
from tablee.usecases.sharing.find_brought import find_brought
from tablee.usecases.sharing.leave_trace import hold_links, press_button

GUS, IDA, JAN = ("gus", "ida", "jan")


def opened(**changes) -> Stage:
    """Emil's post is act 1, Fay's is act 2; clicks are paid."""
    share = make.kind("share", 1, "shares", **({"pays_clicks": True} | changes))
    pledges = (make.pledge(), make.pledge(2, "shares"))
    stage = Stage(make.terms(kinds=(make.kind(), share), pledges=pledges))
    stage.one("https://emil.example/1")
    stage.one("https://fay.example/1", "post", "Fay")
    return stage


@pytest.fixture
def stage():
    return opened()


def visit(visitor, owner=1, network="mail", at=""):
    """Somebody whose browser keeps their name; *at* is where they are, if that is not home."""
    browser = Browser(cookie_of(make.SECRET, visitor), at or visitor, "Firefox")
    token = link_token(make.SECRET, make.SLUG, network, owner)
    return Visit(make.SLUG, network, token, browser)


def come(stage, *who, **how):
    (came,) = come_by_links(stage.desks, stage.clock, make.SECRET, [visit(*who, **how)])
    return came.act


def key(name):
    return supporter_key(make.SECRET, make.SLUG, name)


def key_without_cookie(stage, name):
    with stage.desks.read() as desk:
        now_ms = stage.clock.now_ms()
        day = desk.campaigns.see(make.SLUG).rulebook_at(now_ms).day(now_ms)
    return key(day_name(make.SECRET, Browser("", name, "Firefox"), day))


def brought(stage, owner=1):
    with stage.desks.read() as desk:
        return find_brought(desk, desk.campaigns.see(make.SLUG), owner)


def test_an_arrival_is_an_act_of_the_sharer(stage):
    act = come(stage, GUS)
    assert (act.kind, act.evidence, act.source) == ("share", Evidence.CLICK, "share_link")
    assert act.supporter == stage.act(1).supporter
    assert (brought(stage).acts, brought(stage).paid) == (1, 1)


def test_the_act_does_not_say_whose_link_it_was(stage):
    assert come(stage, GUS).object == key(GUS).hex()


@pytest.mark.parametrize(("owner", "network"), [(1, "mail"), (1, "x"), (2, "mail"), (0, "x")])
@pytest.mark.conformance("CN-03")
def test_a_visitor_counts_once_whichever_links_they_follow(stage, owner, network):
    come(stage, GUS)
    assert come(stage, GUS, owner, network) is None
    assert pool(stage.tally(), "shares").offered == 1


def test_a_visit_that_was_counted_for_another_is_shown_and_worth_nothing(stage):
    come(stage, GUS, owner=1)
    come(stage, GUS, owner=2)
    seen = brought(stage, owner=2)
    assert (seen.visits.total(), seen.acts, seen.paid) == (1, 0, 0)


def test_a_sharer_gains_nothing_by_their_own_link(stage):
    hold_links(stage.desks, stage.clock, make.SLUG, 1, (key(GUS), key_without_cookie(stage, IDA)))
    assert come(stage, GUS) is None
    assert come(stage, JAN, at=IDA) is None
    assert (brought(stage).visits.total(), pool(stage.tally(), "shares").offered) == (0, 0)


def test_a_sharer_may_come_by_the_link_of_another(stage):
    hold_links(stage.desks, stage.clock, make.SLUG, 1, (key(GUS),))
    assert come(stage, GUS, owner=2).state is State.COUNTED


def test_opening_a_receipt_again_writes_nothing(stage):
    for _ in range(2):
        hold_links(stage.desks, stage.clock, make.SLUG, 1, (key(GUS), key(GUS)))
    assert come(stage, GUS) is None


@pytest.mark.conformance("CN-03")
def test_a_crowd_is_bounded_by_the_limit_of_its_sharer():
    stage = opened(in_all=1)
    assert come(stage, GUS).state is State.COUNTED
    refused = come(stage, IDA)
    assert (refused.state, refused.reason) == (State.REFUSED, Reason.TOTAL_LIMIT)
    seen = brought(stage)
    assert (seen.visits.total(), seen.acts, seen.refused) == (2, 1, 1)


def test_who_was_one_too_many_for_one_sharer_still_counts_for_another():
    stage = opened(in_all=1)
    come(stage, GUS)
    come(stage, IDA)
    assert come(stage, IDA, owner=2).state is State.COUNTED


def test_who_was_one_too_many_today_counts_tomorrow():
    stage = opened(per_day=1)
    come(stage, GUS)
    come(stage, IDA)
    stage.clock.pass_days(1)
    assert come(stage, IDA).state is State.COUNTED
    assert (brought(stage).visits.total(), brought(stage).acts) == (2, 2)


def test_a_sharer_whose_act_is_taken_back_keeps_their_limit():
    stage = opened(in_all=1)
    come(stage, GUS)
    stage.decide(1, Ruling.REVERSE)
    assert come(stage, IDA).reason is Reason.TOTAL_LIMIT


def test_a_sharer_of_whom_nobody_knows_the_name_has_a_limit_too():
    stage = opened(in_all=1)
    stage.record(make.claim("https://nobody.example/1")._replace(supporter=b""))
    assert come(stage, GUS, owner=3).state is State.COUNTED
    assert come(stage, IDA, owner=3).reason is Reason.TOTAL_LIMIT


def test_a_crowd_that_comes_at_once_is_answered_one_by_one(stage):
    strange = visit(JAN)._replace(token="0" * 30)
    nowhere = visit(JAN)._replace(slug="nowhere")
    crowd = [visit(GUS), strange, visit(GUS, owner=2), nowhere, visit(IDA, owner=2)]
    came = come_by_links(stage.desks, stage.clock, make.SECRET, crowd)
    assert [each.act and each.act.number for each in came] == [3, None, None, None, 4]
    assert [type(each.error) for each in came if each.error] == [UnknownAct, UnknownCampaign]
    assert (brought(stage).acts, brought(stage, owner=2).visits.total()) == (1, 2)


def test_by_the_links_of_the_campaign_nobody_but_the_visitor_is_known(stage):
    assert come(stage, GUS, owner=0).supporter == key(GUS)
    assert brought(stage, owner=0).visits.total() == 0


@pytest.mark.conformance("CN-03")
def test_where_clicks_are_not_paid_a_visit_is_shown_and_nothing_is_counted():
    stage = opened(pays_clicks=False)
    assert come(stage, GUS) is None
    seen = brought(stage)
    assert (seen.visits, seen.acts) == ({"mail": 1}, 0)


def test_paid_unpaid_and_pending_are_three_figures(stage):
    acts = [come(stage, visitor) for visitor in (GUS, IDA, JAN)]
    seen = brought(stage)
    assert (seen.paid, seen.unpaid, seen.pending) == (2, 1, 0)
    stage.decide(acts[0].number, Ruling.REVERSE)
    seen = brought(stage)
    assert (seen.acts, seen.paid, seen.unpaid, seen.pending) == (2, 1, 1, 1)


@pytest.mark.conformance("CN-03")
def test_pressing_a_button_is_shown_and_brings_nothing(stage):
    before = stage.tally()
    for visitor in (GUS, GUS, IDA):
        trace = Trace(1, Step.CAME, key(visitor), "mail", 9, 0)
        press_button(stage.desks, stage.clock, make.SLUG, trace)
    assert (brought(stage).pressed, brought(stage).visits.total()) == (2, 0)
    assert stage.tally() == before
