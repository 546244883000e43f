"""Terms that contradict themselves are refused, and the field to mend is named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.errors import InvalidTerms
from tablee.core.promise import Measure, Sponsor
from tablee.core.terms import Pool, Proof

DAY = timedelta(days=1)
NAIVE = make.OPENS_AT.replace(tzinfo=None)
POOLS = make.terms().pools


def field_refused(**changes):
    with pytest.raises(InvalidTerms) as refused:
        make.terms(**changes)
    assert str(refused.value)
    return refused.value.field


WRONG = {
    "sponsors[1].name": {"sponsors": (Sponsor("Dana"), Sponsor("Dana"))},
    "sponsors[0].name": {"sponsors": (Sponsor(""),)},
    "pools[1].name": {"pools": (*POOLS[:1], *POOLS[:1])},
    "pools": {"pools": (), "kinds": (make.kind(),)},
    "kinds": {"kinds": ()},
    "kinds[1].name": {"kinds": (make.kind(), make.kind())},
    "kinds[0].rate": {"kinds": (make.kind(rate=0),)},
    "kinds[0].per_day": {"kinds": (make.kind(per_day=-1),)},
    "kinds[0].pool": {"kinds": (make.kind(pool="nowhere"),)},
    "kinds[0].phase": {"kinds": (make.kind(phase="never"),)},
    "kinds[0].opens_with": {"kinds": (make.kind(opens_with="nothing"),)},
    "closes_at": {"closes_at": make.OPENS_AT},
    "phases[0]": {"phases": (make.phase(opens_at=make.OPENS_AT - DAY),)},
    "phases[1]": {"phases": (make.phase(), make.phase("b", closes_at=make.CLOSES_AT + DAY))},
    "phases[0].opens_at": {"phases": (make.phase(opens_at=NAIVE),)},
    "phases[0].closes_at": {"phases": (make.phase(closes_at=NAIVE),)},
    "phases[1].name": {"phases": (make.phase(), make.phase())},
    "opens_at": {"opens_at": NAIVE},
    "label.paid_by": {"label": replace(make.terms().label, paid_by=NAIVE)},
    "appeal_days": {"appeal_days": -1},
    "grace_hours": {"grace_hours": -1},
    "pledges[0].pool": {"pledges": (make.pledge(pool="nowhere"),)},
    "pledges[0].sponsors": {"pledges": (make.pledge(Nobody=1),)},
    "pledges[1].name": {"pledges": (make.pledge(), make.pledge())},
    "raises[0].pledge": {"raises": (make.raised(pledge_name="nothing"),)},
    "raises[0].effective_at": {"raises": (make.raised(effective_at=NAIVE),)},
    "raises[1].effective_at": {"raises": (make.raised(), make.raised(70))},
    "milestones[0].pool": {
        "milestones": (make.milestone(pool="nowhere", units=1, shares=make.shares(Dana=1)),)
    },
    "milestones[0].kinds": {"milestones": (make.milestone(kinds=("post", "dance")),)},
    "milestones[0].sponsors": {
        "milestones": (make.milestone(pool="blogs", units=1, shares=make.shares(Nobody=1)),)
    },
    "kinds[0].stays_days": {"kinds": (make.kind(stays_days=-1),)},
    "kinds[0].referral_of": {"kinds": (make.kind(referral_of="post"),)},
    "kinds[1].referral_of": {"kinds": (make.kind(), make.kind("referral", referral_of="poste"))},
    "milestones[1].name": {"milestones": (make.milestone(), make.milestone())},
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_reference_is_named_by_its_field(field):
    assert field_refused(**WRONG[field]) == field


@pytest.mark.parametrize("zone", ["Europe/Lutece", "", "../etc/passwd", "Europe", "/etc"])
def test_a_time_zone_exists(zone):
    assert field_refused(time_zone=zone) == "time_zone"


@pytest.mark.parametrize("room", ["sponsors", "pools", "kinds", "pledges", "milestones", "phases"])
def test_a_name_has_no_colon_because_the_books_part_names_by_it(room):
    makers = {
        "sponsors": Sponsor("a:b"),
        "pools": Pool("a:b", make.text()),
        "kinds": make.kind("a:b"),
        "pledges": make.pledge(name="a:b"),
        "milestones": make.milestone("a:b"),
        "phases": make.phase("a:b"),
    }
    assert field_refused(**{room: (makers[room],)}) == f"{room}[0].name"


def test_a_pool_is_not_named_like_the_account_of_floors():
    assert field_refused(pools=(*POOLS, Pool("floor", make.text()))) == "pools[2].name"


def test_the_choices_are_named_with_the_mistake():
    with pytest.raises(InvalidTerms, match="choose from: blogs, shares"):
        make.terms(kinds=(make.kind(pool="blog"),))
    with pytest.raises(InvalidTerms, match="choose from: none is defined"):
        make.terms(kinds=(make.kind(phase="first"),))


def test_one_pledge_may_be_raised_often_and_two_at_one_second():
    pledges = make.terms().pledges
    later = make.raised(effective_at=make.OPENS_AT + 4 * DAY)
    other = make.raised(pledge_name=pledges[1].name)
    assert make.terms(raises=(make.raised(), later, other))


@pytest.mark.parametrize(
    ("part", "changes", "field"),
    [
        (make.unit, {"portions": 0}, "unit.portions"),
        (make.unit, {"value_minor": -1}, "unit.value"),
        (make.milestone, {"threshold": 0}, "threshold"),
        (make.milestone, {"units": 5}, "pool"),
        (make.milestone, {"shares": make.shares(Dana=1)}, "pool"),
        (make.milestone, {"pool": "blogs"}, "units"),
        (make.milestone, {"measure": Measure.SUPPORTERS, "kinds": ("post",)}, "kinds"),
        (make.raised, {"units": 0}, "units"),
        (make.pledge, {"units": 0}, "units"),
        (Sponsor, {"name": "Dana", "floor": -1}, "floor"),
    ],
)
def test_each_part_refuses_what_makes_no_sense(part, changes, field):
    with pytest.raises(InvalidTerms) as refused:
        part(**changes)
    assert refused.value.field == field


def test_a_milestone_without_cover_lays_nothing():
    assert make.milestone().segment is None


def test_what_is_given_anyway_is_the_sum_of_the_floors():
    terms = make.terms(sponsors=(Sponsor("Dana", 30), Sponsor("Carl", 12)))
    assert terms.floor == 42


def test_a_kind_is_found_by_its_name():
    terms = make.terms()
    assert terms.kind("drawing").rate == 3
    assert terms.kind("dance") is None


def test_a_page_is_taken_for_the_first_kind_that_counts_posts():
    drawn = make.kind("drawing", proof=Proof.NAME)
    assert make.terms(kinds=(make.kind(), drawn, make.kind("other", proof=Proof.LINK))).post_kind
    assert make.terms(kinds=(make.kind(), drawn)).post_kind == drawn
    assert make.terms().post_kind is None


@given(st.text("abc ", max_size=5), st.sampled_from(["fr", "fr-ca", "en", "de", ""]))
def test_words_are_said_in_french_to_the_french_and_in_english_to_all_others(words, language):
    expected = f"{words} (fr)" if language.startswith("fr") else words
    assert make.text(words).say(language) == expected


@pytest.mark.parametrize(("length", "is_taken"), [(100, True), (101, False)])
def test_a_name_has_at_most_a_hundred_characters(length, is_taken):
    name = "p" * length
    pools = (*make.terms().pools, Pool(name, make.text()))
    if is_taken:
        assert make.terms(pools=pools).pools[-1].name == name
    else:
        assert field_refused(pools=pools) == f"pools[{len(pools) - 1}].name"
