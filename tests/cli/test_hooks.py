"""Receivers of events are managed from the terminal; their secrets are shown once."""

import re

import pytest
from standardwebhooks import Webhook
from tests.blogs import Blogs, Page
from tests.cli.test_commands import SLUG, published  # noqa: F401 - a fixture

ADDRESS = "http://emil.example/events"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=\n")

pytestmark = pytest.mark.usefixtures("published")


def test_a_receiver_is_added_and_its_secret_shown_once(run):
    made = run("hooks", "add", SLUG, ADDRESS)
    assert made.code == 0, made.err
    assert SECRET.fullmatch(made.out)
    assert "receiver 1" in made.err
    listed = run("hooks", "list", SLUG)
    assert ADDRESS in listed.out
    assert "never" in listed.out
    assert "whsec" not in listed.out + listed.err


def test_a_rotation_makes_another_secret(run):
    first = run("hooks", "add", SLUG, ADDRESS).out
    second = run("hooks", "rotate", "1", "--keep-hours", "2")
    assert SECRET.fullmatch(second.out)
    assert second.out != first
    assert "2 h" in second.err


def test_a_removed_receiver_is_no_longer_listed(run):
    run("hooks", "add", SLUG, ADDRESS)
    assert run("hooks", "remove", "1").code == 0
    assert ADDRESS not in run("hooks", "list", SLUG).out


@pytest.mark.parametrize("words", [("rotate", "7"), ("enable", "7"), ("remove", "7"), ("try", "7")])
def test_what_is_not_there_is_said_to_be_so(run, words):
    said = run("hooks", *words)
    assert said.code == 2
    assert "no receiver 7" in said.err
    assert "pas de destinataire 7" in run("--lang", "fr", "hooks", *words).err


def test_what_is_no_address_is_refused(run):
    said = run("hooks", "add", SLUG, "emil.example")
    assert said.code == 2
    assert "https://" in said.err
    assert run("hooks", "add", "nothing", ADDRESS).code == 2


def test_trying_sends_one_event_and_says_what_came_of_it(run):
    secret = run("hooks", "add", SLUG, ADDRESS).out.strip()
    with Blogs() as blogs:
        blogs.pages["emil.example/events"] = Page("", 204)
        said = run("hooks", "try", "1", **blogs.environ)
        assert (said.code, said.out) == (0, "It was taken: 204.\n")
        (visit,) = blogs.visits
        event = Webhook(secret).verify(visit.body, visit.headers)
        assert event["type"] == "tablee.hook.tried"
        blogs.pages["emil.example/events"] = Page("", 410)
        said = run("hooks", "try", "1", **blogs.environ)
    assert (said.code, said.err) == (1, "It was not taken: it answered 410.\n")
    assert "disabled" in run("hooks", "list", SLUG).out
    assert run("hooks", "enable", "1").out == "Receiver 1 listens again.\n"
    assert "listens" in run("hooks", "list", SLUG).out


@pytest.mark.conformance("FX-09")
def test_where_nobody_may_be_sent_nothing_is(run):
    run("hooks", "add", SLUG, "http://127.0.0.1/events")
    said = run("hooks", "try", "1")
    assert (said.code, said.err) == (1, "It was not taken: no answer: not_public.\n")
