"""A simulation gives what counting the same acts one by one would give."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.campaign_file.strategies import all_terms

from tablee.campaign_file.examples import example
from tablee.campaign_file.expectation import (
    Expectation,
    campaign_days,
    is_open_on,
    per_day,
    read_expectation,
)
from tablee.campaign_file.read import read_terms
from tablee.campaign_file.simulate import cost_minor, simulate
from tablee.core.act import Claim
from tablee.core.rulebook import Rulebook, as_ms
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.core.tally import earned_by_sponsor


def terms_of(name):
    terms = read_terms(example(name)).terms
    assert terms is not None
    return terms


@st.composite
def futures(draw):
    terms = draw(all_terms())
    rows = st.dictionaries(
        st.sampled_from([kind.name for kind in terms.kinds]), st.integers(0, 25), max_size=4
    )
    days = campaign_days(terms)
    around = [days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=1)]
    return terms, Expectation(draw(st.dictionaries(st.sampled_from(around), rows, max_size=8)))


class Count:
    """The same acts, let in one by one."""

    def __init__(self, terms):
        self.terms = terms
        self.rulebook = Rulebook(terms)
        self.standing = Standing()
        self.cover = {pool.name: [] for pool in terms.pools}
        for pledge in terms.pledges:
            self.lay(pledge.pool, Segment(pledge.units, pledge.shares))

    def lay(self, pool, segment):
        self.standing.line(pool).cover(segment.units, gaps=(), held=())
        self.cover[pool].append(segment)

    def act(self, rule):
        claim = Claim(rule.name, "", b"", b"")
        self.standing.take(claim, rule, 0, "test")
        self.standing.supporters += 1
        for milestone in self.terms.milestones:
            is_new = milestone.name not in self.standing.reached
            if is_new and self.standing.measure(milestone) >= milestone.threshold:
                self.standing.reached.add(milestone.name)
                if milestone.segment:
                    self.lay(milestone.pool, milestone.segment)

    def run(self, expectation):
        raises = sorted(self.terms.raises, key=lambda each: each.effective_at)
        pools = {pledge.name: pledge for pledge in self.terms.pledges}
        for day in campaign_days(self.terms):
            for each in raises:
                if self.rulebook.day(as_ms(each.effective_at)) == day.isoformat():
                    pledge = pools[each.pledge]
                    self.lay(pledge.pool, Segment(each.units, pledge.shares))
            for rule in self.rulebook.kinds.values():
                for _ in range(expectation.acts(day, rule.name)):
                    waits = rule.opens_with and rule.opens_with not in self.standing.reached
                    if not waits and is_open_on(self.rulebook, rule.name, day):
                        self.act(rule)

    def earned(self):
        total = Counter()
        for pool, cover in self.cover.items():
            total += earned_by_sponsor(self.standing.line(pool), cover, gaps=(), held=())
        return total


@settings(deadline=None)
@given(futures())
def test_in_blocks_is_as_one_by_one(future):
    terms, expectation = future
    count = Count(terms)
    count.run(expectation)
    simulation = simulate(terms, expectation)
    for pool in simulation.pools:
        line = count.standing.line(pool.name)
        assert (pool.cap, pool.acts, pool.offered) == (line.covered, line.acts, line.offered)
        assert (pool.paid, pool.unpaid, pool.pending) == (line.paid, line.unpaid, 0)
    earned = count.earned()
    assert {each.name: each.earned for each in simulation.sponsors} == {
        sponsor.name: earned[sponsor.name] for sponsor in terms.sponsors
    }


@settings(deadline=None)
@given(futures())
def test_sums_agree_and_no_cap_is_passed(future):
    terms, expectation = future
    simulation = simulate(terms, expectation)
    for end in simulation.days:
        for pool in end.pools:
            assert pool.paid <= pool.cap
            assert pool.paid + pool.unpaid == pool.offered
    totals = simulation.totals
    assert sum(each.earned for each in simulation.sponsors) == totals.paid
    assert sum(each.pledged for each in simulation.sponsors) == sum(
        pool.cap for pool in simulation.pools
    )
    for each in simulation.sponsors:
        assert each.owed == max(each.earned, each.floor)
        exact = each.owed * terms.unit.value_minor
        assert abs(each.owed_minor * terms.unit.portions - exact) * 2 <= terms.unit.portions
    expected = sum(
        acts
        for day, row in expectation.days.items()
        for acts in row.values()
        if day in campaign_days(terms)
    )
    assert totals.acts + simulation.turned_away == expected


def test_2012_stops_where_history_stopped():
    terms = terms_of("restos-2012")
    text = """
        [days.2012-02-22]
        share = 50_000
        hashtag_post = 1_500
        [days.2012-02-24]
        hashtag_post = 20_000
        [days.2012-02-28]
        share = 100_000
    """
    expected = read_expectation(text, terms)
    assert expected.findings == ()
    simulation = simulate(terms, expected.expectation)
    by_day = {end.day: {pool.name: pool for pool in end.pools} for end in simulation.days}
    before, raised = by_day[date(2012, 2, 22)]["twitter"], by_day[date(2012, 2, 23)]["twitter"]
    assert (before.paid, before.unpaid) == (1_000, 500)
    assert (raised.paid, raised.unpaid) == (1_500, 0)
    last = {pool.name: pool for pool in simulation.pools}
    assert (last["facebook"].paid, last["facebook"].unpaid) == (5_000, 145_000)
    assert (last["twitter"].paid, last["twitter"].unpaid) == (10_000, 11_500)
    assert simulation.full_on("twitter") == (date(2012, 2, 22), date(2012, 2, 24))
    assert simulation.full_on("blogs") == ()
    assert [each.owed_minor for each in simulation.sponsors] == [750_000, 750_000]


def test_the_result_of_2010_costs_what_it_cost():
    terms = terms_of("restos-2010")
    text = "day;blog_post;referral;drawing\n2010-03-01;1457;197;9\n"
    simulation = simulate(terms, read_expectation(text, terms).expectation)
    assert simulation.totals.paid == 16_675
    assert simulation.owed_minor == 1_667_500


def test_a_floor_is_owed_though_nobody_acts():
    terms = terms_of("template")
    simulation = simulate(terms, Expectation({}))
    assert [each.owed for each in simulation.sponsors] == [500, 0]
    assert simulation.owed_minor == 50_000


def test_so_many_a_day_means_the_days_on_which_the_kind_is_open():
    terms = terms_of("restos-2012")
    expected = per_day(["blog_post=1", "share = 2"], terms)
    simulation = simulate(terms, expected.expectation)
    kinds = {pool.name: pool.acts for pool in simulation.pools}
    assert (kinds["blogs"], kinds["facebook"]) == (29, 72)
    assert simulation.turned_away == 0


def test_portions_cost_their_part_of_a_unit_to_the_nearest_coin():
    text = example("template").replace('currency = "EUR"', 'currency = "EUR"\nportions = 3')
    terms = read_terms(text).terms
    assert [cost_minor(terms, places) for places in (1, 2, 3, 4)] == [33, 67, 100, 133]


@pytest.mark.parametrize(
    ("options", "field", "remedy"),
    [
        (["blog_pots=3"], "blog_pots=3", "blog_post"),
        (["blog_post"], "blog_post", "blog_post=100"),
        (["drawing=1", "blog_post=-3"], "blog_post=-3", "blog_post=100"),
        (["blog_post=1e9"], "blog_post=1e9", "blog_post=100"),
    ],
)
def test_an_option_that_says_nothing_is_refused(options, field, remedy):
    expected = per_day(options, terms_of("template"))
    assert expected.expectation is None
    (finding,) = expected.findings
    assert (finding.line, finding.field) == (len(options), field)
    assert remedy in finding.remedy.en


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[per_day]\nblog_pots = 3", 2),
        ("[per_day]\n\nblog_post = -3", 3),
        ("[perday]\nblog_post = 3", 1),
        ("[days.tomorrow]\nblog_post = 3", 1),
        ("per_day = 3", 1),
        ("days = 3", 1),
        ("[days", 1),
        ("day,blog_post\n2027-01-11,x", 2),
        ("day,blog_post\n2027-01-11,3\nnever,4", 3),
        ("day,blog_post\n2027-01-11", 2),
        ("day,blog_pots\n2027-01-11,3", 1),
    ],
)
def test_an_expectation_that_says_nothing_is_refused_with_its_line(text, line):
    expected = read_expectation(text, terms_of("template"))
    assert expected.expectation is None
    assert [finding.line for finding in expected.findings] == [line]


def test_acts_on_a_day_when_the_kind_is_shut_are_a_warning():
    terms = terms_of("restos-2012")
    expected = read_expectation("[days.2012-02-20]\nblog_post = 3", terms)
    (finding,) = expected.findings
    assert finding.is_warning
    assert finding.line == 1
    assert simulate(terms, expected.expectation).turned_away == 3


@given(st.text(max_size=80))
def test_any_text_is_an_expectation_or_has_findings(text):
    terms = terms_of("template")
    for read in (read_expectation(text, terms), per_day([text], terms)):
        assert (read.expectation is None) == any(not each.is_warning for each in read.findings)
    read_expectation(f"day,{text}", terms)
