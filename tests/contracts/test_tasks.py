"""Tasks survive crashes: each is held until it ends, and every campaign has its turn."""

import pytest
from tests.contracts.work import LATER_MS, NOW_MS, SOON, done, pages, put, queues, take

from tablee.ports.tasks import Hold, Queue


def later(site, task, due_at_ms, holder=SOON.holder):
    with site.desks.write() as desk:
        desk.tasks.later(task, holder, due_at_ms, "it rained")


def bury(site, task, holder=SOON.holder):
    with site.desks.write() as desk:
        desk.tasks.bury(task, holder, "it never stopped raining")


def dead(site, most=9):
    with site.desks.read() as desk:
        return desk.tasks.dead(most)


def test_a_task_comes_back_as_it_was_put_and_begun_once(site, task):
    given = task(1, body={"page": 1, "mot": "été"}, tries=0)
    assert put(site, given) == 1
    [taken] = take(site)
    assert taken.number > 0
    assert taken == given._replace(number=taken.number, tries=1)


def test_nothing_is_put_taken_or_done(site, task):
    assert put(site) == 0
    assert take(site) == []
    assert done(site) == 0
    put(site, task(1))
    assert take(site, most=0) == []
    assert take(site, verbs=()) == []
    assert take(site, verbs=("dance",)) == []


@pytest.mark.parametrize("size", [1, 21, 777])
def test_many_are_put_taken_and_done(site, task, size):
    assert put(site, *(task(number) for number in range(size))) == size
    assert put(site, *(task(number) for number in range(size + 3))) == 3
    taken = take(site, most=size + 9)
    assert pages(taken) == [*range(size + 3)]
    assert done(site, *taken) == size + 3
    assert queues(site) == []


def test_what_waits_is_put_once(site, task):
    assert put(site, task(1), task(1), task(2)) == 2
    assert put(site, task(2), task(3)) == 1
    assert put(site, task(2, verb="recheck")) == 1
    assert pages(take(site)) == [1, 2, 3, 2]


def test_a_task_is_known_by_campaign_verb_and_key(site, task, others):
    same_key = {"key": "the same"}
    different = [task(1, **same_key), task(1, campaign_id=others[0], **same_key)]
    assert put(site, *different, task(1, verb="recheck", **same_key)) == 3


def test_what_is_due_earlier_is_brought_forward_and_never_put_off(site, task):
    put(site, task(1, due_at_ms=NOW_MS + 50))
    put(site, task(1, due_at_ms=NOW_MS + 90))
    assert queues(site)[0].oldest_due_ms == NOW_MS + 50
    put(site, task(1, due_at_ms=NOW_MS, body={"page": 7}))
    [taken] = take(site)
    assert (taken.due_at_ms, taken.body) == (NOW_MS, {"page": 7})


def test_the_earliest_of_one_name_in_one_call_counts(site, task):
    put(site, task(1, due_at_ms=NOW_MS), task(1, due_at_ms=NOW_MS - 9), task(1, due_at_ms=NOW_MS))
    assert take(site)[0].due_at_ms == NOW_MS - 9


def test_nothing_is_taken_before_it_is_due(site, task):
    put(site, task(1, due_at_ms=NOW_MS), task(2, due_at_ms=NOW_MS + 1))
    assert pages(take(site)) == [1]
    assert take(site) == []
    assert pages(take(site, now_ms=NOW_MS + 1)) == [2]


def test_work_is_due_while_it_waits_for_somebody(site, task):
    put(site, task(1, due_at_ms=NOW_MS))
    for is_due in (True, False):
        with site.desks.read() as desk:
            assert not desk.tasks.is_due((), NOW_MS)
            assert not desk.tasks.is_due(("dance",), NOW_MS)
            assert not desk.tasks.is_due((task(1).verb,), NOW_MS - 1)
            assert desk.tasks.is_due(("dance", task(1).verb), NOW_MS) is is_due
        take(site)


def test_what_is_due_first_comes_first_then_what_was_put_first(site, task):
    due = [(9, 30), (10, 20), (8, 30), (7, 10), (1, 20)]
    tasks = [task(number, due_at_ms=at_ms) for number, at_ms in due]
    tasks[4] = task(1, verb="recheck", due_at_ms=20)
    put(site, *tasks)
    assert pages(take(site, most=3)) == [7, 10, 1]
    assert pages(take(site)) == [9, 8]


def test_what_is_held_is_left_alone_until_the_lease_is_over(site, task):
    put(site, task(1))
    [first] = take(site)
    assert take(site, hold=Hold("Ada", LATER_MS), now_ms=LATER_MS - 1) == []
    ada = Hold("Ada", LATER_MS + 60_000)
    [second] = take(site, hold=ada, now_ms=LATER_MS)
    assert second == first._replace(tries=2)


def test_who_lost_the_lease_can_do_nothing_any_more(site, task):
    put(site, task(1))
    [first] = take(site)
    ada = Hold("Ada", LATER_MS + 60_000)
    [second] = take(site, hold=ada, now_ms=LATER_MS)
    assert done(site, first) == 0
    later(site, first, due_at_ms=5)
    bury(site, first)
    assert queues(site) == [Queue(first.campaign_id, "look", 0, 1, 0, 0)]
    assert dead(site) == []
    assert done(site, second, holder="Ada") == 1
    assert queues(site) == []


def test_who_takes_a_task_a_second_time_ends_it_by_the_second(site, task):
    put(site, task(1))
    [first] = take(site)
    [second] = take(site, hold=SOON._replace(until_ms=LATER_MS + 9), now_ms=LATER_MS)
    assert done(site, first) == 0
    assert done(site, second) == 1


def test_whoever_is_late_but_not_replaced_still_ends_the_task(site, task):
    put(site, task(1))
    [taken] = take(site, hold=Hold("Ben", NOW_MS))
    assert done(site, taken) == 1


def test_what_is_done_is_gone_and_may_be_put_anew(site, task):
    put(site, task(1))
    [taken] = take(site)
    assert done(site, taken) == 1
    assert done(site, taken) == 0
    assert put(site, task(1)) == 1
    [again] = take(site)
    assert again.tries == 1
    assert again.number > taken.number


def test_what_is_put_again_while_held_has_another_turn(site, task):
    put(site, task(1))
    [taken] = take(site)
    assert put(site, task(1, due_at_ms=NOW_MS + 7, body={"page": 2})) == 0
    assert put(site, task(1, due_at_ms=NOW_MS + 9, body={"page": 3})) == 0
    assert take(site) == []
    assert done(site, taken) == 1
    assert take(site) == []
    [again] = take(site, now_ms=NOW_MS + 7)
    assert again == taken._replace(due_at_ms=NOW_MS + 7, body={"page": 3})
    assert done(site, again) == 1
    assert queues(site) == []


def test_another_turn_comes_as_early_as_it_was_asked_for(site, task):
    put(site, task(1))
    [taken] = take(site)
    put(site, task(1, due_at_ms=NOW_MS + 9))
    put(site, task(1, due_at_ms=NOW_MS + 3))
    done(site, taken)
    assert [each.due_at_ms for each in take(site, now_ms=NOW_MS + 9)] == [NOW_MS + 3]


def test_another_turn_survives_a_crash(site, task):
    put(site, task(1))
    take(site)
    put(site, task(1, due_at_ms=LATER_MS + 500))
    hold = Hold("Ada", LATER_MS + 60_000)
    [second] = take(site, hold=hold, now_ms=LATER_MS)
    assert second.due_at_ms == NOW_MS - 1_000
    assert done(site, second, holder="Ada") == 1
    assert [each.due_at_ms for each in take(site, now_ms=LATER_MS + 500)] == [LATER_MS + 500]


def test_a_task_can_wait_for_another_day(site, task):
    put(site, task(1))
    [taken] = take(site)
    later(site, taken, due_at_ms=NOW_MS + 5)
    assert take(site, now_ms=NOW_MS + 4) == []
    [again] = take(site, now_ms=NOW_MS + 5)
    assert again == taken._replace(due_at_ms=NOW_MS + 5, tries=2, trouble="it rained")


def test_what_was_put_again_waits_no_longer_than_it_was_put_for(site, task):
    put(site, task(1), task(2))
    one, two = take(site)
    put(site, task(1, due_at_ms=NOW_MS + 3), task(2, due_at_ms=NOW_MS + 30))
    later(site, one, due_at_ms=NOW_MS + 20)
    later(site, two, due_at_ms=NOW_MS + 20)
    due = [(each.due_at_ms - NOW_MS, each.body["page"]) for each in take(site, now_ms=NOW_MS + 40)]
    assert due == [(3, 1), (20, 2)]


def test_the_dead_wait_for_somebody_to_revive_them(site, task):
    put(site, task(1), task(2), task(3))
    one, two, _ = take(site)
    bury(site, two)
    bury(site, one)
    trouble = "it never stopped raining"
    assert dead(site) == [two._replace(trouble=trouble), one._replace(trouble=trouble)]
    assert dead(site, most=1) == [two._replace(trouble=trouble)]
    long = Hold("Ada", LATER_MS + 60_000)
    assert pages(take(site, hold=long, now_ms=LATER_MS)) == [3]
    with site.desks.write() as desk:
        assert desk.tasks.revive(one.number, LATER_MS + 1)
        assert not desk.tasks.revive(one.number, LATER_MS + 2)
        assert not desk.tasks.revive(99_999, LATER_MS + 2)
    assert take(site, now_ms=LATER_MS) == []
    [again] = take(site, now_ms=LATER_MS + 1)
    assert again == one._replace(due_at_ms=LATER_MS + 1, tries=1, trouble="")


def test_putting_the_dead_revives_them(site, task):
    put(site, task(1))
    [taken] = take(site)
    bury(site, taken)
    assert put(site, task(1, due_at_ms=NOW_MS + 8)) == 0
    assert dead(site) == []
    [again] = take(site, now_ms=NOW_MS + 8)
    assert again == taken._replace(due_at_ms=NOW_MS + 8, tries=1)


def test_what_was_put_again_is_not_buried(site, task):
    put(site, task(1))
    [taken] = take(site)
    put(site, task(1, due_at_ms=NOW_MS + 8))
    bury(site, taken)
    assert dead(site) == []
    assert [each.due_at_ms for each in take(site, now_ms=NOW_MS + 8)] == [NOW_MS + 8]


def test_queues_say_how_the_work_stands(site, task, others):
    theirs = [task(number, campaign_id=others[0], due_at_ms=5) for number in range(2)]
    put(site, *(task(number) for number in range(4)), task(1, verb="recheck"), *theirs)
    one, *_ = take(site, most=2, verbs=("look",))
    bury(site, one)
    here = one.campaign_id
    assert queues(site) == [
        Queue(here, "look", 3, 0, 1, NOW_MS - 1_000),
        Queue(here, "recheck", 1, 0, 0, NOW_MS - 1_000),
        Queue(others[0], "look", 1, 1, 0, 5),
    ]


def test_thousands_of_tasks_of_one_campaign_keep_no_other_waiting(site, task, others):
    put(site, *(task(number, due_at_ms=1) for number in range(2_000)))
    put(site, *(task(number, campaign_id=others[0]) for number in range(3)))
    taken = take(site, most=10)
    assert [each.campaign_id for each in taken].count(others[0]) == 3
    assert len(taken) == 10
    assert pages(each for each in taken if each.campaign_id != others[0]) == [*range(7)]


def test_campaigns_come_in_turn(site, task, others, campaign):
    every = [campaign.id, *others]
    put(site, *(task(number, campaign_id=each) for each in every for number in range(4)))
    taken = [task.campaign_id for task in take(site, most=7)]
    assert set(taken[:5]) == set(every)
    assert sorted(map(taken.count, every)) == [1, 1, 1, 2, 2]


def test_however_few_are_taken_every_campaign_has_its_turn(site, task, others, campaign):
    every = [campaign.id, *others]
    put(site, *(task(number, campaign_id=each) for each in every for number in range(4)))
    served = [task.campaign_id for _ in range(10) for task in take(site, most=1)]
    assert sorted(served[:5]) == sorted(served[5:]) == every


def test_what_is_rolled_back_was_never_put_nor_taken(site, task):
    put(site, task(1))
    with site.desks.read() as desk:
        assert desk.tasks.put([task(2)]) == 1
        assert len(desk.tasks.take(("look",), SOON, NOW_MS, 9)) == 2
    assert [(each.body["page"], each.tries) for each in take(site)] == [(1, 1)]
