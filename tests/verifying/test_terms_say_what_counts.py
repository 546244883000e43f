"""An organiser tells people other terms than those by which the log counts: both see it."""

import json
from datetime import timedelta, timezone

import pytest
from tests import make
from tests.usecases.log.sealery import Sealery
from tests.web.verifier.engine import Engine
from tests.web.verifier.test_the_verdict_is_the_same import by_command, by_page

from tablee.core.leaves.body import terms_body
from tablee.verifying.checks.agreement import contradiction

EAST = timezone(timedelta(hours=2))
TERMS = make.terms(
    opens_at=make.OPENS_AT.astimezone(EAST).replace(microsecond=500),
    raises=(make.raised(),),
    milestones=(
        make.milestone("ten", pool="blogs", units=5, shares=make.shares(Dana=1)),
        make.milestone("two", 2),
    ),
)


MOMENTS = {"2026-02-30T00:00:00Z": 1_772_409_600_000, "2026-02-20T24:00:00Z": 1_771_632_000_000}
"""What some programs take for these."""


@pytest.fixture(scope="module")
def engine():
    with Engine() as found:
        yield found


def published():
    stage = Sealery(TERMS)
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        text = desk.campaigns.document(campaign, 1)
    return text, terms_body(campaign.versions[0], bytes(32))


def judged(engine, text, leaf):
    """Return what both verifiers say of a text and its leaf."""
    found = contradiction(text.encode(), leaf)
    assert engine.ask("contradiction", text=text, leaf=leaf) == found
    return found


def test_what_the_site_publishes_agrees_with_its_leaf(engine):
    assert judged(engine, *published()) == ""


LIES = {
    "time_zone": lambda said: said.update(time_zone="UTC"),
    "opens_at": lambda said: said.update(opens_at="2026-02-21T00:00:00Z"),
    "closes_at": lambda said: said.update(closes_at="tomorrow"),
    "appeal_days": lambda said: said.update(appeal_days=True),
    "pools": lambda said: said["pools"].pop(),
    "sponsors": lambda said: said["sponsors"][0].update(floor=7),
    "kinds": lambda said: said["kinds"][0].update(rate=12),
    "pledges": lambda said: said["pledges"][0].update(units=1_000),
    "raises": lambda said: said["raises"][0].update(units="50"),
    "milestones": lambda said: said["milestones"][0].update(threshold=11),
}


@pytest.mark.parametrize("part", LIES)
def test_each_part_that_says_another_thing_is_named(engine, part):
    text, leaf = published()
    said = json.loads(text)
    LIES[part](said)
    assert judged(engine, json.dumps(said), leaf) == part


@pytest.mark.parametrize("part", LIES)
@pytest.mark.parametrize("value", [None, 1, 1.5, "x", [], [None], {}, [{}], [{"name": None}]])
def test_whatever_stands_there_instead_is_named(engine, part, value):
    text, leaf = published()
    assert judged(engine, json.dumps({**json.loads(text), part: value}), leaf) == part


@pytest.mark.parametrize("text", ["", "20 meals a post", "[]", "null", '\ufeff{"kinds":[]}', "NaN"])
def test_a_text_that_only_people_can_read_says_another_thing(engine, text):
    assert judged(engine, text, published()[1]) == "text"


@pytest.mark.parametrize("moment", ["2026-02-30T00:00:00Z", "2026-02-20T24:00:00Z"])
def test_a_moment_that_no_calendar_has_is_none(engine, moment):
    text, leaf = published()
    said, leaf["opens_ms"] = json.loads(text), MOMENTS[moment]
    assert judged(engine, json.dumps({**said, "opens_at": moment}), leaf) == "opens_at"


@pytest.mark.parametrize("text", ["{}", '{"title":1}'])
def test_a_text_that_speaks_of_none_of_it_is_not_compared(engine, text):
    assert judged(engine, text, published()[1]) == ""


def test_of_a_whole_log_whose_terms_say_another_rate(engine, tmp_path):
    stage = Sealery()
    stage.one()
    stage.seal()
    with stage.desks.read() as desk:
        text = desk.campaigns.document(desk.campaigns.see(make.SLUG), 1)
    for name in stage.files.paths():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(stage.files.read(name))
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/1.json").write_text(text)
    found = by_command(tmp_path)
    assert found == by_page(engine, tmp_path)
    assert {each["name"]: each["state"] for each in found["checks"]}["terms"] == "right"
