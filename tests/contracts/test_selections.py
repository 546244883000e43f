"""Selections: what the organiser chose, shown as long as the choice counts."""

import pytest
from tests import make

from tablee.core.act import State
from tablee.ports.kinds.selections import Selection
from tablee.usecases.record_acts import record_at


@pytest.fixture
def campaign(site):
    """A campaign with six counted acts."""
    with site.desks.write() as desk:
        campaign = desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
        claims = [make.claim(f"https://emil.example/{each}") for each in range(6)]
        record_at(desk, campaign, claims, "partner", make.MIDDLE_MS)
    return campaign


def selection(act_number=4, chosen_act=1, **changes):
    plain = Selection(1, act_number, chosen_act, make.text("it made us laugh"), "Ada", 10)
    return plain._replace(**changes)


def keep(site, campaign, *selections):
    with site.desks.write() as desk:
        for each in selections:
            desk.selections.keep(each._replace(campaign_id=campaign.id))


def take_out(site, campaign, number):
    with site.desks.write() as desk:
        journal = desk.journal(campaign)
        journal.change(journal.act(number)._replace(state=State.REVERSED, is_held=False))
        standing = journal.standing()
        journal.keep(standing)


def read(site):
    return site.desks.read()


def test_what_was_chosen_is_found_from_both_sides(site, campaign):
    keep(site, campaign, selection(), selection(5, 2))
    with read(site) as desk:
        assert desk.selections.of_act(campaign.id, 4) == selection(campaign_id=campaign.id)
        assert [each.act_number for each in desk.selections.of_chosen(campaign.id, 2)] == [5]
        assert desk.selections.of_act(campaign.id, 1) is None
        assert desk.selections.of_chosen(campaign.id, 4) == []
        assert desk.selections.of_act(campaign.id + 1, 4) is None


def test_words_said_again_take_the_place_of_those_before(site, campaign):
    later = selection(why=make.text("it made us cry"), by="Ben", at_ms=20)
    keep(site, campaign, selection(), later)
    with read(site) as desk:
        (found,) = desk.selections.of_chosen(campaign.id, 1)
    assert found == later._replace(campaign_id=campaign.id)


def test_the_latest_stand_first(site, campaign):
    keep(site, campaign, selection(5, 2), selection(4, 1), selection(6, 3))
    with read(site) as desk:
        assert [each.act_number for each in desk.selections.latest(campaign.id, 2)] == [6, 5]
        assert desk.selections.latest(campaign.id + 1, 2) == []


@pytest.mark.parametrize("is_forged", [True])
def test_only_choices_that_count_stand(site, campaign, is_forged):
    assert is_forged
    keep(site, campaign, selection(4, 1), selection(5, 2), selection(6, 2))
    take_out(site, campaign, 4)
    with read(site) as desk:
        standing = desk.selections.standing(campaign.id, [1, 2, 3])
        assert {chosen: each.act_number for chosen, each in standing.items()} == {2: 6}
        assert desk.selections.standing(campaign.id, []) == {}
        assert [each.act_number for each in desk.selections.latest(campaign.id, 9)] == [6, 5]
        assert len(desk.selections.of_chosen(campaign.id, 1)) == 1


def test_what_is_given_up_is_not_kept(site, campaign):
    def give_up():
        with site.desks.write() as desk:
            desk.selections.keep(selection(campaign_id=campaign.id))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with read(site) as desk:
        assert desk.selections.of_act(campaign.id, 4) is None
