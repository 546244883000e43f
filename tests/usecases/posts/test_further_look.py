"""Further looks take back what is gone, bear with what fails, and never count twice."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, MINUTE_MS, Web

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling
from tablee.core.post.patience import CHECKS_MS, PATIENCE_MS
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


def check_after(web, days=1):
    web.clock.pass_days(days)
    web.advance()
    return web.check()


@pytest.mark.conformance("VF-11")
def test_an_edit_is_shown_and_never_counted_again(web):
    web.post()
    web.put(EMIL, content_hash="bb", likeness=5)
    for road in Road:
        web.clock.ms += MINUTE_MS
        web.tell(road=road)
        web.work()
    assert len(web.acts()) == 1
    assert (web.kept(1).content_hash, web.kept(1).likeness) == ("bb", 5)
    assert web.standing().kind("post").counted == 1


def test_a_post_that_is_well_is_looked_at_more_and_more_seldom(web):
    web.post()
    for pause_ms in CHECKS_MS[:3]:
        assert web.kept(1).next_check_at_ms == web.clock.ms + pause_ms
        web.clock.ms += pause_ms
        assert len(web.check()) == 1
        assert web.check() == []


@pytest.mark.conformance("VF-08", "VF-09")
@pytest.mark.parametrize(
    ("changes", "reason"), [({"status": 410}, Reason.GONE), ({"links": ()}, Reason.NO_LINK)]
)
def test_what_is_gone_is_taken_back_and_everybody_is_told(web, changes, reason):
    web.post()
    assert web.tally().pools[0].paid == 10
    web.put(EMIL, **changes)
    check_after(web)
    act = web.act(1)
    assert (act.state, act.reason) == (State.REVERSED, reason)
    assert (web.told().outcome, web.told().reason) == (Outcome.DELETED, reason)
    assert web.tally().pools[0].paid == 0
    (decision,) = web.receipt(1).decisions
    assert (decision.ruling, decision.by) == (Ruling.REVERSE, "verification")
    assert web.messages()[-1] == "act.decided"


@pytest.mark.conformance("VF-08")
def test_telling_us_that_a_page_is_gone_takes_it_back(web):
    web.post()
    web.put(EMIL, status=410)
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    assert web.act(1).reason is Reason.GONE


@pytest.mark.conformance("VF-10")
@pytest.mark.parametrize("changes", [{"status": 404}, {"status": 503}, None])
def test_a_page_that_fails_has_a_week_and_is_then_taken_back(web, changes):
    web.post()
    if changes:
        web.put(EMIL, **changes)
    else:
        web.vanish(EMIL)
    check_after(web)
    failed_ms = web.clock.ms
    while web.act(1).state is State.COUNTED:
        web.clock.ms += 60 * MINUTE_MS
        web.check()
    assert web.act(1).reason is Reason.NOT_FOUND
    assert PATIENCE_MS <= web.clock.ms - failed_ms <= PATIENCE_MS + make.DAY_MS


@pytest.mark.conformance("VF-10")
def test_a_page_that_recovers_has_never_failed(web):
    web.post()
    web.put(EMIL, status=503)
    check_after(web)
    assert web.kept(1).failing_since_ms
    web.put(EMIL)
    check_after(web)
    assert (web.kept(1).failing_since_ms, web.kept(1).status) == (0, 200)
    assert web.act(1).state is State.COUNTED


def test_what_is_there_again_is_counted_again_in_its_place(web):
    web.post()
    web.post(FAY)
    web.put(EMIL, links=())
    check_after(web)
    assert web.act(1).state is State.REVERSED
    web.put(EMIL)
    check_after(web)
    act = web.act(1)
    assert (act.state, act.reason, act.line_start) == (State.COUNTED, Reason.NONE, 0)
    assert (web.told().outcome, len(web.acts())) == (Outcome.VERIFIED, 2)
    assert web.kept(1).next_check_at_ms > web.clock.ms, "and is looked at again"


def test_what_comes_back_after_its_place_was_given_up_goes_to_the_end_of_the_line(web):
    web.post()
    web.post(FAY)
    web.put(EMIL, status=410)
    check_after(web)
    check_after(web, 8)
    assert not web.act(1).has_place
    web.put(EMIL)
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    again = web.act(web.told().act_number)
    assert (again.number, again.state, again.line_start) == (3, State.COUNTED, 20)
    assert again.occurred_at_ms == web.clock.ms
    assert web.receipt(3).place == 11


def test_a_flagged_page_is_not_counted_by_vanishing_and_coming_back(web):
    web.post(is_link_visible=False)
    web.put(EMIL, links=())
    check_after(web)
    assert (web.act(1).state, web.act(1).reason) == (State.REFUSED, Reason.NO_LINK)
    web.put(EMIL, is_link_visible=False)
    check_after(web)
    again = web.act(web.told().act_number)
    assert (again.state, again.evidence) == (State.PENDING, Evidence.CLAIM)
    assert web.told().outcome is Outcome.FLAGGED
    assert not web.act(1).has_place


def test_a_pending_page_refused_by_machine_comes_back_when_nothing_is_odd_any_more(web):
    web.post(is_link_visible=False)
    web.put(EMIL, status=410)
    check_after(web)
    assert web.act(1).state is State.REFUSED
    web.put(EMIL)
    check_after(web)
    act = web.act(1)
    assert (act.state, act.evidence, act.line_start) == (State.COUNTED, Evidence.PUBLIC, 0)


def test_what_a_person_refused_stays_so_while_the_page_is_what_that_person_saw(web):
    web.post(is_link_visible=False)
    web.rule(1, Ruling.REFUSE, Reason.NO_LINK)
    web.clock.ms += MINUTE_MS
    web.tell(road=Road.FORM)
    web.work()
    assert (web.act(1).state, web.told().outcome) == (State.REFUSED, Outcome.REFUSED)
    web.put(EMIL, content_hash="bb")
    web.tell(road=Road.FORM)
    web.work()
    assert web.act(1).state is State.COUNTED, "a visible link is what was missing"


@pytest.mark.parametrize("is_flagged", [True, False])
def test_a_person_who_sees_no_link_is_believed_more_than_our_reader(web, is_flagged):
    web.post(is_link_visible=not is_flagged)
    if is_flagged:
        web.confirm(1)
    web.rule(1, Ruling.REVERSE, Reason.NO_LINK)
    for _ in range(5):
        check_after(web)
        assert web.act(1).state is State.REVERSED
    assert len(web.acts()) == 1


@pytest.mark.parametrize("reason", [Reason.SPAM, Reason.UNLAWFUL, Reason.OFF_TOPIC])
def test_what_a_person_took_back_comes_back_only_by_appeal(web, reason):
    web.post()
    web.rule(1, Ruling.REVERSE, reason)
    assert web.told().outcome is Outcome.REFUSED
    for days in (1, 9):
        check_after(web, days)
        web.tell(road=Road.FORM)
        web.work()
        assert (web.act(1).state, web.told().reason) == (State.REVERSED, reason)
        assert web.told().outcome is Outcome.REFUSED
    assert len(web.acts()) == 1


def test_what_a_person_confirmed_in_spite_of_a_flag_comes_back_by_itself(web):
    web.post(is_link_visible=False)
    web.confirm(1)
    web.put(EMIL, status=410)
    check_after(web)
    web.put(EMIL, is_link_visible=False)
    check_after(web)
    assert web.act(1).state is State.COUNTED


def test_what_comes_back_as_something_else_is_for_a_person(web):
    web.post()
    web.put(EMIL, status=410)
    check_after(web)
    web.put(EMIL, outside_links=500)
    check_after(web)
    assert web.act(web.told().act_number).state is State.PENDING


def test_a_post_may_go_once_it_has_stayed_as_long_as_the_terms_say():
    kinds = (make.kind(proof="link", stays_days=10),)
    web = Web(make.post_terms(kinds=kinds))
    web.post()
    looks = 0
    for _ in range(12):
        looks += len(check_after(web))
    assert 4 <= looks <= 7
    assert web.kept(1).next_check_at_ms == 0
    web.put(EMIL, status=410)
    web.tell()
    web.work()
    assert web.act(1).state is State.COUNTED


def test_a_post_is_seen_once_more_in_the_last_day_before_the_close(web):
    web.post()
    close_ms = int(make.CLOSES_AT.timestamp() * 1_000)
    while web.clock.ms < close_ms:
        web.clock.ms += 30 * MINUTE_MS
        web.check()
    assert close_ms - web.kept(1).checked_at_ms <= make.DAY_MS
    assert web.kept(1).next_check_at_ms == 0


def test_nothing_moves_once_the_figures_are_final(web):
    web.post()
    web.post(FAY, links=())
    web.put(EMIL, status=410)
    web.tell("https://gus.example/")
    web.close()
    assert web.settle_campaign(waits=False)
    check_after(web)
    web.work()
    assert web.act(1).state is State.COUNTED
    late = web.told("https://gus.example/")
    assert (late.outcome, late.reason) == (Outcome.REFUSED, Reason.CAMPAIGN_CLOSED)
    assert web.kept(1).next_check_at_ms == 0
    assert web.check() == []
