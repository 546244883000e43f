"""Every receiver lets in as many as the settings say, and tells the others when to come back."""

import dataclasses

import pytest
from tests.receivers.porch import SETTINGS, fault, porch_of, with_campaign
from tests.sites import memory

from tablee.config import read_settings


@pytest.fixture
def open_with():
    """A site with such rates; whatever is not said is many."""
    opened = []

    def open_with(**rates):
        home = memory()
        site = home.__enter__()
        named = {f"TABLEE_{name}_PER_MINUTE": str(rate) for name, rate in rates.items()}
        settings = read_settings({**SETTINGS, **named})
        porch = porch_of(with_campaign(dataclasses.replace(site, settings=settings)))
        opened.append(porch)
        return porch.__enter__()

    yield open_with
    for porch in opened:
        porch.__exit__(None, None, None)


RATES = ["SENDER", "SOURCE", "TARGET", "TOLD"]


@pytest.mark.conformance("AB-01")
@pytest.mark.parametrize("rate", RATES)
def test_too_many_webmentions_are_told_when_to_come_back(open_with, rate):
    porch = open_with(**{rate: 1})
    assert porch.mention().status == 201
    reply = porch.mention()
    assert reply.status == 429
    assert reply.json()["type"] == "/problems/too-often"
    assert 59 <= int(reply.headers["retry-after"]) <= 60
    assert len(porch.submissions()) == 1


@pytest.mark.conformance("AB-01")
@pytest.mark.parametrize("rate", RATES)
def test_too_many_pingbacks_are_not_allowed(open_with, rate):
    porch = open_with(**{rate: 1})
    porch.ping()
    reply = porch.ping()
    assert fault(reply) == 49
    assert reply.headers["retry-after"]


@pytest.mark.conformance("AB-01")
@pytest.mark.parametrize("rate", RATES)
def test_too_many_trackbacks_are_told_when_to_come_back(open_with, rate):
    porch = open_with(**{rate: 1})
    porch.track()
    reply = porch.track()
    assert (reply.status, reply.headers["content-type"]) == (429, "text/xml; charset=utf-8")
    assert reply.headers["retry-after"]


@pytest.mark.conformance("AB-01")
def test_all_receivers_have_one_turnstile(open_with):
    porch = open_with(SENDER=2)
    porch.mention()
    porch.ping()
    assert porch.track().status == 429
    assert porch.track(x_forwarded_for="198.51.100.7").status == 200


@pytest.mark.conformance("AB-01")
def test_a_host_that_is_told_of_too_often_does_not_shut_out_others(open_with):
    porch = open_with(SOURCE=1)
    porch.mention("https://farm.example/1")
    assert porch.mention("https://farm.example/2").status == 429
    assert porch.mention("https://emil.example/1").status == 201
