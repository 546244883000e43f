"""Erasing: what is known of a person goes from everywhere, and everything that counts stays."""

import pytest
from tests import make

from tablee.core.drawing.drawing import Consent, Drawing, Files, Licence, Words
from tablee.core.drawing.likeness import Likeness
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome
from tablee.ports.appeals import Appeal
from tablee.ports.blogs import Blog
from tablee.ports.erasures import Leftovers, Wish
from tablee.ports.journal import Allowance
from tablee.ports.tasks import Task
from tablee.ports.traces import Step, Trace
from tablee.usecases.record_acts import record_at

EMIL, FAY = make.supporter(), make.supporter("Fay")
ADDRESS = "https://emil.example/1"


@pytest.fixture
def campaign(site):
    """Three acts: two posts of Emil's, and Fay's, who names the first of his."""
    with site.desks.write() as desk:
        campaign = desk.campaigns.create(
            make.SLUG,
            make.version(kinds=(make.kind(per_day=3), make.kind("drawing", 3))),
            is_replay=False,
        )
        claims = [make.claim(), make.claim(ADDRESS, "drawing", "Fay"), make.claim("other")]
        record_at(desk, campaign, claims, "form", make.MIDDLE_MS)
        return campaign


def erase(site, campaign, **wish):
    with site.desks.write() as desk:
        return desk.erasures.erase(campaign.id, Wish(**wish))


def acts(site, campaign):
    with site.desks.read() as desk:
        journal = desk.journal(campaign)
        return [journal.act(number) for number in (1, 2, 3)]


def test_the_acts_of_a_person_are_found(site, campaign):
    with site.desks.read() as desk:
        assert desk.erasures.acts_of(campaign.id, EMIL) == [1, 3]
        assert desk.erasures.acts_of(campaign.id, b"") == []


def test_acts_that_name_the_same_object_are_found(site, campaign):
    with site.desks.read() as desk:
        assert desk.erasures.named_alike(campaign.id, [1]) == [1, 2]
        assert desk.erasures.named_alike(campaign.id, [3]) == [3]
        assert desk.erasures.named_alike(campaign.id, []) == []


def test_an_act_says_no_more_what_it_was_and_stands_where_it_stood(site, campaign):
    before = acts(site, campaign)
    erase(site, campaign, numbers=[1, 2])
    after = acts(site, campaign)
    assert after == [before[0]._replace(object=""), before[1]._replace(object=""), before[2]]


def test_a_person_becomes_somebody_whose_limits_are_the_same(site, campaign):
    day = Allowance("post", EMIL, "2026-03-01")
    with site.desks.read() as desk:
        assert desk.journal(campaign).taken([day]) == {day: 2}
    erase(site, campaign, numbers=[1, 3], supporters=[EMIL])
    first, second, third = acts(site, campaign)
    assert first.supporter == third.supporter != EMIL
    assert second.supporter == FAY
    with site.desks.read() as desk:
        other = day._replace(supporter=first.supporter)
        assert desk.journal(campaign).taken([day, other]) == {other: 2}


def test_posts_go_and_name_their_snapshots(site, campaign):
    post = Post(campaign.id, 1, ADDRESS, "emil.example", make.MIDDLE_MS, 200, "", "ab" * 32)
    with site.desks.write() as desk:
        desk.posts.keep([post])
    assert erase(site, campaign, numbers=[1, 2]) == Leftovers(frozenset({"ab" * 32}))
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1) is None


def test_drawings_are_blank_and_name_their_files(site, campaign):
    drawing = Drawing(
        campaign.id, 2, Files("aa" * 32, "bb" * 32, "cc" * 32, 3, 4), Words("t", "a", "c"),
        Licence.CC0, Consent.OF_AGE, Likeness(b"p" * 32, b"q" * 8, 90), b"s" * 16, 7,
    )  # fmt: skip
    with site.desks.write() as desk:
        desk.drawings.keep(drawing)
    left = erase(site, campaign, numbers=[2])
    assert left.pictures == {"aa" * 32, "bb" * 32, "cc" * 32}
    with site.desks.read() as desk:
        found = desk.drawings.get(campaign.id, 2)
    assert (found.files, found.words, found.likeness) == (Files(), Words(), Likeness())
    assert (found.sender, found.is_shown) == (b"", False)


def test_what_was_told_of_pages_is_blank_and_their_work_is_gone(site, campaign):
    told = make.submission(campaign_id=campaign.id, source=ADDRESS, act_number=1)
    stranger = make.submission(campaign_id=campaign.id, source="https://fay.example/9")
    with site.desks.write() as desk:
        ((mine, _), (hers, _)) = desk.submissions.put([told, stranger])
        desk.submissions.change([mine._replace(outcome=Outcome.VERIFIED)])
        desk.tasks.put(
            [
                Task(campaign.id, "look", f"look:{mine.number}", {"submission": mine.number}, 1),
                Task(campaign.id, "meet", "meet:x", {"address": ADDRESS}, 1),
                Task(campaign.id, "look", f"look:{hers.number}", {"submission": hers.number}, 1),
            ]
        )
    erase(site, campaign, numbers=[1, 2])
    with site.desks.read() as desk:
        blank = desk.submissions.get(mine.number)
        assert (blank.source, blank.blog, blank.target) == ("", "", "")
        assert (blank.outcome, blank.act_number) == (Outcome.VERIFIED, 1)
        assert desk.submissions.find(campaign.id, told.kind, ADDRESS) is None
        assert desk.submissions.get(hers.number) == hers
        assert desk.tasks.keys("look") == [f"look:{hers.number}"]
        assert desk.tasks.keys("meet") == []


def test_what_was_told_again_of_an_erased_act_is_found(site, campaign):
    erase(site, campaign, numbers=[1, 2])
    told = make.submission(campaign_id=campaign.id, source=ADDRESS, act_number=1)
    other = make.submission(campaign_id=campaign.id, source="https://fay.example/3", act_number=3)
    with site.desks.write() as desk:
        assert desk.erasures.told_again(campaign.id) == []
        desk.submissions.put([told, other])
        assert desk.erasures.told_again(campaign.id) == [1]
    erase(site, campaign, numbers=[1])
    with site.desks.read() as desk:
        assert desk.erasures.told_again(campaign.id) == []


def test_a_blog_is_followed_no_more(site, campaign):
    blog = Blog(campaign.id, "https://emil.example/feed", "https://emil.example", "emil.example")
    told = make.submission(campaign_id=campaign.id, source="https://emil.example/no")
    with site.desks.write() as desk:
        number = desk.blogs.register(blog._replace(next_poll_ms=1, title="Emil"))[0].number
        ((refused, _),) = desk.submissions.put([told._replace(blog="emil.example")])
    erase(site, campaign, blogs=["emil.example"])
    with site.desks.read() as desk:
        found = desk.blogs.get(number)
        assert (found.feed, found.home, found.blog, found.title) == ("", "", "", "")
        assert desk.blogs.due(make.MIDDLE_MS, 9) == []
        assert desk.submissions.get(refused.number).outcome is Outcome.DELETED


def test_words_about_an_act_are_blank(site, campaign):
    with site.desks.write() as desk:
        desk.appeals.put(Appeal(campaign.id, 1, "but I did", 5))
        desk.appeals.put(Appeal(campaign.id, 3, "so did I", 5))
    erase(site, campaign, numbers=[1])
    with site.desks.read() as desk:
        assert [each.words for each in desk.appeals.of_act(campaign.id, 1)] == [""]
        assert [each.words for each in desk.appeals.of_act(campaign.id, 3)] == ["so did I"]


def test_visitors_are_nobody_and_as_many_as_before(site, campaign):
    with site.desks.write() as desk:
        for owner, visitor in ((1, FAY), (9, EMIL), (9, FAY)):
            desk.traces.leave(campaign.id, Trace(owner, Step.CAME, visitor, "mail", 0, 5))
    erase(site, campaign, numbers=[1], supporters=[EMIL])
    with site.desks.read() as desk:
        assert desk.traces.counts(campaign.id, 1, Step.CAME).total() == 1
        assert desk.traces.counts(campaign.id, 9, Step.CAME).total() == 2
        assert not desk.traces.is_left(campaign.id, 1, Step.CAME, [FAY])
        assert not desk.traces.is_left(campaign.id, 9, Step.CAME, [EMIL])
        assert desk.traces.is_left(campaign.id, 9, Step.CAME, [FAY])


def test_twice_is_once(site, campaign):
    erase(site, campaign, numbers=[1, 2])
    before = acts(site, campaign)
    assert erase(site, campaign, numbers=[1, 2]) == Leftovers()
    assert acts(site, campaign) == before


def test_names_are_forgotten_and_stay_apart(site, campaign):
    before = acts(site, campaign)
    with site.desks.write() as desk:
        assert desk.erasures.forget_names(campaign.id) == 3
    after = acts(site, campaign)
    assert len({act.claim for act in after} | {act.claim for act in before}) == 6
    assert after[0].supporter == after[2].supporter != after[1].supporter
    assert not {act.supporter for act in after} & {EMIL, FAY}
    assert [act.object for act in after] == [act.object for act in before]


def test_nothing_stays_on_disk(site, campaign):
    assert site.desks.scrub()
    assert acts(site, campaign)[0].object == ADDRESS
