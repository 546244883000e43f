"""The examples are read without a word, and say what history says."""

import json
import tomllib

import pytest
from jsonschema import Draft202012Validator
from tests.campaign_file.plain import plain, repository
from tools.house.promises import headings_of

from tablee.campaign_file.document import page, schema_text
from tablee.campaign_file.examples import example, example_names
from tablee.campaign_file.read import read_terms
from tablee.campaign_file.vocabulary import tables
from tablee.core.rulebook import as_ms


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_read_without_a_finding(name):
    reading = read_terms(example(name))
    assert reading.findings == ()
    assert reading.terms is not None
    assert name in {reading.terms.slug, "template"}


@pytest.mark.parametrize("name", example_names())
def test_an_example_obeys_the_schema(name):
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    assert list(validator.iter_errors(plain(tomllib.loads(example(name))))) == []
    assert example(name).startswith("#:schema ")


def schema():
    return json.loads(schema_text())


def test_the_schema_refuses_what_the_reader_refuses():
    validator = Draft202012Validator(schema())
    text = plain(tomllib.loads(example("template")))
    del text["label"]["remainder"]
    assert not validator.is_valid(text)
    assert not validator.is_valid({**text, "unknown": 1})


def test_there_is_no_such_example():
    with pytest.raises(KeyError):
        example("restos-2009")


def test_the_editions_have_their_rates_and_caps():
    of_2010, of_2011, of_2012 = (
        read_terms(example(f"restos-{y}")).terms for y in (2010, 2011, 2012)
    )
    assert {kind.name: kind.rate for kind in of_2010.kinds} == {
        "blog_post": 10,
        "referral": 10,
        "drawing": 15,
    }
    assert sum(pledge.units for pledge in of_2010.pledges) >= 16_675
    assert sum(pledge.units for pledge in of_2011.pledges) >= 22_740
    assert {pledge.name: pledge.units for pledge in of_2012.pledges} == {
        "facebook": 5_000,
        "twitter": 1_000,
        "blogs": 25_000,
        "selected": 150,
        "drawings": 2_250,
        "purchases": 100_000,  # assumed
    }
    assert {each.pledge: each.units for each in of_2012.raises} == {
        "twitter": 9_000,
        "blogs": 10_000,
    }
    noon = "2012-02-23T12:00:00+01:00"
    assert {each.effective_at.isoformat() for each in of_2012.raises} == {noon}
    assert as_ms(of_2012.closes_at) == 1_332_799_199_000


def test_schema_and_pages_are_current():
    root = repository()
    package = root / "src" / "tablee" / "campaign_file"
    remedy = "run: python -m tablee.campaign_file.document"
    assert (package / "schema.json").read_text("utf-8") == schema_text(), remedy
    assert (root / "docs" / "campaign-file.md").read_text("utf-8") == page("en"), remedy
    assert (root / "docs" / "campaign-file.fr.md").read_text("utf-8") == page("fr"), remedy


OF_OTHER_KINDS = {"referral_of", "chosen_from", "is_hourly"}
"""The kind on the page is a post: one by which others are brought, none that is brought itself."""


def test_both_pages_have_the_same_parts():
    assert headings_of(page("en")) == headings_of(page("fr"))


def test_every_field_is_in_the_schema_the_pages_and_the_reader():
    known = schema()
    for table in tables():
        place = known if not table.name else known["properties"][table.name]
        fields = place.get("items", place)["properties"]
        for field in table.fields:
            assert field.about.en in fields[field.name]["description"]
            assert field.about.fr in page("fr")
            assert f"| `{field.name}` |" in page("en")


def test_the_lines_of_the_page_make_a_file_that_is_read():
    blocks = []
    for table in tables():
        if table.name == "baskets":  # they are for a kind whose proof is a till
            continue
        blocks += [table.header] if table.name else []
        blocks += [field.line for field in table.fields if field.name not in OF_OTHER_KINDS]
    reading = read_terms("\n".join(blocks))
    assert [each.say("en") for each in reading.findings if not each.is_warning] == []
    assert reading.amendment is not None
