"""Which addresses of ours mention a campaign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.post.target import LONGEST_ADDRESS, Target, campaign_path, read_target

HOSTS = frozenset({"meals.example", "localhost:8000"})
SLUG = "table-2026"


@pytest.mark.parametrize(
    "address",
    [
        "https://meals.example/c/table-2026/",
        "https://meals.example/c/table-2026",
        "http://meals.example/c/table-2026/",
        "HTTPS://Meals.Example/c/table-2026/",
        "https://meals.example:443/c/table-2026/",
        "http://meals.example:80/c/table-2026/",
        "http://localhost:8000/c/table-2026/",
        "https://meals.example/c/table-2026/#how",
        "https://meals.example/c/table-2026/?utm_source=emil",
        "https://meals.example/c/table-2026?lang=fr#how",
        "https://meals.example/s/table-2026",
        "https://meals.example/c/table-2026/s/mastodon/abc",
        " https://meals.example/c/table-2026/ ",
    ],
)
def test_a_campaign_has_several_addresses(address):
    assert read_target(address, HOSTS) == Target(SLUG)


def test_the_form_of_a_kind_says_which_kind():
    address = "https://meals.example/c/table-2026/act/drawing"
    assert read_target(address, HOSTS) == Target(SLUG, kind="drawing")


def test_a_personal_link_says_who_sent_it():
    address = "https://meals.example/c/table-2026/r/17-d163"
    assert read_target(address, HOSTS) == Target(SLUG, referrer="17-d163")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "owiejduvyeiwljjjcjmvbpsouehgd",
        "https://meals.example/",
        "https://meals.example/c/",
        "https://meals.example//c/table-2026/",
        "https://meals.example/c//table-2026/",
        "https://meals.example/c/table-2026//",
        "https://meals.example/c/table-2026/acts/17-d163",
        "https://meals.example/c/table-2026/posts/17-d163",
        "https://meals.example/c/table-2026/tally.json",
        "https://meals.example.evil.example/c/table-2026/",
        "https://evil.example/c/table-2026/",
        "https://meals.example:8443/c/table-2026/",
        "http://meals.example:443/c/table-2026/",
        "https://emil@meals.example/c/table-2026/",
        "https://meals.example\\@evil.example/c/table-2026/",
        "//meals.example/c/table-2026/",
        "/c/table-2026/",
        "javascript://meals.example/c/table-2026/",
        "ftp://meals.example/c/table-2026/",
        "https:meals.example/c/table-2026/",
        "https://meals.example/c/table-2026/\x00",
        "https://meals.example/c/table\n-2026/",
        "https://meals.example/c/" + "x" * LONGEST_ADDRESS,
    ],
)
def test_everything_else_is_no_page_of_a_campaign(address):
    assert read_target(address, HOSTS) is None


def test_a_longer_name_is_another_campaign():
    target = read_target("https://meals.example/c/table-2026-other/", HOSTS)
    assert target == Target("table-2026-other")


@given(st.text())
def test_any_text_is_read(text):
    for address in (text, f"https://meals.example/{text}", f"https://meals.example/c/{text}"):
        target = read_target(address, HOSTS)
        assert target is None or target.slug


def test_the_page_of_a_campaign_is_its_target():
    assert read_target("https://meals.example" + campaign_path(SLUG), HOSTS) == Target(SLUG)
