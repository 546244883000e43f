"""What an amendment may change, what it may not, and that both are said in both languages."""

import pytest
from hypothesis import given, settings
from tests.campaign_file.strategies import all_terms

from tablee.campaign_file.examples import example
from tablee.campaign_file.read import read_terms
from tablee.core.amendment import changes, compare
from tablee.core.errors import BrokenPromise

RAISE = """
[[raises]]
pledge = "blogs"
units = 3_000
effective_at = 2027-01-20T12:00:00
author = "Bakery Ltd"
reason = { en = "Full in a day.", fr = "Pleine en un jour." }
"""
PHASE = """
[[phases]]
name = "late"
title = { en = "Late", fr = "Tard" }
opens_at = 2027-01-20
closes_at = 2027-02-01
"""
TEMPLATE = example("template")


def terms_of(text):
    reading = read_terms(text)
    assert reading.terms is not None, [each.say("en") for each in reading.findings]
    return reading.terms


def compared(old, new, text=TEMPLATE):
    assert old in text, old
    return terms_of(text), terms_of(text.replace(old, new))


@settings(deadline=None)
@given(all_terms())
def test_the_same_terms_are_no_change(terms):
    assert changes(terms, terms) == ()


@settings(deadline=None)
@given(all_terms(), all_terms())
def test_any_two_terms_are_compared_and_only_equal_ones_are_silent(old, new):
    found = compare(old, new)
    assert bool(found) or _differ_in_order_only(old, new)
    for change in found:
        assert change.field
        assert change.words.en != change.words.fr


def _differ_in_order_only(old, new):
    rooms = ("sponsors", "pools", "kinds", "pledges", "milestones", "phases", "raises", "networks")
    return all(set(getattr(old, room)) == set(getattr(new, room)) for room in rooms)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rate = 10 ", "rate = 5 ", "'kinds.blog_post.rate' was 10, becomes 5."),
        ('en = "Winter soup"', 'en = "Soup"', "'title' was 'Winter soup', becomes 'Soup'."),
        ("floor = 500", "floor = 600", "'sponsors.Bakery Ltd.floor' was 500, becomes 600."),
        ("closes_at = 2027-02-07", "closes_at = 2027-02-08", "'closes_at' was 2027-02-07"),
        ("threshold = 400", "threshold = 300", "'milestones.first-400-posts.threshold' was 400"),
        ('value = "1.00"', 'value = "1.20"', "'unit.value' was 100, becomes 120."),
        ("in_all = 5 ", "in_all = 9 ", "'kinds.blog_post.in_all' was 5, becomes 9."),
        ('proof = "link"', 'proof = "name"', "'kinds.blog_post.proof' was link, becomes name."),
        ("stays_days = 30", "stays_days = 9", "'kinds.blog_post.stays_days' was 30, becomes 9."),
        (
            "rate = 15",
            'rate = 15\nreferral_of = "blog_post"',
            "'kinds.drawing.referral_of' was nothing, becomes blog_post.",
        ),
        ("appeal_days = 7", "appeal_days = 9", "'appeal_days' was 7, becomes 9."),
        ("paid_by = 2027-03-31", "paid_by = 2027-03-30", "'label.paid_by' was 2027-03-31"),
    ],
)
def test_what_may_change_is_said(old, new, words):
    (sentence,) = changes(*compared(old, new))
    assert sentence.startswith(words)


def test_a_proof_where_there_was_none_is_said():
    unproven = TEMPLATE.replace('proof = "picture"', "# nothing shows it")
    (sentence,) = changes(*compared("# nothing shows it", 'proof = "link"', unproven))
    assert sentence.startswith("'kinds.drawing.proof' was nothing, becomes link.")


def test_a_raise_is_said_with_who_signed_it_and_why():
    old, new = terms_of(TEMPLATE), terms_of(TEMPLATE + RAISE)
    (sentence,) = changes(old, new)
    assert sentence == (
        "The pledge 'blogs' is raised by 3000 units from 2027-01-20T12:00:00+01:00, "
        "signed by Bakery Ltd: Full in a day."
    )
    assert "relevé" in compare(old, new)[0].words.fr


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('slug = "soup-2027"', 'slug = "soup-2028"', "slug"),
        ('"Europe/Paris"', '"Europe/Berlin"', "time_zone"),
        ('"Example Food Bank"', '"Another"', "label.beneficiary"),
        ('currency = "EUR"', 'currency = "USD"', "unit.currency"),
        ('currency = "EUR"', 'currency = "EUR"\nportions = 2', "unit.portions"),
        ('value = "1.00"', 'value = "0.90"', "unit.value"),
        ("units = 5_000", "units = 4_999", "pledges.blogs.units"),
        ("units = 5_000", "units = 6_000", "pledges.blogs.units"),
        ('"Bakery Ltd" = 2,', '"Bakery Ltd" = 3,', "pledges.blogs.sponsors"),
        ("floor = 500", "floor = 499", "sponsors.Bakery Ltd.floor"),
        ("closes_at = 2027-02-07", "closes_at = 2027-02-06", "closes_at"),
        ("threshold = 400", "threshold = 401", "milestones.first-400-posts.threshold"),
        ("units = 2_000", "units = 3_000", "milestones.first-400-posts.units"),
        ('measure = "acts"', 'measure = "units"', "milestones.first-400-posts.measure"),
        ('name = "first-400-posts"', 'name = "first"', "milestones.first-400-posts"),
        ('name = "drawing"\n', 'name = "sketch"\n', "kinds.drawing"),
        ('\npool = "blogs"\nrate', '\npool = "drawings"\nrate', "kinds.blog_post.pool"),
        ('proof = "link"', 'proof = ""', "kinds.blog_post.proof"),
        ("stays_days = 30", "stays_days = 31", "kinds.blog_post.stays_days"),
        ("stays_days = 30", "stays_days = 0", "kinds.blog_post.stays_days"),
        ("rate = 15", 'rate = 15\nopens_with = "first-400-posts"', "kinds.drawing.opens_with"),
    ],
)
def test_what_was_promised_stays(old, new, field):
    was, now = compared(old, new)
    with pytest.raises(BrokenPromise) as refusal:
        changes(was, now)
    assert refusal.value.field == field
    broken = [each.words for each in compare(was, now) if each.is_broken_promise]
    assert broken[0].en in str(refusal.value)
    assert broken[0].fr != broken[0].en


def test_a_referral_stays_one():
    text = TEMPLATE.replace("rate = 15", 'rate = 15\nreferral_of = "blog_post"')
    with pytest.raises(BrokenPromise, match=r"'kinds\.drawing\.referral_of' stays blog_post"):
        changes(terms_of(text), terms_of(TEMPLATE))


def test_a_raise_once_signed_stays():
    with pytest.raises(BrokenPromise, match="stays as Bakery Ltd signed it"):
        changes(terms_of(TEMPLATE + RAISE), terms_of(TEMPLATE))
    with pytest.raises(BrokenPromise, match="stays as Bakery Ltd signed it"):
        changes(*compared("units = 3_000\neff", "units = 4_000\neff", TEMPLATE + RAISE))


def test_a_kind_does_not_close_earlier_than_announced():
    text = TEMPLATE + PHASE
    with pytest.raises(BrokenPromise, match=r"'kinds\.drawing\.phase' stays"):
        changes(*compared("rate = 15", 'rate = 15\nphase = "late"', text))
    within = text.replace("rate = 15", 'rate = 15\nphase = "late"')
    later, longer = compared("closes_at = 2027-02-01", "closes_at = 2027-02-03", within)
    assert changes(later, longer)[0].startswith("'phases.late.closes_at' was")
    assert changes(later, terms_of(text)) == ("'kinds.drawing.phase' was late, becomes nothing.",)


def test_networks_come_change_and_go():
    networks = '[[networks]]\nname = "x"\n\n[[networks]]\nname = "bluesky"\n'
    changed = '[[networks]]\nname = "bluesky"\noptions = { server = "wss://b.example" }\n'
    without, both, one = (terms_of(f"{TEMPLATE}\n{each}") for each in ("", networks, changed))
    assert [each.field for each in compare(without, both)] == ["networks.x", "networks.bluesky"]
    found = compare(both, one)
    assert [each.is_broken_promise for each in found] == [False, False]
    assert "becomes 'server" not in found[0].words.en
    assert "wss://b.example" in found[1].words.en


def test_new_sponsors_pools_kinds_and_pledges_are_welcome():
    name = (
        '[[sponsors]]\nname = "Mill"\n[[pools]]\nname = "walks"\ntitle = { en = "W", fr = "M" }\n'
    )
    pledge = '[[pledges]]\nname = "walks"\npool = "walks"\nunits = 5\nsponsors = { Mill = 1 }\n'
    said = changes(terms_of(TEMPLATE), terms_of(TEMPLATE + name + pledge))
    assert said == (
        "'sponsors.Mill' is new.",
        "'pools.walks' is new.",
        "'pledges.walks' is new.",
    )


def test_every_broken_promise_is_named_at_once():
    was, now = compared("units = 5_000", "units = 4_000")
    now = terms_of(TEMPLATE.replace("units = 5_000", "units = 4_000").replace("floor = 500", ""))
    assert [each.is_broken_promise for each in compare(was, now)] == [True, True]
