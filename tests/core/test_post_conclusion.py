"""What follows from a look: what is shown decides, and nothing that is said of the campaign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.post.conclusion import (
    FARM_LINKS,
    YOUNG_MS,
    Conclusion,
    Next,
    Surroundings,
    is_shown,
    judge,
)
from tablee.core.post.finding import Display, Finding, Flag
from tablee.core.post.submission import Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof

NOW_MS = make.MIDDLE_MS
findings = st.builds(
    Finding,
    address=st.just("https://emil.example/1"),
    canonical=st.just("https://emil.example/1"),
    blog=st.just("emil.example"),
    status=st.sampled_from([200, 200, 200, 401, 403, 404, 410, 429, 451, 500, 503, 204, 999]),
    is_readable=st.booleans(),
    is_whole=st.booleans(),
    links=st.sampled_from([(), (make.CAMPAIGN_PAGE,)]),
    is_link_visible=st.booleans(),
    is_link_own=st.booleans(),
    is_naming=st.booleans(),
    outside_links=st.integers(0, 2 * FARM_LINKS),
    started_at_ms=st.sampled_from([0, NOW_MS - YOUNG_MS, NOW_MS - YOUNG_MS + 1, NOW_MS + 1]),
)
surroundings = st.builds(
    Surroundings,
    proof=st.sampled_from([Proof.LINK, Proof.NAME]),
    is_blocked=st.booleans(),
    is_trusted=st.booleans(),
    has_twin=st.booleans(),
    is_spam=st.none() | st.booleans(),
    is_spam_asked=st.booleans(),
)
submissions = st.builds(
    make.submission, is_by_person=st.booleans(), road=st.sampled_from([Road.FORM, Road.WEBMENTION])
)


def conclusion(around=None, *, is_by_person=False, **changes):
    submission = make.submission(is_by_person=is_by_person)
    surrounded = around or Surroundings(Proof.LINK)
    return judge(submission, make.finding(**changes), surrounded, NOW_MS)


@given(submissions, findings, surroundings)
def test_only_what_can_be_seen_counts(submission, finding, around):
    found = judge(submission, finding, around, NOW_MS)
    if found.next is Next.COUNT:
        assert finding.status == 200
        assert finding.is_readable
        assert finding.links or (around.proof is Proof.NAME and finding.is_naming)
        assert not around.is_blocked
        assert found == Conclusion(Next.COUNT)


@given(submissions, findings, surroundings)
def test_every_no_has_its_reason_and_every_question_its_flag(submission, finding, around):
    found = judge(submission, finding, around, NOW_MS)
    assert bool(found.flags) == (found.next is Next.ASK)
    assert bool(found.reason) == (found.next in {Next.REFUSE, Next.AGAIN})


@given(submissions, findings, surroundings)
def test_a_page_that_shows_nothing_is_never_looked_at_by_a_person_unasked(
    submission, finding, around
):
    found = judge(submission, finding, around, NOW_MS)
    shows = is_shown(finding, around.proof)
    is_pasted = finding.is_closed and submission.road is Road.FORM
    if not submission.is_by_person and not is_pasted and not shows:
        assert found.next in {Next.REFUSE, Next.AGAIN}
    is_wish = bool({Flag.BY_REQUEST, Flag.CLOSED_NETWORK} & {*found.flags})
    assert is_wish == (found.next is Next.ASK and not shows)


@given(submissions, findings, surroundings, st.text(max_size=20))
def test_what_a_post_says_of_the_campaign_plays_no_part(submission, finding, around, words):
    critical = finding._replace(display=Display(words, words, words))
    assert judge(submission, critical, around, NOW_MS) == judge(submission, finding, around, NOW_MS)


def test_a_good_page_counts():
    assert conclusion() == Conclusion(Next.COUNT)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, Conclusion(Next.REFUSE, Reason.NOT_FOUND)),
        (451, Conclusion(Next.REFUSE, Reason.NOT_FOUND)),
        (410, Conclusion(Next.REFUSE, Reason.GONE)),
        (401, Conclusion(Next.REFUSE, Reason.NOT_PUBLIC)),
        (403, Conclusion(Next.REFUSE, Reason.NOT_PUBLIC)),
        (500, Conclusion(Next.AGAIN, Reason.NOT_FOUND)),
        (503, Conclusion(Next.AGAIN, Reason.NOT_FOUND)),
        (429, Conclusion(Next.AGAIN, Reason.NOT_FOUND)),
        (204, Conclusion(Next.AGAIN, Reason.NOT_FOUND)),
    ],
)
def test_an_answer_that_is_no_page_says_what_to_mend_or_that_we_come_again(status, expected):
    assert conclusion(status=status) == expected


def test_a_page_without_a_link_says_why():
    assert conclusion(links=()).reason is Reason.NO_LINK
    assert conclusion(links=(), is_whole=False).reason is Reason.TOO_LONG
    assert conclusion(is_readable=False).reason is Reason.NOT_READABLE
    assert conclusion(is_readable=False, canonical="").reason is Reason.NOT_READABLE
    assert conclusion(is_whole=False) == Conclusion(Next.COUNT), "the link stands before the cut"


FRONTS = [
    ("https://emil.example/", "emil.example"),
    ("https://soup.emil.example/", "emil.example"),
    ("https://free.example/~emil", "free.example/~emil"),
]


@pytest.mark.parametrize(("address", "blog"), FRONTS)
def test_where_a_blog_begins_is_no_post(address, blog):
    """Else anybody could use up a blog's limit with it, and tomorrow the link has moved on."""
    front = {"canonical": address, "blog": blog}
    assert conclusion(**front) == Conclusion(Next.REFUSE, Reason.FRONT_PAGE)
    assert conclusion(**front, links=()).reason is Reason.FRONT_PAGE
    asked = Conclusion(Next.ASK, flags=(Flag.BY_REQUEST,))
    assert conclusion(is_by_person=True, **front) == asked
    trusted = Surroundings(Proof.LINK, is_trusted=True)
    assert conclusion(trusted, **front) == Conclusion(Next.COUNT)
    post = {"canonical": f"{address}?p=1" if address.endswith("/") else f"{address}/1"}
    assert conclusion(**front | post) == Conclusion(Next.COUNT)


def test_the_campaigns_name_is_enough_where_the_terms_say_so():
    assert conclusion(links=(), is_naming=True).reason is Reason.NO_LINK
    named = Surroundings(Proof.NAME)
    assert conclusion(named, links=(), is_naming=True) == Conclusion(Next.COUNT)
    assert conclusion(named, links=()).reason is Reason.NO_LINK


FLAGGED = {
    Flag.HIDDEN_LINK: (Surroundings(Proof.LINK), {"is_link_visible": False}),
    Flag.COMMENT_LINK: (Surroundings(Proof.LINK), {"is_link_own": False}),
    Flag.LINK_FARM: (Surroundings(Proof.LINK), {"outside_links": FARM_LINKS}),
    Flag.NEAR_DUPLICATE: (Surroundings(Proof.LINK, has_twin=True), {}),
    Flag.YOUNG_BLOG: (Surroundings(Proof.LINK), {"started_at_ms": NOW_MS - YOUNG_MS + 1}),
    Flag.SPAM_SCORE: (Surroundings(Proof.LINK, is_spam=True, is_spam_asked=True), {}),
}


@pytest.mark.conformance("VF-12")
@pytest.mark.parametrize("flag", FLAGGED)
def test_what_looks_odd_is_for_a_person(flag):
    around, changes = FLAGGED[flag]
    assert conclusion(around, **changes) == Conclusion(Next.ASK, flags=(flag,))
    trusted = around._replace(is_trusted=True)
    assert conclusion(trusted, **changes) == Conclusion(Next.COUNT), "unless its host is trusted"


@pytest.mark.parametrize(
    "changes",
    [
        {"outside_links": FARM_LINKS - 1},
        {"started_at_ms": NOW_MS - YOUNG_MS},
        {"started_at_ms": NOW_MS + 5_000},
        {"is_naming": True},
    ],
)
def test_what_is_just_within_bounds_counts(changes):
    assert conclusion(**changes) == Conclusion(Next.COUNT)


@pytest.mark.conformance("AB-03")
@pytest.mark.parametrize(("is_spam", "next_"), [(False, Next.COUNT), (None, Next.ASK)])
def test_a_spam_service_that_does_not_answer_leads_to_a_person_never_to_a_payment(is_spam, next_):
    around = Surroundings(Proof.LINK, is_spam=is_spam, is_spam_asked=True)
    assert conclusion(around).next is next_


def test_a_blocked_host_is_refused_and_whoever_asks_is_heard():
    blocked = Surroundings(Proof.LINK, is_blocked=True)
    assert conclusion(blocked) == Conclusion(Next.REFUSE, Reason.SPAM)
    assert conclusion(blocked, is_by_person=True).flags == (Flag.BLOCKED_HOST,)
    asked = conclusion(blocked, is_by_person=True, links=())
    assert asked.flags == (Flag.BLOCKED_HOST, Flag.BY_REQUEST)


@pytest.mark.parametrize(
    "changes",
    [{"links": ()}, {"is_readable": False}, {"links": (), "is_whole": False}, {"status": 403}],
)
def test_where_we_see_nothing_a_person_may_be_asked_to_look(changes):
    assert conclusion(is_by_person=True, **changes) == Conclusion(
        Next.ASK, flags=(Flag.BY_REQUEST,)
    )


@pytest.mark.parametrize("status", [404, 410])
def test_nobody_is_asked_to_look_at_what_is_not_there(status):
    assert conclusion(is_by_person=True, status=status).next is Next.REFUSE
