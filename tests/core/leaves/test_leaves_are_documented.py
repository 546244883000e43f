"""The pages on leaves show each kind as it is: its fields, and a leaf that can be read."""

import json
import re

import pytest
from jsonschema import Draft202012Validator
from tests.campaign_log import campaign
from tools.house.sources import ROOT
from tools.leaf_schema import PAGE as SCHEMA
from tools.leaf_schema import page

from tablee.core.leaves.fields import FORMS
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.schema import schema

PAGES = [ROOT / "docs" / "log" / name for name in ("leaves.md", "leaves.fr.md")]
VALIDATOR = Draft202012Validator(schema())


def chapters(page):
    """Give each kind with what the page says of it."""
    parts = re.split(r"^## `(\w+)`$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def form_of(leaf):
    forms = FORMS[leaf["leaf"]]
    names = leaf.keys() - {"leaf", "minute"}
    return next(
        index
        for index, form in enumerate(forms)
        if form.required.keys() <= names <= form.required.keys() | form.optional.keys()
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_kind_is_shown_in_each_of_its_forms(path):
    found = chapters(path)
    assert list(found) == list(FORMS)
    for kind, text in found.items():
        examples = re.findall(r"^```json\n(.*)\n```$", text, flags=re.MULTILINE)
        leaves = [read_leaf(raw.encode()) for raw in examples]
        assert {leaf["leaf"] for leaf in leaves} == {kind}
        assert {form_of(leaf) for leaf in leaves} == set(range(len(FORMS[kind])))
        for leaf in leaves:
            VALIDATOR.validate(leaf)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_field_is_explained_and_no_other(path):
    for kind, text in chapters(path).items():
        told = re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE)
        forms = FORMS[kind]
        assert set(told) == {name for form in forms for name in (*form.required, *form.optional)}
        assert len(told) == len(set(told))


def test_the_schema_is_written_anew_with_the_fields():
    assert SCHEMA.read_text(encoding="utf-8") == page(), "run `make docs`"
    Draft202012Validator.check_schema(json.loads(page()))


def test_every_leaf_of_a_whole_campaign_is_one_by_the_schema():
    for raw in campaign().leaves[::7]:
        VALIDATOR.validate(read_leaf(raw))


@pytest.mark.parametrize(
    "leaf",
    [
        {"leaf": "close", "minute": 1, "why": "it is over"},
        {"leaf": "close"},
        {"leaf": "dance", "minute": 1},
        {"leaf": "erase", "minute": -1, "what": "acts", "count": 1},
        {"leaf": "confirm", "minute": 1, "act": 1, "judge": "Ada"},
    ],
)
def test_the_schema_refuses_what_no_leaf_says(leaf):
    assert not VALIDATOR.is_valid(leaf)
