"""Posts on networks count once, go when their origin says so, and move the cursor with them."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.post.finding import Display
from tablee.core.post.post import Mark
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.ports.tasks import Hold
from tablee.usecases.decide_act import BY_VERIFICATION
from tablee.usecases.networks.take_haul import CursorLost, take_haul

READER = "bluesky"


def sighting(name="1", by="did:plc:emil", **changes):
    plain = Sighting(f"at://{by}/post/{name}", by, f"https://seen.example/{name}", "bluesky", 0)
    return plain._replace(**changes)


@pytest.fixture
def stage():
    kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG, per_day=2)
    brought = make.kind("referral", 1, "shares", referral_of="hashtag_post")
    return Stage(make.terms(kinds=(make.kind(), kind, brought)))


def take(stage, *seen, holder="", **more):
    haul = Haul(make.SLUG, seen, **more)
    return take_haul(stage.desks, stage.clock, make.SECRET, haul, holder)


def states(stage):
    with stage.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        last = journal.standing().last_number
        return [journal.act(number).state for number in range(1, last + 1)]


def test_what_is_seen_is_counted_once_however_often_it_is_seen(stage):
    (first,) = take(stage, sighting()).recorded
    (again,) = take(stage, sighting()).recorded
    assert (first.is_new, again.is_new) == (True, False)
    assert states(stage) == [State.COUNTED]


def test_an_edit_changes_what_is_shown_and_nothing_else(stage):
    (first,) = take(stage, sighting()).recorded
    take(stage, sighting(display=Display(excerpt="soup, again")))
    with stage.desks.read() as desk:
        post = desk.posts.get(desk.campaigns.see(make.SLUG).id, first.act.number)
    assert post.display.excerpt == "soup, again"
    assert states(stage) == [State.COUNTED]


def test_limits_are_those_of_the_author(stage):
    found = take(stage, *(sighting(str(number)) for number in range(3))).recorded
    assert [each.act.state for each in found] == [State.COUNTED, State.COUNTED, State.REFUSED]
    assert found[2].act.reason is Reason.DAILY_LIMIT


def test_what_is_deleted_is_taken_back_and_what_was_never_seen_is_ignored(stage):
    take(stage, sighting("1"), sighting("2"))
    taken = take(stage, lost=(sighting("1").object, "at://nobody/post/9"))
    assert taken.taken_back == 1
    assert states(stage) == [State.REVERSED, State.COUNTED]
    assert take(stage, lost=(sighting("1").object,)).taken_back == 0


def test_when_an_account_is_gone_so_is_everything_of_it(stage):
    take(stage, sighting("1"), sighting("2"), sighting("3", by="did:plc:fay"))
    assert take(stage, gone=("did:plc:emil",)).taken_back == 2
    assert states(stage) == [State.REVERSED, State.REVERSED, State.COUNTED]


def test_a_personal_link_in_the_post_brings_a_referral(stage):
    (first,) = take(stage, sighting(by="did:plc:fay")).recorded
    token = OwnName.PERSONAL.make(make.SECRET, make.SLUG, first.act.number)
    link = f"https://meals.example/c/{make.SLUG}/r/{token}"
    take(stage, sighting("2", via=link))
    assert states(stage) == [State.COUNTED] * 3


def test_the_cursor_moves_with_the_acts_or_neither_does(stage):
    with stage.desks.write() as desk:
        campaign_id = desk.campaigns.see(make.SLUG).id
        desk.cursors.hold(campaign_id, READER, Hold("one", 2**60), 0)
    take(stage, sighting("1"), reader=READER, cursor="17", holder="one")
    with pytest.raises(CursorLost):
        take(stage, sighting("2"), reader=READER, cursor="18", holder="two")
    assert states(stage) == [State.COUNTED]
    with stage.desks.write() as desk:
        assert desk.cursors.hold(campaign_id, READER, Hold("one", 2**60), 1) == "17"


def test_a_campaign_without_such_a_kind_counts_nothing_and_reads_on():
    stage = Stage(make.terms(kinds=(make.kind(),)))
    assert take(stage, sighting()).recorded == ()
    assert states(stage) == []


def gone(stage, name="1"):
    """Take a post back, because its origin does not show it any more."""
    return take(stage, lost=(sighting(name).object,))


def again(name="1", **changes):
    """The post, at its origin."""
    return sighting(name, is_at_origin=True, **changes)


def test_what_its_origin_shows_again_is_counted_again_in_its_place(stage):
    (first,) = take(stage, sighting("1")).recorded
    take(stage, sighting("2"))
    gone(stage)
    (back,) = take(stage, again()).recorded
    assert back.act == first.act
    assert states(stage) == [State.COUNTED, State.COUNTED]


def test_what_others_show_of_a_post_that_is_gone_brings_nothing_back(stage):
    take(stage, sighting())
    gone(stage)
    take(stage, sighting())
    assert states(stage) == [State.REVERSED]


def test_what_a_person_took_back_its_origin_does_not_bring_back(stage):
    (first,) = take(stage, sighting()).recorded
    stage.decide(first.act.number, Ruling.REVERSE, Reason.GONE)
    take(stage, again())
    assert states(stage) == [State.REVERSED]


def test_a_post_that_has_lost_its_place_counts_as_a_new_one(stage):
    take(stage, sighting("1"))
    gone(stage)
    stage.clock.pass_days(9)
    stage.advance()
    assert not stage.act(1).has_place
    (back,) = take(stage, again()).recorded
    assert back.is_new
    assert states(stage) == [State.REVERSED, State.COUNTED]


def test_what_is_lost_in_the_same_breath_stays_gone(stage):
    take(stage, sighting())
    gone(stage)
    take(stage, again(), lost=(again().object,))
    take(stage, again(), gone=(again().author,))
    assert states(stage) == [State.REVERSED]
    assert len(decisions(stage, 1)) == 1


def decisions(stage, number):
    with stage.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).decisions(number)


@pytest.mark.parametrize("reason", [Reason.NO_LINK, Reason.NOT_FOUND, Reason.NOT_PUBLIC])
def test_what_a_look_did_not_find_comes_back_too(stage, reason):
    take(stage, sighting())
    stage.decide(1, Ruling.REVERSE, reason, by=BY_VERIFICATION)
    take(stage, again())
    assert states(stage) == [State.COUNTED]


@pytest.mark.parametrize("reason", [Reason.SPAM, Reason.WITHDRAWN, Reason.DUPLICATE_CONTENT])
def test_what_speaks_of_no_absence_does_not_pass(stage, reason):
    take(stage, sighting())
    stage.decide(1, Ruling.REVERSE, reason, by=BY_VERIFICATION)
    take(stage, again())
    assert states(stage) == [State.REVERSED]


def test_after_the_close_only_what_holds_its_place_comes_back(stage):
    take(stage, sighting("1"), sighting("2"))
    gone(stage, "1")
    stage.clock.pass_days(9)
    stage.advance()
    gone(stage, "2")
    stage.close()
    take(stage, again("1"), again("2"))
    assert states(stage) == [State.REVERSED, State.COUNTED]


@pytest.mark.parametrize("days", [0, 9])
def test_whoever_it_had_brought_is_brought_again(stage, days):
    (first,) = take(stage, sighting(by="did:plc:fay")).recorded
    token = OwnName.PERSONAL.make(make.SECRET, make.SLUG, first.act.number)
    link = f"https://meals.example/c/{make.SLUG}/r/{token}"
    take(stage, sighting("2", via=link))
    gone(stage, "2")
    assert states(stage) == [State.COUNTED, State.REVERSED, State.REVERSED]
    stage.clock.pass_days(days)
    stage.advance()
    take(stage, again("2", via=link))
    assert states(stage).count(State.COUNTED) == 3
    assert stage.tally().totals.offered == 3


def test_what_was_said_of_how_it_is_shown_holds_when_it_counts_anew(stage):
    take(stage, sighting())
    with stage.desks.write() as desk:
        desk.posts.keep([desk.posts.get(1, 1)._replace(is_shown=False, mark=Mark.PRESS)])
    gone(stage)
    stage.clock.pass_days(9)
    stage.advance()
    take(stage, again())
    with stage.desks.read() as desk:
        old, new = desk.posts.get(1, 1), desk.posts.get(1, 2)
    assert (new.is_shown, new.mark, old.is_shown) == (False, Mark.PRESS, False)
