"""A trackback is a hint to look at a page: nothing it says is believed."""

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.receivers.porch import FORM, PAGE, SOURCE

from tablee.core.post.submission import Outcome, Road
from tablee.problems.mistakes import WireMistake
from tablee.receivers.trackback.read import read_trackback

DONE = b'<?xml version="1.0" encoding="utf-8"?>\n<response><error>0</error></response>\n'


def is_refused(reply) -> bool:
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/xml")
    return b"<error>1</error><message>" in reply.body


@pytest.mark.conformance("TB-01")
def test_a_trackback_is_written_down_and_looked_at_later(porch):
    reply = porch.track()
    assert (reply.status, reply.body) == (200, DONE)
    (submission,) = porch.submissions()
    assert (submission.source, submission.target) == (SOURCE, PAGE)
    assert (submission.road, submission.outcome) == (Road.TRACKBACK, Outcome.QUEUED)
    assert porch.looks() == 1


@pytest.mark.conformance("TB-01")
def test_title_and_excerpt_are_not_believed(porch):
    said = {"url": SOURCE, "title": "<b>10 000 meals</b>", "excerpt": "x", "blog_name": "Emil"}
    assert porch.tell("trackback", urlencode(said), FORM).body == DONE
    assert "meals" not in str(porch.submissions()[0]._replace(target=""))


@pytest.mark.conformance("TB-01")
@pytest.mark.parametrize("letters", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_the_letters_of_the_form_are_read_as_it_says(porch, letters):
    body = urlencode({"url": "https://emil.example/déjeuner"}, encoding=letters)
    form = f"{FORM}; charset={letters}"
    assert porch.tell("trackback", body, form).body == DONE
    assert porch.submissions()[0].source == "https://emil.example/d%C3%A9jeuner"


@pytest.mark.conformance("TB-01")
@pytest.mark.parametrize("letters", ["utf-7", "UTF7", "unicode-1-1-utf-7", "hex", "x", "utf-16"])
def test_letters_that_hide_something_are_refused(porch, letters):
    assert is_refused(porch.track(form=f"{FORM}; charset={letters}"))
    assert porch.submissions() == []


@pytest.mark.conformance("TB-01")
@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("", FORM),
        ("title=soup", FORM),
        ("url=", FORM),
        ("url=soup", FORM),
        ("url=javascript:alert(1)", FORM),
        (urlencode({"url": PAGE}), FORM),
        (urlencode({"url": SOURCE}) + "&url=x", FORM),
        ("url=https://emil.example/" + "x" * 2_048, FORM),
        ("url=https://emil.example/%ff&title=%ff", f"{FORM}; charset=utf-8"),
        (urlencode({"url": SOURCE}), "text/plain"),
        ("x" * 65_537, FORM),
    ],
)
def test_what_cannot_be_a_hint_is_refused_in_xml(porch, body, form):
    assert is_refused(porch.tell("trackback", body, form))
    assert porch.submissions() == []


def test_a_campaign_that_is_over_takes_no_trackbacks(porch):
    porch.site.clock.advance(60 * make.DAY_MS)
    assert is_refused(porch.track())


def test_refusals_are_said_in_french_too(porch):
    assert "manque" in porch.tell("trackback", "", FORM, accept_language="fr").body.decode()


@given(st.binary(), st.sampled_from([FORM, f"{FORM}; charset=latin-1", f"{FORM};charset=gbk"]))
def test_any_bytes_are_read(body, form):
    for content in (body, b"url=" + body):
        with suppress(WireMistake):
            assert read_trackback(form.encode(), content)
