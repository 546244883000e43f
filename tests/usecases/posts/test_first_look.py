"""A page seen for the first time becomes an act, a question, or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.usecases.posts.web import EMIL, FAY, MINUTE_MS, Web

from tablee.core.act import Evidence, State, fingerprint
from tablee.core.decision import Ruling
from tablee.core.post.finding import Flag
from tablee.core.post.patience import FIRST_LOOKS_MS
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.blogs import HostRule, Standing
from tablee.usecases.blogs.judge_host import judge_host, pardon_host
from tablee.usecases.posts.looking import TWIN_BITS, Look


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


def test_a_good_page_is_counted_with_its_evidence(web):
    received_ms = web.clock.ms
    web.put(EMIL, likeness=77, started_at_ms=1)
    web.tell()
    web.clock.ms += MINUTE_MS
    (settled,) = web.work()
    act = web.act(1)
    assert settled.submission == web.told()
    assert (act.state, act.evidence, act.source) == (State.COUNTED, Evidence.PUBLIC, "webmention")
    assert (act.object, act.supporter) == (EMIL, make.supporter("emil.example"))
    assert (act.occurred_at_ms, act.received_at_ms) == (received_ms, web.clock.ms)
    assert (web.told().outcome, web.told().act_number) == (Outcome.VERIFIED, 1)
    post = web.kept(1)
    assert (post.address, post.blog, post.status) == (EMIL, "emil.example", 200)
    assert (post.content_hash, post.exhibit, post.likeness) == ("aa", "an exhibit", 77)
    assert post.next_check_at_ms > web.clock.ms
    with web.desks.read() as desk:
        assert [(each.verb, each.waiting) for each in desk.tasks.queues()] == [("describe", 1)]


def test_places_are_taken_in_the_order_in_which_pages_are_verified(web):
    web.vanish(EMIL)
    web.tell(EMIL)
    web.work()
    fay = web.post(FAY)
    web.put(EMIL)
    web.clock.ms += FIRST_LOOKS_MS[1]
    web.work()
    assert (fay.line_start, web.act(web.told().act_number).line_start) == (0, 10)


def test_the_day_of_a_post_is_that_on_which_we_heard_of_it(web):
    web.clock.ms = make.MIDDLE_MS + 10 * 60 * MINUTE_MS  # 23 h in Paris
    web.vanish(EMIL)
    web.tell()
    web.work()
    web.pass_hours(3)
    web.put(EMIL)
    web.work()
    occurred_ms = web.act(1).occurred_at_ms
    assert occurred_ms == make.MIDDLE_MS + 10 * 60 * MINUTE_MS


def test_a_page_told_of_before_the_close_counts_when_it_is_seen_after_it(web):
    web.clock.ms = int(make.CLOSES_AT.timestamp() * 1_000)
    web.vanish(EMIL)
    web.tell()
    web.work()
    web.pass_hours(5)
    web.put(EMIL)
    web.work()
    assert web.told().outcome is Outcome.VERIFIED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"links": ()}, Reason.NO_LINK),
        ({"links": (), "is_whole": False}, Reason.TOO_LONG),
        ({"is_readable": False}, Reason.NOT_READABLE),
        ({"status": 404}, Reason.NOT_FOUND),
        ({"status": 410}, Reason.GONE),
        ({"status": 403}, Reason.NOT_PUBLIC),
    ],
)
def test_a_page_that_does_not_count_enters_no_line(web, changes, reason):
    assert web.post(**changes) is None
    told = web.told()
    assert (told.outcome, told.reason, told.act_number) == (Outcome.REFUSED, reason, 0)
    assert web.acts() == []
    assert web.standing().line("blogs").end == 0


def test_a_page_that_does_not_answer_is_asked_half_a_dozen_times_and_then_refused(web):
    web.put(EMIL, status=503)
    web.tell()
    looks = 0
    while web.told().outcome is Outcome.QUEUED:
        looks += len(web.work())
        web.clock.ms += MINUTE_MS
        assert looks <= len(FIRST_LOOKS_MS)
    assert looks == len(FIRST_LOOKS_MS)
    assert web.told().reason is Reason.NOT_FOUND
    assert web.acts() == []


def test_an_address_that_leads_nowhere_good_is_refused_at_once(web):
    web.tell()
    (task,) = web.due()
    lasting = Look(1, None, Reason.NOT_PUBLIC, is_lasting=True, task=task)
    web.settle(lasting)
    assert (web.told().outcome, web.told().reason) == (Outcome.REFUSED, Reason.NOT_PUBLIC)
    assert web.due() == []


@pytest.mark.conformance("DD-01")
def test_two_addresses_of_one_page_are_one_act(web):
    old = f"{EMIL}?utm_source=feed"
    web.post()
    act = web.post(old, canonical=EMIL)
    assert act.number == 1
    assert web.told(old).outcome is Outcome.VERIFIED
    assert len(web.acts()) == 1


def test_an_act_that_a_partner_sent_is_the_one_that_is_found(web):
    recorded = web.one(EMIL, by="emil.example").act
    assert web.post().number == recorded.number
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    assert (web.told().outcome, len(web.acts())) == (Outcome.VERIFIED, 1)


@pytest.mark.conformance("DD-04")
def test_a_limit_is_one_of_the_blog_whatever_the_road_and_however_many_at_once(web):
    sources = [f"https://emil.example/{number}" for number in range(9)]
    for source, road in zip(sources, list(Road) * 2, strict=False):
        for _ in range(11):
            web.tell(source, road)
    web.work()
    outcomes = [web.told(source).outcome for source in sources]
    assert outcomes.count(Outcome.VERIFIED) == 2
    assert {web.told(source).reason for source in sources} == {Reason.NONE, Reason.DAILY_LIMIT}
    web.clock.pass_days(1)
    for source in sources:
        web.tell(source)
    web.work()
    web.clock.pass_days(1)
    for source in sources:
        web.tell(source)
    web.work()
    outcomes = [web.told(source).outcome for source in sources]
    assert outcomes.count(Outcome.VERIFIED) == 3
    assert web.told(sources[-1]).reason is Reason.TOTAL_LIMIT


def test_what_is_refused_by_a_limit_is_told_again_another_day(web):
    for number in range(3):
        web.post(f"https://emil.example/{number}")
    third = "https://emil.example/2"
    assert (web.told(third).reason, web.told(third).act_number) == (Reason.DAILY_LIMIT, 0)
    web.clock.pass_days(1)
    web.tell(third)
    web.work()
    assert web.told(third).outcome is Outcome.VERIFIED


def test_a_flagged_page_waits_in_its_place_for_a_person(web):
    act = web.post(is_link_visible=False)
    assert (act.state, act.evidence, act.line_start) == (State.PENDING, Evidence.CLAIM, 0)
    assert web.told().outcome is Outcome.FLAGGED
    assert web.kept(1).flags == (Flag.HIDDEN_LINK,)
    assert web.confirm(1).state is State.COUNTED
    assert (web.told().outcome, web.receipt(1).paid_units) == (Outcome.VERIFIED, 10)


@given(st.integers(1, 2**64 - 1), st.sets(st.integers(0, 63), max_size=6))
def test_nearly_the_same_text_on_another_page_is_for_a_person(likeness, bits):
    web = Web()
    web.post(likeness=likeness)
    other = likeness
    for bit in bits:
        other ^= 1 << bit
    copied = web.post(FAY, likeness=other)
    is_twin = len(bits) <= TWIN_BITS and other != 0
    assert (copied.state is State.PENDING) is is_twin
    assert web.kept(2).flags == ((Flag.NEAR_DUPLICATE,) if is_twin else ())


def test_a_page_is_no_twin_of_itself(web):
    web.post(likeness=77)
    assert web.post(f"{EMIL}?old", canonical=EMIL, likeness=77).state is State.COUNTED


def test_a_blocked_host_is_refused_and_a_trusted_one_is_not_flagged(web):
    rule = HostRule("Emil.example ", Standing.BLOCKED, "link farm", "Ben", 0)
    assert judge_host(web.desks, web.clock, rule).at_ms == web.clock.ms
    assert web.post() is None
    assert web.told().reason is Reason.SPAM
    judge_host(web.desks, web.clock, rule._replace(standing=Standing.TRUSTED))
    web.clock.ms += MINUTE_MS
    assert web.post(is_link_visible=False).state is State.COUNTED
    assert pardon_host(web.desks, "emil.example")
    assert not pardon_host(web.desks, "emil.example")
    assert web.post("https://emil.example/2", is_link_visible=False).state is State.PENDING


def test_a_page_that_asks_robots_away_counts_and_is_not_shown(web):
    web.post(is_opted_out=True)
    assert not web.kept(1).is_shown
    assert web.told().outcome is Outcome.VERIFIED


def test_where_a_name_is_enough_the_limit_is_still_that_of_the_blog():
    web = Web(make.post_terms(kinds=(make.kind(proof=Proof.NAME, per_day=1),)))
    web.post(links=(), is_naming=True)
    second = "https://emil.example/2"
    web.post(second, links=(), is_naming=False)
    web.ask(web.told(second).number)
    web.put(second, links=(), is_naming=True)
    web.work()
    assert web.told(second).reason is Reason.DAILY_LIMIT


def test_one_without_a_link_becomes_a_claim_that_a_person_sees_when_somebody_asks(web):
    web.post(links=())
    web.ask(1)
    web.work()
    act = web.act(1)
    assert (act.state, act.supporter) == (State.PENDING, b"")
    assert act.claim == fingerprint(make.SLUG, "post", EMIL)
    assert web.kept(1).flags == (Flag.BY_REQUEST,)
    web.clock.pass_days(1)
    web.check()
    assert web.act(1).state is State.PENDING, "it is not taken back for what we knew"
    assert web.rule(1, Ruling.CONFIRM).state is State.COUNTED
    web.clock.pass_days(1)
    web.check()
    assert web.act(1).state is State.COUNTED
    web.put(EMIL, status=410)
    web.clock.pass_days(3)
    web.check()
    assert web.act(1).reason is Reason.GONE


def test_a_look_at_what_nobody_has_told_us_is_a_mistake_of_ours(web):
    with pytest.raises(LookupError, match="never been written down"):
        web.settle(Look(99, None))
