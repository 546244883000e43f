"""Whatever is put, taken and ended, in whatever order: every store hands out the same work."""

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make, sites
from tests.contracts.work import put, queues, take

from tablee.ports.tasks import Hold, Task

FOR_EVER_MS = 10**9
VERBS = ("look", "recheck", "poll")
HOLDERS = ("Ben", "Ada")
CAMPAIGNS = 3

tasks = st.tuples(
    st.integers(0, CAMPAIGNS - 1),
    st.sampled_from(VERBS),
    st.integers(0, 5),
    st.integers(0, 40),
)
held = st.integers(0, 12)
holders = st.sampled_from(HOLDERS)
steps = st.one_of(
    st.tuples(st.just("put"), st.lists(tasks, max_size=8)),
    st.tuples(st.just("put"), st.lists(tasks, max_size=8)),
    st.tuples(
        st.just("take"), holders, st.integers(0, 9), st.sets(st.sampled_from(VERBS), max_size=3)
    ),
    st.tuples(st.just("done"), holders, st.lists(held, max_size=4, unique=True)),
    st.tuples(st.just("later"), holders, held, st.integers(0, 60)),
    st.tuples(st.just("bury"), holders, held),
    st.tuples(st.just("revive"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.integers(1, 15)),
)


@pytest.fixture(scope="module")
def every_site(tmp_path_factory, postgres_url):
    folder = tmp_path_factory.mktemp("tasks")
    with ExitStack() as stack:
        yield [
            stack.enter_context(open_site(folder, postgres_url))
            for open_site in (sites.memory, sites.sqlite, sites.postgres)
        ]


class Worker:
    """Does the same work on one site as the others do on theirs."""

    def __init__(self, site):
        self.site, self.now_ms, self.taken = site, 0, []
        with site.desks.write() as desk:
            slugs = [f"{make.SLUG}-{number}" for number in range(CAMPAIGNS)]
            known = {campaign.slug: campaign.id for campaign in desk.campaigns.every()}
            for slug in slugs:
                if slug not in known:
                    created = desk.campaigns.create(slug, make.version(), is_replay=False)
                    known[slug] = created.id
            self.campaigns = [known[slug] for slug in slugs]
            for dead in desk.tasks.dead(1_000):
                desk.tasks.revive(dead.number, 0)
            for _ in range(2):  # what was put again has another turn
                left = desk.tasks.take(VERBS, Hold("cleaner", 0), FOR_EVER_MS, 1_000)
                desk.tasks.done(left, "cleaner")

    def do(self, verb, *words):
        """Do one thing; return what came of it, and how everything stands."""
        outcome = getattr(self, verb)(*words)
        with self.site.desks.read() as desk:
            return outcome, [*map(named, desk.tasks.dead(99))], desk.tasks.queues()

    def put(self, given_tasks):
        return put(self.site, *(self.task(*each) for each in given_tasks))

    def task(self, campaign, verb, key, due_at_ms):
        body = {"told_at_ms": self.now_ms}
        return Task(self.campaigns[campaign], verb, f"{verb}:{key}", body, due_at_ms)

    def take(self, holder, most, verbs):
        hold = Hold(holder, self.now_ms + 10)
        taken = take(self.site, most, hold, self.now_ms, sorted(verbs))
        self.taken = [*taken, *self.taken]
        return [*map(named, taken)]

    def done(self, holder, held_tasks):
        with self.site.desks.write() as desk:
            return desk.tasks.done(self.taken_ones(held_tasks), holder)

    def later(self, holder, held_task, pause_ms):
        for task in self.taken_ones([held_task]):
            with self.site.desks.write() as desk:
                desk.tasks.later(task, holder, self.now_ms + pause_ms, "rain")

    def bury(self, holder, held_task):
        for task in self.taken_ones([held_task]):
            with self.site.desks.write() as desk:
                desk.tasks.bury(task, holder, "hail")

    def revive(self, which):
        with self.site.desks.write() as desk:
            dead = desk.tasks.dead(99)[which : which + 1]
            return [desk.tasks.revive(task.number, self.now_ms) for task in dead]

    def wait(self, pause_ms):
        self.now_ms += pause_ms

    def taken_ones(self, which):
        return [self.taken[each] for each in which if each < len(self.taken)]


def named(task):
    """Leave the number out: stores may leave holes between them."""
    return task._replace(number=0)


@pytest.mark.postgres
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(steps, min_size=4, max_size=40))
def test_every_store_hands_out_the_same_work(every_site, told):
    workers = [Worker(site) for site in every_site]
    assert [queues(site) for site in every_site] == [[], [], []]
    for step in told:
        in_memory, on_sqlite, on_postgres = (worker.do(*step) for worker in workers)
        assert on_sqlite == in_memory, step
        assert on_postgres == in_memory, step
