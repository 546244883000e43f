"""Posts beside their acts: kept, shown, looked at again, compared, and forgotten without trace."""

from threading import Thread

import pytest
from tests import make
from tests.contracts.test_desks import close_connections

from tablee.core.act import State, fingerprint
from tablee.core.post.finding import Display, Flag
from tablee.core.post.post import Mark, Post
from tablee.core.reason import Reason
from tablee.ports.posts import MOST_ALIKE, Glance
from tablee.store.memory import MemoryDesks

ALIKE = 0xFEDC_BA98_7654_3210


@pytest.fixture
def is_forged():
    """These posts stand beside acts that make no whole campaign."""
    return True


@pytest.fixture
def post(campaign):
    """Build the post of the act of that number."""

    def build(number, language="fr", **changes):
        plain = Post(
            campaign_id=campaign.id,
            act_number=number,
            address=f"https://emil.example/{number}",
            blog="emil.example",
            found_at_ms=1_000 + number,
            status=200,
            content_hash="c" * 64,
            exhibit=f"{number:064x}",
            display=Display("Une table", "Emil", "Chez moi", language, 900),
        )
        return plain._replace(**changes)

    return build


def keep(site, *posts):
    with site.desks.write() as desk:
        desk.posts.keep(posts)


def receive(site, campaign, count, against=()):
    """Write so many acts down; all are counted but those whose numbers are *against*."""
    with site.desks.write() as desk:
        numbers = range(1, count + 1)
        acts = [received(number, number in against, campaign.slug) for number in numbers]
        desk.journal(campaign).append(acts)


def received(number, is_against, slug=make.SLUG):
    name = fingerprint(slug, "post", f"https://emil.example/{number}")
    act = make.act(number, claim=name, line_start=10 * (number - 1))
    why = {"state": State.REFUSED, "reason": Reason.SPAM, "is_held": True}
    return act._replace(**why) if is_against else act


def wall(site, campaign, **glance):
    with site.desks.read() as desk:
        return [each.act_number for each in desk.posts.wall(campaign.id, Glance(**glance))]


def test_a_post_comes_back_exactly(site, post, campaign):
    full = post(
        2**40 - 1,
        flags=(Flag.HIDDEN_LINK, Flag.YOUNG_BLOG),
        display=Display("L’été", "Zoë", "100 % « vrai »\n🍲", "fr-CA", -5),
        likeness=2**64 - 1,
        is_shown=False,
        mark=Mark.PRESS,
        referred_act=2**40 - 2,
        checked_at_ms=2**50,
        next_check_at_ms=2**50 + 1,
        failing_since_ms=2**50 - 1,
        checks=9,
    )
    keep(site, full, post(1))
    with site.desks.read() as desk:
        read = desk.posts.get(campaign.id, full.act_number)
        assert read == full
        assert [*map(type, read)] == [*map(type, full)]
        assert {type(flag) for flag in read.flags} == {Flag}
        assert desk.posts.get(campaign.id, 1) == post(1)
        assert desk.posts.get(campaign.id, 2) is None
        assert desk.posts.get(campaign.id + 1, 1) is None


@pytest.mark.parametrize("likeness", [0, 1, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1])
def test_all_sixty_four_bits_are_kept(site, post, campaign, likeness):
    keep(site, post(1, likeness=likeness))
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1).likeness == likeness


def test_posts_of_other_campaigns_are_never_shown(site, post, campaign):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
    receive(site, campaign, 2)
    receive(site, other, 2)
    keep(
        site,
        *(post(number, campaign_id=each.id) for number in (1, 2) for each in (campaign, other)),
    )
    far = (other.id - campaign.id) * 2**40
    assert wall(site, campaign, before=far + 9) == [2, 1]
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, far + 1) is None
        assert desk.posts.get(other.id, 1 - far) is None
        assert desk.posts.get(campaign.id, 0) is None
        assert desk.posts.likenesses(campaign.id, ALIKE) == []


def test_what_is_said_of_a_post_now_replaces_what_was(site, post, campaign):
    keep(site, post(1), post(2))
    now = post(
        1,
        "de",
        address="https://emil.example/moved",
        blog="fay.example",
        found_at_ms=5,
        status=410,
        content_hash="",
        exhibit="",
        flags=(Flag.SPAM_SCORE,),
        likeness=ALIKE,
        is_shown=False,
        mark=Mark.RECAP,
        referred_act=4,
        checked_at_ms=6,
        next_check_at_ms=7,
        failing_since_ms=8,
        checks=9,
    )
    keep(site, now)
    keep(site)
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1) == now
        assert desk.posts.get(campaign.id, 2) == post(2)


def test_the_last_word_about_a_post_in_one_call_holds(site, post, campaign):
    keep(site, post(1, checks=1), post(2), post(1, checks=2))
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1).checks == 2


def test_what_no_database_can_hold_is_left_out(site, post, campaign):
    rude = Display("a\0b", "\ud800 é", "\0", "x" * 500)
    keep(site, post(1, display=rude))
    with site.desks.read() as desk:
        display = desk.posts.get(campaign.id, 1).display
    assert display == Display("ab", "? é", "", "x" * 35)


def test_the_wall_shows_posts_of_counted_acts_newest_first(site, post, campaign):
    receive(site, campaign, 5, against={3})
    hidden = post(2, is_shown=False)
    keep(site, post(1), hidden, post(3), post(4), post(5), post(77))
    assert wall(site, campaign) == [5, 4, 1]
    with site.desks.read() as desk:
        assert desk.posts.wall(campaign.id, Glance())[0] == post(5)
        assert desk.posts.wall(campaign.id + 1, Glance()) == []


def test_a_post_comes_and_goes_with_its_act(site, post, campaign):
    receive(site, campaign, 1)
    keep(site, post(1))
    assert wall(site, campaign) == [1]
    with site.desks.write() as desk:
        desk.journal(campaign).change(received(1, is_against=True))
    assert wall(site, campaign) == []


def test_the_wall_is_read_page_by_page(site, post, campaign):
    receive(site, campaign, 7)
    keep(site, *(post(number) for number in range(1, 8)))
    assert wall(site, campaign, most=3) == [7, 6, 5]
    assert wall(site, campaign, most=3, before=5) == [4, 3, 2]
    assert wall(site, campaign, most=3, before=2) == [1]
    assert wall(site, campaign, most=3, before=1) == []


def test_the_wall_can_show_one_language_or_one_mark(site, post, campaign):
    receive(site, campaign, 5)
    press = {"mark": Mark.PRESS}
    posts = [post(1), post(2, "en", **press), post(3, "en"), post(4, "", mark=Mark.RECAP)]
    keep(site, *posts, post(5, **press))
    assert wall(site, campaign, language="en") == [3, 2]
    assert wall(site, campaign, language="de") == []
    assert wall(site, campaign, mark=Mark.PRESS) == [5, 2]
    assert wall(site, campaign, mark=Mark.RECAP) == [4]
    assert wall(site, campaign, mark=Mark.NONE) == [3, 1]
    assert wall(site, campaign, mark=Mark.PRESS, language="en", before=5) == [2]


def test_languages_are_those_of_the_wall(site, post, campaign):
    receive(site, campaign, 5, against={4})
    posts = [post(1), post(2, "en"), post(3, ""), post(4, "de"), post(5, is_shown=False)]
    keep(site, *posts, post(77, "it"))
    with site.desks.read() as desk:
        assert desk.posts.languages(campaign.id) == {"fr": 1, "en": 1, "": 1}
        assert desk.posts.languages(campaign.id + 1) == {}


def test_the_longest_due_is_looked_at_first(site, post):
    due = {1: 50, 2: 20, 3: 0, 4: 51, 5: 20}
    posts = [post(number, next_check_at_ms=at_ms) for number, at_ms in due.items()]
    keep(site, *posts)
    with site.desks.read() as desk:
        assert desk.posts.due(50, 9) == [posts[1], posts[4], posts[0]]
        assert desk.posts.due(50, 2) == [posts[1], posts[4]]
        assert desk.posts.due(19, 2) == []


@pytest.mark.parametrize("bits", [(), (0,), (63,), (0, 63), (15, 16, 47), (1, 20, 60), (0, 1, 2)])
def test_texts_within_three_bits_are_found(site, post, campaign, bits):
    like = ALIKE ^ sum(1 << bit for bit in bits)
    keep(site, post(1, likeness=like, blog="fay.example"), post(2, likeness=0), post(3))
    with site.desks.read() as desk:
        assert desk.posts.likenesses(campaign.id, ALIKE) == [(1, "fay.example", like)]
        assert desk.posts.likenesses(campaign.id + 1, ALIKE) == []


def test_a_text_that_is_like_in_several_ways_is_found_once(site, post, campaign):
    unlike = ALIKE ^ 0x0001_0001_0001_0001
    likenesses = [ALIKE, ALIKE ^ 1, unlike, ALIKE]
    keep(site, *(post(number, likeness=bits) for number, bits in enumerate(likenesses, start=1)))
    with site.desks.read() as desk:
        found = desk.posts.likenesses(campaign.id, ALIKE)
    assert [(number, bits) for number, _, bits in found] == [(1, ALIKE), (2, ALIKE ^ 1), (4, ALIKE)]


def test_too_little_text_is_like_nothing(site, post, campaign):
    keep(site, post(1, likeness=0), post(2, likeness=1))
    with site.desks.read() as desk:
        assert desk.posts.likenesses(campaign.id, 0) == []
        assert [found[0] for found in desk.posts.likenesses(campaign.id, 3)] == [2]


def test_of_very_many_that_are_like_the_latest_stand_for_all(site, post, campaign):
    keep(site, *(post(number, likeness=ALIKE) for number in range(1, MOST_ALIKE + 4)))
    with site.desks.read() as desk:
        found = desk.posts.likenesses(campaign.id, ALIKE)
    assert [number for number, _, _ in found] == [*range(4, MOST_ALIKE + 4)]


def test_snapshots_whose_time_is_over_are_listed_oldest_first(site, post):
    found = {1: 50, 2: 20, 3: 10, 4: 51, 5: 20}
    posts = [post(number, found_at_ms=at_ms) for number, at_ms in found.items()]
    posts[2] = posts[2]._replace(exhibit="")
    keep(site, *posts)
    with site.desks.read() as desk:
        assert desk.posts.exhibits_before(51, 9) == [posts[1], posts[4], posts[0]]
        assert desk.posts.exhibits_before(50, 1) == [posts[1]]


def test_a_snapshot_is_named_while_any_post_refers_to_it(site, post):
    keep(site, post(1, exhibit="one"), post(2, exhibit="one"), post(3, exhibit=""))
    for number, is_named in ((1, True), (2, False)):
        keep(site, post(number, exhibit=""))
        with site.desks.read() as desk:
            assert desk.posts.names_exhibit("one") is is_named
            assert not desk.posts.names_exhibit("")
            assert not desk.posts.names_exhibit("two")
            assert desk.posts.named_exhibits(["two", "one", ""]) == ({"one"} if is_named else set())
            assert desk.posts.named_exhibits([]) == set()


def test_what_is_rolled_back_was_never_kept(site, post, campaign):
    keep(site, post(1))
    with site.desks.read() as desk:
        desk.posts.keep([post(1, checks=5), post(2)])
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1) == post(1)
        assert desk.posts.get(campaign.id, 2) is None


def test_what_is_erased_and_what_is_changed_do_not_undo_each_other(site, post, campaign):
    """Memory and SQLite have one writer; elsewhere the eraser leaves out what is in hands."""
    if isinstance(site.desks, MemoryDesks) or site.settings.database_url == "":
        pytest.skip("one writer at a time")
    keep(site, post(1), post(2))

    def erase():
        with site.desks.write() as desk:
            old = desk.posts.exhibits_before(9_999, 9)
            desk.posts.keep([each._replace(exhibit="") for each in old])
        close_connections()

    with site.desks.write() as desk:
        desk.posts.keep([post(1, is_shown=False)])
        eraser = Thread(target=erase)
        eraser.start()
        eraser.join(timeout=20)
        assert not eraser.is_alive()
    with site.desks.read() as desk:
        assert desk.posts.get(campaign.id, 1) == post(1, is_shown=False)
        assert desk.posts.get(campaign.id, 2) == post(2, exhibit="")
