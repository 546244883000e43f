"""What happens to a campaign is news for its followers: once, in both languages, to every inbox."""

from dataclasses import replace

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.network import Network
from tablee.core.promise import Measure, Milestone, Raise
from tablee.core.segment import Share
from tablee.ports.networks.actors import Follower
from tablee.ports.tasks import Hold, Task
from tablee.usecases.advance import advance_campaign
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.fediverse.documents import creation, note_document
from tablee.usecases.fediverse.names import Actor
from tablee.usecases.fediverse.news import EVER, amount
from tablee.usecases.fediverse.note_sendings import MOST_GONE, Sending, note_sendings
from tablee.usecases.fediverse.sending import MOST_SPREAD, SEND, SPREAD
from tablee.usecases.fediverse.spread_news import spread_news
from tablee.usecases.fediverse.tend_actors import tend_actor
from tablee.usecases.hooks.spread_messages import spread_messages
from tablee.usecases.raise_pledge import raise_pledge
from tablee.usecases.settle_campaign import settle_campaign

ROOT = "https://meals.example"
FEDIVERSE = (Network("activitypub"),)
MILESTONE = Milestone(
    "first",
    make.text("Two posts"),
    Measure.ACTS,
    2,
    ("post",),
    pool="blogs",
    units=1_500,
    shares=(Share("Dana", 1),),
)


@pytest.fixture
def stage():
    return Stage(make.terms(networks=FEDIVERSE, milestones=(MILESTONE,)))


def news(stage):
    spread_messages(stage.desks, stage.clock)
    with stage.desks.read() as desk:
        return [each.en for each in reversed(desk.actors.news(1, EVER, 100))]


def taken(stage, verb):
    with stage.desks.write() as desk:
        return desk.tasks.take((verb,), Hold("Ben", 2**60), 2**60, 1_000)


def follow(stage, *names, shared=""):
    with stage.desks.write() as desk:
        for name in names:
            actor = f"https://many.example/{name}"
            desk.actors.follow(1, Follower(actor, f"{actor}/inbox", shared, 1))


def test_the_beginning_is_no_news(stage):
    assert news(stage) == []


def test_a_milestone_is_news_with_what_it_brings(stage):
    stage.one("https://emil.example/1", "post")
    assert news(stage) == []
    stage.one("https://emil.example/2", "post")
    advance_campaign(stage.desks, stage.clock, make.SLUG)
    (told,) = news(stage)
    assert told == "Milestone reached: Two posts. It brings a promise of 1,500 meals more."
    assert news(stage) == [told]


def test_a_raise_is_news_with_its_reason(stage):
    moment = make.OPENS_AT.fromtimestamp(make.MIDDLE_MS // 1_000, tz=make.OPENS_AT.tzinfo)
    more = Raise(stage.terms.pledges[0].name, 10, moment, "Ada", make.text("So many came."))
    raise_pledge(stage.desks, stage.clock, make.SLUG, more)
    assert news(stage) == ["The stake is raised by 10 meals. So many came."]


def test_a_cap_that_is_reached_is_news_once_until_there_is_more(stage):
    for _ in range(2):
        tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, set())
    assert news(stage) == []
    stage.record(*[make.claim(f"s{each}", "share", f"e{each}") for each in range(25)])
    for _ in range(2):
        tend_actor(stage.desks, stage.clock, make.SLUG, ROOT, set())
    (told,) = news(stage)
    assert told.startswith("Cap reached for “Shares”: all of the promise, 20 meals,")
    assert "bring nothing" in told


def test_the_close_and_the_settlement_are_news(stage):
    stage.clock.pass_days(1_000)
    close_campaign(stage.desks, stage.clock, make.SLUG, "Ada")
    stage.clock.pass_days(1_000)
    settle_campaign(stage.desks, stage.clock, make.SLUG)
    closed, settled = news(stage)
    assert closed.startswith("The campaign is closed")
    assert settled == "The campaign is settled: 0 meals earned. These figures are final."


def test_who_does_not_name_the_fediverse_tells_nothing():
    stage = Stage(make.terms(milestones=(replace(MILESTONE, threshold=1),)))
    stage.one("https://emil.example/1", "post")
    advance_campaign(stage.desks, stage.clock, make.SLUG)
    assert news(stage) == []
    assert taken(stage, SPREAD) == []


def test_portions_are_told_as_whole_units():
    terms = make.terms(unit=make.unit(portions=5))
    assert amount(terms, 10_000).en == "2,000 meals"
    assert amount(terms, 5).fr.startswith("1\u00a0")


def test_news_go_to_each_inbox_once_some_at_a_time(stage):
    follow(stage, *(f"f{each:04}" for each in range(MOST_SPREAD + 2)))
    follow(stage, "ada", "ben", shared="https://shared.example/inbox")
    stage.clock.pass_days(1_000)
    close_campaign(stage.desks, stage.clock, make.SLUG, "Ada")
    news(stage)
    spread, (task,) = [], taken(stage, SPREAD)
    while task:
        spread.append(spread_news(stage.desks, stage.clock, task, "Ben"))
        assert spread_news(stage.desks, stage.clock, task, "Ben") == 0
        task = next(iter(taken(stage, SPREAD)), None)
    assert spread == [MOST_SPREAD, 3]
    inboxes = [each.body["inbox"] for each in taken(stage, SEND)]
    assert len(inboxes) == len(set(inboxes)) == MOST_SPREAD + 3
    assert "https://shared.example/inbox" in inboxes


def test_a_note_has_the_same_id_each_time_it_is_told(stage):
    stage.clock.pass_days(1_000)
    close_campaign(stage.desks, stage.clock, make.SLUG, "Ada")
    news(stage)
    actor = Actor(ROOT, make.SLUG, "summer")
    with stage.desks.read() as desk:
        (told,) = desk.actors.news(1, EVER, 10)
    assert creation(actor, told) == creation(actor, told)
    assert creation(actor, told)["object"] == note_document(actor, told)
    assert note_document(actor, told)["id"].endswith(f"/news/{told.number}")


def attempt(stage, **changes):
    """Send the one task that is due, and write down what came of it."""
    (task,) = taken(stage, SEND)
    sending = Sending(task, is_taken=False, status=503, trouble="busy", pause_ms=1_000)
    note_sendings(stage.desks, stage.clock, [sending._replace(**changes)], "Ben")
    return task


@pytest.fixture
def one(stage):
    """Two followers at one inbox, who are to be told something."""
    inbox = "https://shared.example/inbox"
    follow(stage, "ada", "ben", shared=inbox)
    body = {"inbox": inbox, "activity": "{}", "failures": 0}
    with stage.desks.write() as desk:
        desk.tasks.put([Task(1, SEND, "one", body, 0)])
    return stage


def number(stage):
    with stage.desks.read() as desk:
        return desk.actors.number(1)


def test_what_is_taken_is_over(one):
    attempt(one, is_taken=True, status=202)
    assert taken(one, SEND) == []


def test_what_is_not_taken_is_sent_again_and_at_last_given_up(one):
    attempt(one)
    assert attempt(one).body["failures"] == 1
    attempt(one, pause_ms=None)
    assert taken(one, SEND) == []
    with one.desks.read() as desk:
        assert [each.key for each in desk.tasks.dead(10)] == ["one"]
    assert number(one) == 2


def test_followers_of_an_inbox_that_is_gone_again_and_again_are_let_go(one):
    for _ in range(MOST_GONE - 1):
        attempt(one, status=410)
    assert number(one) == 2
    attempt(one, status=404)
    assert number(one) == 0
    assert taken(one, SEND) == []


def test_an_inbox_that_comes_back_keeps_its_followers(one):
    for _ in range(MOST_GONE - 1):
        attempt(one, status=410)
    attempt(one, status=500)
    attempt(one, status=410)
    assert number(one) == 2
