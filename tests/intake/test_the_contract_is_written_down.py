"""What is served is what /openapi.json and docs/wire.md say."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.intake.house import ACTS, LIVE, TALLY, act

from tablee.core.reason import DOOR_REASONS
from tablee.core.tally import KindTally, PoolTally, SponsorTally, Totals
from tablee.intake.refusals import REFUSALS
from tablee.problems import PROBLEMS, language_of

DOC = Path(__file__).parent.parent.parent / "docs" / "wire.md"


@pytest.fixture
def contract(house):
    return house.get("/openapi.json").json()


def validator(contract, schema):
    return Draft202012Validator({**schema, "components": contract["components"]})


def expect_as_written(contract, path, method, reply):
    answer = contract["paths"][path][method]["responses"][str(reply.status)]
    form = reply.headers["content-type"].partition(";")[0]
    schema = answer["content"][form]["schema"]
    validator(contract, schema).validate(json.loads(reply.body))


ROOM = "/c/{campaign}"


@pytest.mark.parametrize(
    "content",
    [
        act(),
        act(evidence="C"),
        act(evidence="B"),
        act(occurred_at="2001-01-01T00:00:00Z"),
        [act("a"), act("b", "walk"), {}, act("c", evidence="B")],
        [],
        {},
        act(kind="walk"),
        b"nonsense",
    ],
)
def test_every_answer_of_the_door_is_as_written(house, contract, content):
    for _ in range(2):
        expect_as_written(contract, f"{ROOM}/acts", "post", house.post(content))


def test_refusals_of_the_door_are_as_written(house, contract):
    for reply in (
        house.post(act(), key="tb_wrong"),
        house.post(act(), "text/plain"),
        house.ask("POST", "/c/nothing/acts"),
        house.post(b"[" + b" " * 2_000_000),
    ):
        expect_as_written(contract, f"{ROOM}/acts", "post", reply)


def test_each_line_of_a_stream_is_a_result(house, contract):
    reply = house.post_lines(act("a"), b"x", act("b", "walk"), act("c", evidence="B"), act("a"))
    result = validator(contract, contract["components"]["schemas"]["Result"])
    for answer in reply.lines():
        result.validate(answer)


def test_the_count_is_as_written(house, contract):
    house.post([act(), act("unsure", evidence="C")])
    for language in ("en", "fr"):
        reply = house.get(TALLY, accept_language=language)
        expect_as_written(contract, f"{ROOM}/tally.json", "get", reply)
    expect_as_written(contract, f"{ROOM}/tally.json", "get", house.get("/c/none/tally.json"))
    expect_as_written(contract, f"{ROOM}/live", "get", house.get("/c/none/live"))
    expect_as_written(contract, "/healthz", "get", house.get("/healthz"))
    expect_as_written(contract, "/problems/{name}", "get", house.get("/problems/unknown-kind"))


def test_the_tally_in_the_contract_has_every_number(contract):
    tally = contract["components"]["schemas"]["Tally"]["properties"]
    for name, figures in (
        ("pools", PoolTally),
        ("kinds", KindTally),
        ("sponsors", SponsorTally),
    ):
        words = {"title", "source"} if name == "kinds" else set()
        known = set(figures.__dataclass_fields__) | words
        assert set(tally[name]["items"]["properties"]) == known
    assert set(tally["totals"]["properties"]) == set(Totals.__dataclass_fields__)


def test_what_the_contract_takes_the_door_takes(house, contract):
    written = validator(contract, contract["components"]["schemas"]["Act"])
    for content, is_good in (
        (act(), True),
        (act(supporter="emil", occurred_at="2026-03-01T10:00:00+01:00", evidence="A"), True),
        (act(units=3), False),
        (act(name=""), False),
        (act(name=3), False),
        ({"kind": "post"}, False),
    ):
        assert written.is_valid(content) == is_good
        assert (house.post(content).status in {200, 201}) == is_good


def test_every_reason_of_the_rules_has_its_words():
    assert set(REFUSALS) == DOOR_REASONS
    for words in REFUSALS.values():
        assert words.title.fr != words.title.en
        assert words.remedy.fr != words.remedy.en


def test_every_problem_has_a_name_of_its_own_and_words_in_both_languages():
    assert len({problem.slug for problem in PROBLEMS.values()}) == len(PROBLEMS)
    for problem in PROBLEMS.values():
        assert problem.title.fr != problem.title.en
        assert problem.remedy.fr != problem.remedy.en


def test_the_page_names_every_address_status_and_problem(contract):
    page = DOC.read_text(encoding="utf-8")
    for path in contract["paths"]:
        assert path.replace("{campaign}", "<campaign>").replace("{name}", "<name>") in page
    for problem in PROBLEMS.values():
        assert f"`{problem.slug}`" in page
    for reason in DOOR_REASONS:
        assert f"`{reason}`" in page


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("FR-fr", "fr"),
        ("fr;q=0.3, en;q=0.8", "en"),
        ("de, fr;q=0.2", "fr"),
        ("fr;q=0", "en"),
        ("fr;q=x, en", "en"),
        ("*", "en"),
    ],
)
def test_people_are_answered_in_the_language_they_prefer(accepted, language):
    assert language_of(accepted) == language


def test_the_contract_names_what_is_served(house):
    assert house.get(LIVE.replace("live", "tally.json")).status == 200
    assert house.post(act()).json()["receipt"].startswith(ACTS)
