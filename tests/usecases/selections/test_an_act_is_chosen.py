"""The organiser chooses acts: each choice is an act of its own, and falls with what was chosen."""

from dataclasses import replace

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, Web
from tests.usecases.stage import Stage, pool

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling
from tablee.core.errors import (
    CampaignClosed,
    InvalidClaim,
    UnknownAct,
    UnknownKind,
    WrongState,
)
from tablee.core.post.submission import Road
from tablee.core.reason import Reason
from tablee.core.terms import Pool, Proof
from tablee.core.text import Text
from tablee.usecases.selections.choose_act import LONGEST_WHY, Choice, choose_act
from tablee.usecases.selections.take_choice_back import Regret, take_choice_back

WHY = Text(en="It made the whole kitchen laugh.", fr="Toute la cuisine en a ri.")


def chosen_terms(**changes):
    """Posts, drawings and shares; a choice of posts or drawings brings 15, at most 2 of them."""
    plain = make.post_terms()
    chosen = make.kind(
        "selection", 15, "selected", proof=Proof.CHOICE, chosen_from=("post", "drawing")
    )
    more = {
        "pools": (*plain.pools, Pool("selected", make.text("Selected"))),
        "kinds": (*plain.kinds, replace(chosen, **changes)),
        "pledges": (*plain.pledges, make.pledge(30, "selected")),
    }
    return replace(plain, **more)


class Jury(Web):
    """Ada's campaign, with a jury."""

    def choose(self, number, why=WHY, **changes):
        choice = Choice(number, why, "Ada", **changes)
        return choose_act(self.desks, self.clock, make.SLUG, choice)

    def unchoose(self, number, by="Ada"):
        regret = Regret(number, "a mistake of ours", by)
        return take_choice_back(self.desks, self.clock, make.SLUG, regret)

    def standing_choices(self):
        with self.desks.read() as desk:
            return desk.selections.latest(1, 10)

    def choices(self):
        return [act for act in self.acts() if act.kind == "selection"]


@pytest.fixture
def jury():
    """Emil's post is act 1, a drawing act 2."""
    jury = Jury(chosen_terms())
    jury.post()
    jury.one("a drawing", "drawing", by="Fay")
    yield jury
    assert jury.faults() == []


def test_a_choice_is_an_act_of_its_own_for_whoever_did_what_was_chosen(jury):
    act = jury.choose(1)
    assert (act.kind, act.pool, act.units, act.state) == (
        "selection",
        "selected",
        15,
        State.COUNTED,
    )
    assert (act.object, act.supporter) == (jury.act(1).object, jury.act(1).supporter)
    assert (act.source, act.evidence) == ("selection", Evidence.PUBLIC)
    assert jury.act(1).state is State.COUNTED
    (selection,) = jury.standing_choices()
    assert (selection.act_number, selection.chosen_act) == (act.number, 1)
    assert (selection.why, selection.by) == (WHY, "Ada")
    assert "act.chosen" in jury.messages()


def test_a_drawing_is_chosen_as_a_post_is(jury):
    assert jury.choose(2).object == "a drawing"


def test_an_act_is_chosen_once_and_only_the_words_change(jury):
    first = jury.choose(1)
    jury.clock.ms += 1
    again = jury.choose(1, Text(en="Better words.", fr="De meilleurs mots."))
    assert again.number == first.number
    (selection,) = jury.standing_choices()
    assert selection.why.en == "Better words."
    assert jury.messages().count("act.chosen") == 2
    assert pool(jury.tally(), "selected").offered == 15


def test_the_line_ends_where_its_pledge_ends(jury):
    jury.post(FAY)
    paid = [jury.receipt(jury.choose(number).number).paid_units for number in (1, 2, 3)]
    assert paid == [15, 15, 0]
    line = pool(jury.tally(), "selected")
    assert (line.paid, line.unpaid, line.pending) == (30, 15, 0)


@pytest.mark.parametrize("why", [Text(en=" ", fr="oui"), Text(en="yes", fr="")])
def test_it_is_said_why_in_both_languages(jury, why):
    with pytest.raises(InvalidClaim):
        jury.choose(1, why)
    assert jury.choices() == []


def test_a_sentence_is_no_essay(jury):
    jury.choose(1, Text(en="a" * 10_000, fr="b" * 10_000))
    (selection,) = jury.standing_choices()
    assert len(selection.why.en) == len(selection.why.fr) == LONGEST_WHY


def test_only_what_counts_is_chosen(jury):
    waiting = jury.unverified("https://gus.example/1", "drawing").act
    with pytest.raises(WrongState):
        jury.choose(waiting.number)
    with pytest.raises(UnknownAct):
        jury.choose(99)
    jury.rule(2, Ruling.REVERSE, Reason.SPAM)
    with pytest.raises(WrongState):
        jury.choose(2)
    assert jury.choices() == []


def test_only_what_the_terms_name_is_chosen(jury):
    share = jury.one("a share", "share").act
    with pytest.raises(UnknownKind):
        jury.choose(share.number)
    with pytest.raises(UnknownKind):
        jury.choose(1, kind="post")
    own = jury.choose(1)
    with pytest.raises(UnknownKind):
        jury.choose(own.number)


def test_without_a_list_every_kind_that_stands_for_itself_is_chosen():
    jury = Jury(chosen_terms(chosen_from=()))
    jury.post()
    jury.post(FAY, via=1)
    share = jury.one("a share", "share").act
    assert jury.choose(share.number).state is State.COUNTED
    (referral,) = [act for act in jury.acts() if act.kind == "referral"]
    with pytest.raises(UnknownKind):
        jury.choose(referral.number)


def test_a_campaign_that_chooses_nothing_says_so():
    stage = Stage()
    stage.one()
    with pytest.raises(UnknownKind):
        choose_act(stage.desks, stage.clock, make.SLUG, Choice(1, WHY, "Ada"))


def test_what_the_rules_refuse_is_not_written(jury):
    jury.publish(chosen_terms(in_all=1))
    jury.post("https://emil.example/2")
    jury.choose(1)
    with pytest.raises(WrongState) as refused:
        jury.choose(3)
    assert refused.value.field == Reason.TOTAL_LIMIT
    assert len(jury.choices()) == 1


def test_a_choice_falls_with_what_was_chosen_and_comes_back_with_it(jury):
    act = jury.choose(1)
    jury.rule(1, Ruling.REVERSE, Reason.SPAM)
    fallen = jury.act(act.number)
    assert (fallen.state, fallen.reason) == (State.REVERSED, Reason.CHOICE_GONE)
    assert jury.standing_choices() == []
    assert pool(jury.tally(), "selected").paid == 0
    jury.rule(1, Ruling.RESTORE, by="Ada")
    assert jury.act(act.number).state is State.COUNTED
    assert len(jury.standing_choices()) == 1


def test_a_choice_falls_with_a_page_that_vanishes_and_comes_back_with_it(jury):
    jury.choose(1)
    jury.put("https://emil.example/1", status=410)
    jury.clock.pass_days(1)
    jury.check()
    assert jury.standing_choices() == []
    jury.put("https://emil.example/1")
    jury.clock.pass_days(1)
    jury.check()
    assert len(jury.standing_choices()) == 1


def test_it_comes_back_at_the_end_of_its_line_once_its_place_is_given_up(jury):
    first = jury.choose(1)
    jury.rule(1, Ruling.REVERSE, Reason.SPAM)
    jury.appeal(1)
    jury.clock.pass_days(8)
    jury.advance()
    assert not jury.act(first.number).has_place
    jury.answer(1, is_granted=True)
    (selection,) = jury.standing_choices()
    assert selection.act_number != first.number
    assert (selection.chosen_act, selection.why) == (1, WHY)
    jury.rule(1, Ruling.REVERSE, Reason.SPAM)
    jury.rule(1, Ruling.RESTORE, by="Ada")
    assert [each.act_number for each in jury.standing_choices()] == [selection.act_number]


def lose_and_find(jury, **changes):
    """Let Emil's page vanish until its place is given up, and be told of it when it is there."""
    jury.put(EMIL, status=410)
    jury.pass_hours(25)
    jury.check()
    jury.clock.pass_days(8)
    jury.advance()
    return jury.post(road=Road.FORM, **changes)


def test_it_comes_back_with_a_page_that_counts_anew(jury):
    first = jury.choose(1)
    again = lose_and_find(jury)
    assert (again.number > first.number, again.state) == (True, State.COUNTED)
    (selection,) = jury.standing_choices()
    assert (selection.chosen_act, selection.why, selection.by) == (again.number, WHY, "Ada")
    assert selection.act_number != first.number


def test_it_waits_with_a_page_that_a_person_is_to_look_at_first(jury):
    jury.choose(1)
    again = lose_and_find(jury, is_link_visible=False)
    assert (again.number != 1, again.state) == (True, State.PENDING)
    assert jury.standing_choices() == []
    jury.confirm(again.number)
    assert [each.chosen_act for each in jury.standing_choices()] == [again.number]


def test_what_was_chosen_no_more_stays_so_when_its_page_counts_anew(jury):
    jury.choose(1)
    jury.unchoose(1)
    assert lose_and_find(jury).state is State.COUNTED
    assert jury.standing_choices() == []


def test_a_choice_can_be_taken_back_and_made_again(jury):
    act = jury.choose(1)
    taken = jury.unchoose(1)
    assert (taken.number, taken.state, taken.reason) == (
        act.number,
        State.REVERSED,
        Reason.UNCHOSEN,
    )
    assert jury.act(1).state is State.COUNTED
    with pytest.raises(UnknownAct):
        jury.unchoose(1)
    assert jury.choose(1).number == act.number
    assert len(jury.standing_choices()) == 1


def test_it_can_be_made_again_after_its_place_was_given_up(jury):
    act = jury.choose(1)
    jury.unchoose(1)
    jury.clock.pass_days(8)
    jury.advance()
    again = jury.choose(1)
    assert again.number > act.number
    assert [each.act_number for each in jury.standing_choices()] == [again.number]


def test_a_choice_taken_back_does_not_come_back_with_its_act(jury):
    jury.choose(1)
    jury.unchoose(1)
    jury.rule(1, Ruling.REVERSE, Reason.SPAM)
    jury.rule(1, Ruling.RESTORE, by="Ada")
    assert jury.standing_choices() == []


def test_a_choice_that_a_moderator_took_back_is_left_to_moderators(jury):
    act = jury.choose(1)
    jury.rule(act.number, Ruling.REVERSE, Reason.UNLAWFUL)
    with pytest.raises(WrongState):
        jury.choose(1)


def test_nothing_is_chosen_once_the_campaign_is_settled(jury):
    jury.clock.pass_days(40)
    jury.close()
    jury.settle_campaign()
    with pytest.raises((CampaignClosed, WrongState)):
        jury.choose(1)
    assert jury.choices() == []


def test_in_a_replay_a_choice_has_its_own_time():
    stage = Stage(chosen_terms(), is_replay=True)
    moment_ms = make.MIDDLE_MS - 5 * make.DAY_MS
    stage.one("a drawing", "drawing", occurred_at_ms=moment_ms)
    choice = Choice(1, WHY, "Ada", occurred_at_ms=moment_ms + 1_000)
    act = choose_act(stage.desks, stage.clock, make.SLUG, choice)
    assert act.received_at_ms == moment_ms + 1_000
