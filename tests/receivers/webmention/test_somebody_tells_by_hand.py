"""Whoever fills in the form by hand is led to a page; machines are answered as they are used to."""

import pytest
from tests.receivers.porch import SOURCE

BY_HAND = {"sec_fetch_mode": "navigate", "accept": "text/html,*/*"}
FORM_PATH = "/webmention?wrong="


def test_a_person_is_led_to_the_page_about_the_post(porch):
    reply = porch.mention(**BY_HAND)
    assert (reply.status, reply.body) == (303, b"")
    assert "/posts/" in reply.headers["location"]
    assert reply.headers["location"].endswith("?follow=20")
    (found,) = porch.submissions()
    assert found.source == SOURCE


def test_a_machine_is_told_in_words_as_before(porch):
    reply = porch.mention(accept="text/html")
    assert reply.status == 201
    assert reply.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("mailto:emil@emil.example", None, "source"),
        (SOURCE, "https://elsewhere.example/", "target"),
    ],
)
def test_a_person_is_led_back_to_the_form_with_what_is_wrong(porch, source, target, wrong):
    aims = {"target": target} if target else {}
    reply = porch.mention(source, **aims, **BY_HAND)
    assert reply.status == 303
    assert reply.headers["location"].endswith(f"{FORM_PATH}{wrong}")
    assert porch.submissions() == []
