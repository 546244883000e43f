"""A hundred people follow their links at once: as many get a place as there are places."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as django_settings
from django.db import connections
from tests import make
from tests.usecases.shifts.counter import Counter, shift

from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.volunteer import Commitment
from tablee.usecases.shifts.join_shift import Outcome, join_shift
from tablee.usecases.shifts.leave_shift import leave_shift
from tablee.usecases.shifts.letters import joining, mine

PEOPLE, PLACES = 100, 17


@pytest.fixture
def stage(site):
    opened = Counter(shift(capacity=PLACES), desks=site.desks)
    for number in range(PEOPLE):
        opened.ask(f"person{number}", network=str(number))
    return opened


def at_once(do, tokens):
    """Do it for all, twice each, from sixteen threads with connections of their own."""

    def one(token):
        try:
            return do(token)
        finally:
            if django_settings.configured:
                connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        return [*pool.map(one, [*tokens, *tokens])]


def count(stage, state):
    return sum(each.state is state for each in stage.people())


def test_no_place_is_given_twice(stage):
    def follow(token):
        return join_shift(stage.desks, stage.clock, make.SECRET, make.SLUG, token).outcome

    def leave(token):
        return leave_shift(stage.desks, stage.clock, make.SECRET, make.SLUG, token)

    people = stage.people()
    links = [link_token(make.SECRET, make.SLUG, joining(each)) for each in people]
    outcomes = at_once(follow, links)
    assert outcomes.count(Outcome.PLACE) == PLACES
    assert outcomes.count(Outcome.WAITING) == PEOPLE - PLACES
    assert outcomes.count(Outcome.USED) == PEOPLE
    own = [link_token(make.SECRET, make.SLUG, mine(each)) for each in people[: PEOPLE // 2]]
    assert all(at_once(leave, own))
    assert count(stage, Commitment.CONFIRMED) == PLACES
    assert count(stage, Commitment.CANCELLED) == PEOPLE // 2
