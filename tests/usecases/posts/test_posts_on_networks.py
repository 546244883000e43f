"""Posts on networks, told of by their addresses: of the hashtag's kind, once, by eye or by hand."""

import pytest
from tests import make
from tests.usecases.posts.web import Web

from tablee.core.act import State
from tablee.core.post.finding import Flag
from tablee.core.post.patience import DAY_MS, HOUR_MS
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.blogs import HostRule, Standing
from tablee.usecases.blogs.judge_host import judge_host
from tablee.usecases.networks.take_haul import take_haul
from tablee.usecases.posts.ask_person import MOST_WAITING, ask_person
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.queue_checks import queue_checks
from tablee.usecases.posts.settle_looks import Settling, settle_looks

X = "https://x.com/i/status/20"
INSTAGRAM = "https://www.instagram.com/p/abcde/"
HASHTAG = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG, per_day=2)


class Networks(Web):
    """A campaign with a kind for posts on networks, and what these networks show."""

    def __init__(self, *kinds):
        found = kinds or (make.kind(proof=Proof.LINK), HASHTAG)
        super().__init__(make.terms(kinds=found, hashtag="#soup"))

    def shows(self, name, by="x:@emil", **changes):
        self.pages[name] = make.finding(name, is_naming=True, links=(), blog=by, **changes)

    def hides(self, name):
        self.pages[name] = make.finding(name, links=(), is_readable=False, is_closed=True)

    def paste(self, name=X, road=Road.FORM, kind="post"):
        taken = self.tell(name, road, kind=kind, blog="x.com")
        self.look()
        return self.submission(taken.submission.number)

    def look(self):
        looks = [self.seen(task)._replace(is_on_network=True, exhibit="") for task in self.due()]
        if looks:
            settling = Settling(make.SLUG, looks, make.SECRET, "worker")
            settle_looks(self.desks, self.clock, settling)

    def look_later(self, after_ms):
        self.clock.ms += after_ms
        queue_checks(self.desks, self.clock)
        self.look()

    def read(self, name=X, author="x:12"):
        """Let a connector see the same post."""
        sighting = Sighting(name, author, name, "x", 0)
        take_haul(self.desks, self.clock, make.SECRET, Haul(make.SLUG, (sighting,)))

    def last_number(self):
        with self.desks.read() as desk:
            return desk.journal(desk.campaigns.see(make.SLUG)).standing().last_number


@pytest.fixture
def stage():
    return Networks()


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("kind", ["post", "hashtag_post", ""])
def test_a_post_on_a_network_is_of_the_hashtags_kind_wherever_it_was_pasted(stage, kind):
    stage.shows(X)
    found = stage.paste(kind=kind)
    assert found.outcome is Outcome.VERIFIED
    act = stage.act(found.act_number)
    assert (act.kind, act.object, act.state, act.units) == ("hashtag_post", X, State.COUNTED, 1)
    assert act.supporter == make.supporter("x:@emil")


def test_it_is_one_act_from_whichever_pages_it_was_pasted(stage):
    stage.shows(X)
    numbers = {stage.paste(kind=kind).act_number for kind in ("post", "hashtag_post", "post")}
    assert numbers == {1}
    assert stage.faults() == []


def test_without_such_a_kind_it_is_of_the_kind_of_the_page():
    stage = Networks(make.kind(proof=Proof.NAME), make.kind("drawing", 3))
    stage.shows(X)
    assert stage.act(stage.paste().act_number).kind == "post"


@pytest.mark.conformance("CN-01")
def test_without_hashtag_and_link_it_is_refused_and_may_be_mended(stage):
    stage.shows(X)
    stage.pages[X] = stage.pages[X]._replace(is_naming=False)
    assert stage.paste().reason is Reason.NO_LINK
    stage.shows(X)
    assert stage.paste().outcome is Outcome.VERIFIED


@pytest.mark.conformance("CN-01")
def test_limits_are_those_of_the_author(stage):
    names = [f"{X}{number}" for number in range(3)]
    for name in names:
        stage.shows(name)
    assert [stage.paste(name).reason for name in names] == [
        Reason.NONE,
        Reason.NONE,
        Reason.DAILY_LIMIT,
    ]


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("is_pasted_first", [True, False])
def test_the_same_post_by_connector_and_by_form_is_one_act(stage, is_pasted_first):
    stage.shows(X)
    roads = [stage.paste, stage.read]
    for road in roads if is_pasted_first else roads[::-1]:
        road()
    assert stage.paste().act_number == 1
    assert stage.last_number() == 1
    assert stage.act(1).state is State.COUNTED
    assert stage.faults() == []


@pytest.mark.conformance("CN-01")
def test_where_the_network_shows_nothing_a_person_decides(stage):
    stage.hides(INSTAGRAM)
    found = stage.paste(INSTAGRAM)
    assert found.outcome is Outcome.FLAGGED
    act, post = stage.act(found.act_number), stage.kept(found.act_number)
    assert (act.kind, act.state, act.is_held) == ("hashtag_post", State.PENDING, True)
    assert act.supporter == b"", "nobody knows whose it is, so it uses up nobody's limit"
    assert post.flags == (Flag.CLOSED_NETWORK,)
    assert post.address == INSTAGRAM
    assert not post.is_proven
    assert stage.confirm(act.number).state is State.COUNTED
    for after_ms in (HOUR_MS, DAY_MS, 3 * DAY_MS):
        stage.look_later(after_ms)
        assert stage.act(act.number).state is State.COUNTED
    assert stage.faults() == []


def test_what_a_person_waits_to_see_a_connector_may_show(stage):
    stage.hides(INSTAGRAM)
    stage.paste(INSTAGRAM)
    stage.read(INSTAGRAM, "threads:12")
    assert stage.last_number() == 1
    assert stage.act(1).state is State.COUNTED
    assert stage.faults() == []


def test_machines_that_tell_of_it_ask_no_person(stage):
    stage.hides(INSTAGRAM)
    found = stage.paste(INSTAGRAM, Road.WEBMENTION, "")
    assert (found.outcome, found.reason) == (Outcome.REFUSED, Reason.NOT_READABLE)
    ask_person(stage.desks, stage.clock, make.SLUG, found.number)
    stage.look()
    found = stage.submission(found.number)
    assert found.outcome is Outcome.FLAGGED
    assert stage.kept(found.act_number).flags == (Flag.CLOSED_NETWORK,)


def test_while_very_many_wait_for_a_person_more_wait_outside_the_line(stage):
    names = [f"{INSTAGRAM}{number}" for number in range(MOST_WAITING + 1)]
    for name in names:
        stage.hides(name)
    outcomes = [stage.paste(name).outcome for name in names]
    assert outcomes == [Outcome.FLAGGED] * MOST_WAITING + [Outcome.QUEUED]
    assert stage.last_number() == MOST_WAITING
    for _ in range(20):
        stage.clock.ms += HOUR_MS
        stage.look()
    assert stage.last_number() == MOST_WAITING
    stage.confirm(1)
    stage.clock.ms += HOUR_MS
    stage.look()
    assert stage.last_number() == MOST_WAITING + 1


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(("status", "after_days"), [(410, 0), (404, 9)])
def test_a_deleted_post_is_found_at_a_later_look(stage, status, after_days):
    stage.shows(X)
    number = stage.paste().act_number
    stage.shows(X, status=status, is_readable=False)
    stage.look_later(2 * HOUR_MS)
    assert stage.act(number).state is (State.COUNTED if after_days else State.REVERSED)
    for _ in range(after_days):
        stage.look_later(DAY_MS)
    assert stage.act(number).state is State.REVERSED
    assert stage.faults() == []


def test_a_post_whose_hashtag_was_taken_out_is_taken_back(stage):
    stage.shows(X)
    number = stage.paste().act_number
    stage.pages[X] = stage.pages[X]._replace(is_naming=False, content_hash="another")
    stage.look_later(2 * HOUR_MS)
    assert stage.act(number).state is State.REVERSED


def test_where_the_network_shows_a_part_what_it_shows_counts_and_no_more_is_asked(stage):
    stage.shows(X, is_closed=True)
    number = stage.paste().act_number
    assert stage.act(number).state is State.COUNTED
    stage.pages[X] = stage.pages[X]._replace(is_naming=False)
    stage.look_later(2 * HOUR_MS)
    assert stage.act(number).state is State.COUNTED


def test_a_page_that_only_looked_like_a_networks_is_of_its_own_kind(stage):
    address = "https://emil.example/@emil/112233445566"
    taken = stage.tell(address, Road.FORM, kind="post")
    (task,) = stage.due()
    look = Look(taken.submission.number, make.finding(address), task=task, exhibit="an exhibit")
    settle_looks(stage.desks, stage.clock, Settling(make.SLUG, [look], make.SECRET, "worker"))
    assert stage.act(1).kind == "post"


@pytest.mark.parametrize(
    "host", ["x.com", "evil.example", "www.evil.example", "http://www.evil.example/u/eve"]
)
def test_a_block_of_a_host_holds_for_posts_that_are_pasted(stage, host):
    rule = HostRule(host, Standing.BLOCKED, "a farm of accounts", "Ben", stage.clock.now_ms())
    judge_host(stage.desks, stage.clock, rule)
    stage.shows(X, by="http://www.evil.example/u/eve")
    stage.paste(road=Road.WEBMENTION)
    assert stage.last_number() == 0
