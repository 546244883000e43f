"""What people tell us is written down once, and looked at when that is worth a look."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, GUS, Web

from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, UnknownCampaign, UnknownKind
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.usecases.posts.submit_posts import FEED_AGAIN_MS, Told, look_task, submit_posts

MINUTE_MS = 60_000


@pytest.fixture
def web():
    return Web()


def test_a_page_is_taken_down_and_a_look_asked_for(web):
    taken = web.tell(via=7)
    submission = taken.submission
    assert (taken.is_new, taken.is_queued, taken.error) == (True, True, None)
    assert (submission.number, submission.kind, submission.outcome) == (1, "post", Outcome.QUEUED)
    assert (submission.blog, submission.via) == ("emil.example", 7)
    (task,) = web.due()
    assert task[:5] == look_task(submission, web.clock.ms)[:5]
    assert web.acts() == [], "nothing enters a line before somebody has looked"


def test_the_same_page_by_five_roads_is_one_submission_and_one_look(web):
    told = [
        Told(make.SLUG, EMIL, "emil.example", make.CAMPAIGN_PAGE, road)
        for road in Road
        for _ in range(10)
    ]
    taken = submit_posts(web.desks, web.clock, told)
    assert [each.is_new for each in taken] == [True, *[False] * 49]
    assert all(each.is_queued for each in taken), "its look is still to come"
    assert {each.submission.number for each in taken} == {1}
    assert taken[-1].submission.road is Road.WEBMENTION
    assert len(web.due()) == 1


def test_each_is_answered_in_order_and_one_that_is_wrong_spoils_no_other(web):
    told = [
        Told(make.SLUG, EMIL, "emil.example", "", Road.FORM),
        Told("nowhere", EMIL, "emil.example", "", Road.FORM),
        Told(make.SLUG, EMIL, "emil.example", "", Road.FORM, kind="share"),
        Told(make.SLUG, EMIL, "emil.example", "", Road.FORM, kind="dance"),
        Told(make.SLUG, FAY, "fay.example", "", Road.FORM, kind="post"),
    ]
    taken = submit_posts(web.desks, web.clock, told)
    errors = [type(each.error) for each in taken]
    assert errors == [type(None), UnknownCampaign, UnknownKind, UnknownKind, type(None)]
    assert [each.submission and each.submission.number for each in taken] == [
        1,
        None,
        None,
        None,
        2,
    ]


def test_a_campaign_without_posts_takes_none():
    taken = Web(make.terms()).tell()
    assert isinstance(taken.error, UnknownKind)


def test_a_campaign_that_is_over_takes_none(web):
    web.close()
    assert isinstance(web.tell().error, CampaignClosed)
    later = Web()
    later.clock.ms = later.terms.closes_at.timestamp() * 1_000 + 24 * 60 * MINUTE_MS + 1_000
    assert isinstance(later.tell().error, CampaignClosed)


def test_a_page_may_be_of_two_kinds():
    drawn = make.kind("drawing", proof=Proof.LINK)
    web = Web(make.post_terms(kinds=(make.kind(proof=Proof.LINK), drawn)))
    web.tell()
    assert web.tell(kind="drawing").is_new
    web.work()
    assert [act.kind for act in web.acts()] == ["post", "drawing"]


@pytest.mark.conformance("VF-11")
def test_telling_again_brings_a_second_look_after_a_moment_and_no_second_act(web):
    web.post()
    assert not web.tell().is_queued
    web.clock.ms += MINUTE_MS
    assert web.tell().is_queued
    web.work()
    assert len(web.acts()) == 1


def test_whoever_mended_a_page_and_presses_again_waits_for_nothing(web):
    web.post(links=())
    assert web.told().reason is Reason.NO_LINK
    assert not web.tell().is_queued, "a machine waits half a minute"
    web.put(EMIL)
    web.clock.ms += 1_000
    taken = web.tell(road=Road.FORM)
    assert taken.is_queued
    assert (taken.submission.outcome, taken.submission.received_at_ms) == (
        Outcome.QUEUED,
        web.clock.ms,
    )
    web.work()
    assert web.told().outcome is Outcome.VERIFIED


def test_a_feed_that_names_its_posts_again_and_again_brings_no_looks(web):
    web.post(road=Road.FEED)
    web.clock.ms += 10 * FEED_AGAIN_MS
    assert not web.tell(road=Road.FEED).is_queued, "what stands is looked at by the clock"
    web.post(FAY, links=())
    web.clock.ms += FEED_AGAIN_MS - 1
    assert not web.tell(FAY, Road.FEED).is_queued
    web.clock.ms += 1
    assert web.tell(FAY, Road.FEED).is_queued, "a post without a link may have got one"


def test_a_feed_does_not_spend_the_days_to_come_on_what_was_over_the_limit(web):
    for number in range(3):
        web.post(f"https://emil.example/{number}", road=Road.FEED)
    third = "https://emil.example/2"
    assert web.told(third).reason is Reason.DAILY_LIMIT
    web.clock.pass_days(1)
    assert not web.tell(third, Road.FEED).is_queued
    assert web.tell(third).is_queued


def test_telling_again_does_not_spend_the_patience_with_a_page_that_does_not_answer(web):
    web.vanish(EMIL)
    web.tell()
    web.work()
    looks = web.told().looks
    web.clock.ms += 40_000
    assert web.tell().is_queued
    assert web.due() == [], "it has its own time"
    assert web.told().looks == looks


def test_a_lost_look_is_asked_for_again(web):
    web.tell()
    (task,) = web.due()
    with web.desks.write() as desk:
        desk.tasks.bury(task, "worker", "a bug")
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    assert web.told().outcome is Outcome.VERIFIED


def test_only_a_person_brings_back_what_was_withdrawn(web):
    act = web.post()
    web.rule(act.number, Ruling.REVERSE, Reason.WITHDRAWN)
    web.clock.pass_days(1)
    for road in (Road.WEBMENTION, Road.PINGBACK, Road.TRACKBACK, Road.FEED):
        assert not web.tell(road=road).is_queued
    assert web.tell(road=Road.FORM).is_queued
    web.work()
    assert web.told().outcome is Outcome.VERIFIED


def test_pages_of_two_blogs_are_two_submissions(web):
    numbers = [web.tell(source).submission.number for source in (EMIL, FAY, GUS)]
    assert numbers == [1, 2, 3]
    with pytest.raises(ValueError, match="nothing to look at"):
        look_task(None, 0)
