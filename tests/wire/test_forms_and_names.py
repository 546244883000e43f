"""Forms are read in their letters, and the site knows its own names."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.problems.mistakes import FormWanted, InvalidMention, Unreadable, WireMistake
from tablee.wire.forms import FORM, charset_of, only, read_form
from tablee.wire.whereabouts import Whereabouts


def test_a_form_is_utf_8_unless_it_says_otherwise():
    assert charset_of(FORM) == charset_of(FORM + b'; charset="UTF-8"') == "utf-8"
    assert charset_of(FORM.upper() + b";Charset=Latin-1") == "iso8859-1"


@pytest.mark.parametrize("form", [b"", b"text/plain", b"multipart/form-data; boundary=x"])
def test_nothing_but_a_form_is_a_form(form):
    with pytest.raises(FormWanted):
        charset_of(form)


@pytest.mark.parametrize("letters", [b"utf-7", b"utf-16", b"hex", b"idna", b"\xff", b"", b"x" * 99])
def test_letters_that_could_hide_something_are_not_read(letters):
    with pytest.raises(Unreadable):
        charset_of(FORM + b"; charset=" + letters)


def test_fields_keep_all_their_values():
    assert read_form(b"a=1&b=%C3%A9+x&a=") == {"a": ["1", ""], "b": ["é x"]}


@pytest.mark.parametrize("fields", [{}, {"a": []}, {"a": [""]}, {"a": [" "]}, {"a": ["1", "1"]}])
def test_a_field_that_is_needed_is_there_once(fields):
    with pytest.raises(InvalidMention) as refused:
        only(fields, "a")
    assert refused.value.field == "a"


@given(st.binary(), st.binary())
def test_any_form_is_read(body, letters):
    with suppress(WireMistake):
        read_form(body, charset_of(FORM + b"; charset=" + letters))


def scope(host="", scheme="http"):
    return {"headers": [(b"host", host.encode())] if host else [], "scheme": scheme}


def test_the_public_name_is_ours_whatever_is_asked_for():
    site = Whereabouts("https://Meals.example", ("localhost",))
    assert site.hosts(scope("evil.example")) == {"meals.example"}
    assert site.hosts(scope("localhost:8000")) == {"meals.example", "localhost:8000"}
    assert site.root(scope("localhost:8000")) == "https://Meals.example"


@pytest.mark.parametrize(
    ("allowed", "asked", "is_ours"),
    [
        ("meals.example", "meals.example", True),
        ("Meals.example", "MEALS.example:8000", True),
        ("meals.example", "www.meals.example", False),
        (".meals.example", "www.meals.example", True),
        (".meals.example", "meals.example", True),
        (".meals.example", "evilmeals.example", False),
        ("[::1]", "[::1]:8000", True),
        ("[::1]", "[::1]", True),
        ("*", "anything.example", True),
        ("meals.example", "", False),
    ],
)
def test_names_are_allowed_as_the_pages_allow_them(allowed, asked, is_ours):
    hosts = Whereabouts("", (allowed,)).hosts(scope(asked))
    assert bool(hosts) == is_ours


def test_the_port_of_the_scheme_goes_without_saying():
    site = Whereabouts("", ("meals.example",))
    assert "meals.example" in site.hosts(scope("meals.example:443", "https"))
    assert "meals.example" not in site.hosts(scope("meals.example:443", "http"))
    assert site.root(scope("meals.example:8000")) == "http://meals.example:8000"
