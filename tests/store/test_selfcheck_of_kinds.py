"""The site's own check finds drawings without an act, and people who were there and are none."""

from dataclasses import replace

import pytest
from django.db import connections
from tests import make, sites
from tests.contracts.test_drawings import drawing
from tests.usecases.shifts.counter import MORNING_MS, Counter, terms

from tablee.core.volunteering.volunteer import Commitment
from tablee.usecases.post_books import post_books
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.shifts.mark_presence import CONTACT
from tablee.usecases.shifts.welcome import WalkIn, welcome
from tablee.wiring import check_site, memory_site


def filled(site, **changes):
    """Two who signed up and were there, one of them over a limit, and two who just came."""
    stage = Counter(desks=site.desks, per_day=1, is_hourly=True, **changes)
    stage.join("emil", "fay")
    stage.ask("ida")
    stage.clock.ms = MORNING_MS
    site.clock.move_to(MORNING_MS)
    stage.mark("emil", "fay")
    stage.mark("fay", state=Commitment.ABSENT)
    for name, address in (("Gus", ""), ("Hal", "hal@blog.example")):
        walk_in = WalkIn(1, name, address, 0, name, CONTACT)
        welcome(stage.desks, stage.clock, make.SECRET, make.SLUG, walk_in)
    post_books(stage.desks, stage.clock, make.SLUG)
    return site


@pytest.fixture
def site(tmp_path):
    with sites.sqlite(tmp_path) as opened:
        yield filled(opened)


def test_a_sound_site_has_no_fault(site):
    assert check_site(site) == []


@pytest.mark.parametrize(
    ("fault", "sql"),
    [
        ("volunteer 3 was there", "UPDATE store_volunteer SET state = 'present' WHERE id = 3"),
        ("volunteer 4 was there", "UPDATE store_volunteer SET arrival = '' WHERE id = 4"),
    ],
)
def test_presence_without_acts_is_found(site, fault, sql):
    with connections["sqlite"].cursor() as cursor:
        cursor.execute(sql)
    assert [each for each in check_site(site) if fault in each]


def test_a_drawing_without_an_act_is_found_everywhere(site):
    light = filled(memory_site(clock=sites.set_clock()))
    for each in (site, light):
        with each.desks.write() as desk:
            campaign = desk.campaigns.see(make.SLUG)
            desk.drawings.keep(drawing(campaign, 1))
            desk.drawings.keep(drawing(campaign, 2)._replace(act_number=99))
        assert check_site(each) == [f"{make.SLUG}: drawings: there is no act 99 for a drawing"]


def test_where_presence_is_no_kind_nobody_need_be_an_act():
    light = filled(memory_site(clock=sites.set_clock()), is_paid=False)
    assert check_site(light) == []


def test_terms_that_come_later_say_nothing_of_those_who_were_there_before():
    light = filled(memory_site(clock=sites.set_clock()), is_paid=False)
    light.clock.move_to(MORNING_MS + 60_000)
    old, new = make.terms(), terms()
    both = replace(
        old,
        pools=(*old.pools, new.pools[1]),
        kinds=(*old.kinds, new.kinds[1]),
        pledges=(*old.pledges, new.pledges[1]),
    )
    publish_terms(light.desks, light.clock, Publication(both, "Ada", "From now on it counts"))
    assert check_site(light) == []
