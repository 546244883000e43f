"""The site's own check finds what somebody has bent in the tables."""

import pytest
from django.db import connections
from tests import make, sites

from tablee.core.decision import Ruling
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.post_books import post_books
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.wiring import check_site, memory_site


@pytest.fixture
def site(tmp_path):
    """A small campaign in a file: counted, pending, refused and left acts; books posted."""
    with sites.sqlite(tmp_path) as opened:
        desks, clock = opened.desks, opened.clock
        crowd = make.milestone("crowd", 100, measure=Measure.SUPPORTERS)
        kinds = (make.kind(in_all=5), make.kind("share", 3))
        terms = make.terms(appeal_days=0, kinds=kinds, milestones=(crowd,))
        publish_terms(desks, clock, Publication(terms))
        sure = [make.claim(f"https://emil.example/{number}") for number in range(4)]
        unsure = [make.unverified(f"https://fay.example/{number}", "share") for number in range(4)]
        late = make.claim("https://emil.example/late", occurred_at_ms=0)
        record_acts(desks, clock, make.SLUG, [*sure, *unsure, late], "partner")
        decide_act(desks, clock, make.SLUG, Judgement(6, Ruling.REFUSE, Reason.SPAM, "", "Ben"))
        post_books(desks, clock, make.SLUG)
        yield opened


@pytest.fixture
def posted(site):
    """Two pages of which one became act 1; both have told us so, and the post is kept."""
    with site.desks.write() as desk:
        campaign_id = desk.campaigns.see(make.SLUG).id
        pages = [
            Submission(0, campaign_id, "post", f"https://emil.example/{n}", "", "", Road.FORM, n)
            for n in range(2)
        ]
        (first, _), _ = desk.submissions.put(pages)
        desk.submissions.change([first._replace(outcome=Outcome.VERIFIED, act_number=1)])
        desk.posts.keep([Post(campaign_id, 1, "https://emil.example/0", "", 1, 200, "", "")])
    return site


def test_a_sound_site_has_no_fault(site):
    assert check_site(site) == []


@pytest.mark.parametrize(
    ("fault", "sql"),
    [
        ("line 'blogs'", "UPDATE store_pool SET waterline = waterline + 1 WHERE name = 'blogs'"),
        ("line 'blogs'", "UPDATE store_pool SET held_below = held_below - 1 WHERE held > 0"),
        ("paid at most the cap", "UPDATE store_pool SET held_below = -999 WHERE name = 'blogs'"),
        ("gaps of 'blogs'", "DELETE FROM store_gap"),
        ("kind 'post'", "UPDATE store_kindcount SET counted = counted + 1 WHERE name = 'post'"),
        ("kind 'post'", "UPDATE store_kindcount SET paid = 0 WHERE name = 'post'"),
        ("kind 'post'", "UPDATE store_kindcount SET turned_away = 0"),
        ("sequence", "UPDATE store_campaign SET sequence = sequence + 1"),
        ("sequence", "DELETE FROM store_decision"),
        ("last number", "UPDATE store_campaign SET last_number = 4"),
        ("numbers without holes", "DELETE FROM store_act WHERE id = (1 << 40) + 2"),
        ("lines", "UPDATE store_act SET line_start = line_start + 1 WHERE id = (1 << 40) + 3"),
        ("states", "UPDATE store_act SET is_held = 1 WHERE id = (1 << 40) + 1"),
        ("kind 'post'", "UPDATE store_act SET kind = 'share' WHERE id = (1 << 40) + 1"),
        ("allowances", "UPDATE store_allowance SET taken = taken + 1"),
        ("supporters", "UPDATE store_campaign SET supporters = 7"),
        ("balanced entries", "UPDATE store_posting SET units = units + 1 WHERE id = 1"),
        ("sum of all accounts", "UPDATE store_posting SET units = units + 1 WHERE id = 1"),
        ("pledge of Dana", "UPDATE store_posting SET units = units * 2"),
        ("line 'blogs'", "UPDATE store_segment SET units = units + 1"),
        ("earned by Dana", "UPDATE store_posting SET units = -units WHERE entry_id > 2"),
    ],
)
def test_what_was_bent_is_named(site, fault, sql):
    with connections["sqlite"].cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    faults = check_site(site)
    assert any(each.startswith(f"{make.SLUG}: {fault}") for each in faults), faults


def test_a_sound_site_with_posts_has_no_fault(posted):
    assert check_site(posted) == []


@pytest.mark.parametrize(
    ("fault", "sql"),
    [
        ("submissions: 1 names an act", "UPDATE store_submission SET act_number = 99 WHERE id = 1"),
        ("submissions: 1 is verified", "UPDATE store_submission SET act_number = 0 WHERE id = 1"),
        ("submissions: 2 is verified", "UPDATE store_submission SET outcome = 'flagged'"),
        ("posts: there is no act 99", "UPDATE store_post SET id = (1 << 40) + 99"),
        ("submissions: 1 names an act", "DELETE FROM store_act WHERE id = (1 << 40) + 1"),
        ("posts: there is no act 1 ", "DELETE FROM store_act WHERE id = (1 << 40) + 1"),
    ],
)
def test_what_contradicts_the_acts_is_named(posted, fault, sql):
    with connections["sqlite"].cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    faults = check_site(posted)
    assert any(each.startswith(f"{make.SLUG}: {fault}") for each in faults), faults


def test_contradictions_are_found_in_memory_too():
    site = memory_site()
    with site.desks.write() as desk:
        campaign_id = desk.campaigns.create(make.SLUG, make.version(), is_replay=False).id
        page = Submission(0, campaign_id, "post", "https://emil.example/", "", "", Road.FORM, 1)
        pages = [page._replace(act_number=3), page._replace(kind="share", outcome=Outcome.FLAGGED)]
        desk.submissions.put(pages)
        desk.posts.keep([Post(campaign_id, 4, "https://emil.example/", "", 1, 200, "", "")])
    assert [fault.removeprefix(f"{make.SLUG}: ")[:16] for fault in check_site(site)] == [
        "submissions: 1 n",
        "submissions: 2 i",
        "posts: there is ",
    ]
