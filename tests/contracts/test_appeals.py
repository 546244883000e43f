"""Appeals: one open at a time for each act, answered once, and never forgotten."""

from threading import Thread

import pytest
from tests import make
from tests.contracts.test_desks import close_connections

from tablee.ports.appeals import Appeal


@pytest.fixture
def appeal(campaign):
    """Build an appeal for the act of that number."""

    def build(act_number, **changes):
        plain = Appeal(campaign.id, act_number, "Le lien est là !", 1_000)
        return plain._replace(**changes)

    return build


def put(site, *appeals):
    with site.desks.write() as desk:
        return [desk.appeals.put(each) for each in appeals]


def answer(site, appeal):
    with site.desks.write() as desk:
        desk.appeals.answer(appeal)


def of_act(site, appeal):
    with site.desks.read() as desk:
        return desk.appeals.of_act(*appeal[:2])


def answered(appeal, at_ms=2_000, *, is_granted=True):
    note = "Vous aviez raison."
    return appeal._replace(answered_at_ms=at_ms, is_granted=is_granted, by="Ben", note=note)


def test_an_appeal_comes_back_exactly(site, appeal):
    given = appeal(2**40 - 1, words="100 % « sûr »", at_ms=2**50)
    assert put(site, given) == [True]
    with site.desks.read() as desk:
        found = desk.appeals.open_for(given.campaign_id, given.act_number)
    assert found == given
    assert type(found.is_granted) is bool


def test_one_appeal_is_open_for_an_act(site, appeal):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
    again = appeal(1, words="Et encore !", at_ms=2_000)
    elsewhere = appeal(1, campaign_id=other.id)
    assert put(site, appeal(1), again, appeal(2), elsewhere) == [True, False, True, True]
    assert of_act(site, appeal(1)) == [appeal(1)]


def test_an_act_without_an_open_appeal_has_none(site, appeal, campaign):
    put(site, appeal(1))
    answer(site, answered(appeal(1)))
    with site.desks.read() as desk:
        assert desk.appeals.open_for(campaign.id, 1) is None
        assert desk.appeals.open_for(campaign.id, 2) is None


@pytest.mark.parametrize("is_granted", [True, False])
def test_an_answer_is_stored_and_nothing_else(site, appeal, is_granted):
    put(site, appeal(1), appeal(2))
    said = answered(appeal(1), is_granted=is_granted)
    answer(site, said._replace(words="nothing", at_ms=7))
    assert of_act(site, appeal(1)) == [said]
    assert of_act(site, appeal(2)) == [appeal(2)]


def test_an_answer_is_never_changed(site, appeal):
    put(site, appeal(1))
    answer(site, answered(appeal(1)))
    answer(site, answered(appeal(1), 3_000, is_granted=False))
    assert of_act(site, appeal(1)) == [answered(appeal(1))]


def test_after_an_answer_one_may_appeal_again(site, appeal):
    put(site, appeal(1))
    answer(site, answered(appeal(1)))
    assert put(site, appeal(1, at_ms=3_000)) == [True]
    assert of_act(site, appeal(1)) == [answered(appeal(1)), appeal(1, at_ms=3_000)]
    answer(site, answered(appeal(1), 4_000))
    assert of_act(site, appeal(1))[0] == answered(appeal(1))


def test_open_appeals_wait_oldest_first(site, appeal, campaign):
    appeals = [appeal(number, at_ms=at_ms) for number, at_ms in ((1, 50), (2, 20), (3, 9), (4, 20))]
    put(site, *appeals)
    answer(site, answered(appeals[2]))
    with site.desks.read() as desk:
        assert desk.appeals.waiting(campaign.id, 9) == [appeals[1], appeals[3], appeals[0]]
        assert desk.appeals.waiting(campaign.id, 2) == [appeals[1], appeals[3]]
        assert desk.appeals.waiting(campaign.id + 1, 9) == []


def test_what_no_database_can_hold_is_left_out(site, appeal):
    put(site, appeal(1, words="a\0b\ud800"))
    answer(site, answered(appeal(1))._replace(note="c\0"))
    [found] = of_act(site, appeal(1))
    assert (found.words, found.note) == ("ab?", "c")


def test_those_who_appeal_at_once_appeal_once(site, appeal):
    answers = []

    def ask():
        answers.extend(put(site, appeal(1)))
        close_connections()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]


def test_what_is_rolled_back_was_never_said(site, appeal):
    put(site, appeal(1))
    with site.desks.read() as desk:
        desk.appeals.answer(answered(appeal(1)))
        desk.appeals.put(appeal(2))
    assert of_act(site, appeal(1)) == [appeal(1)]
    assert of_act(site, appeal(2)) == []
