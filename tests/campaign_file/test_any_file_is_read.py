"""Whatever is in a file, reading it ends with terms or with findings, and never with a crash."""

import json
import tomllib

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.campaign_file.plain import as_toml, plain
from tests.campaign_file.strategies import all_terms

from tablee.campaign_file.document import schema_text
from tablee.campaign_file.examples import example
from tablee.campaign_file.places import places_of
from tablee.campaign_file.read import read_bytes, read_terms
from tablee.campaign_file.vocabulary import tables

TEMPLATE = example("template")
SCHEMA = Draft202012Validator(json.loads(schema_text()))
NAMES = [each.name for each in tables() if each.name]
NAMES += [field.name for each in tables() for field in each.fields]

scalars = (
    st.text(max_size=8)
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.sampled_from(["Europe/Paris", "EUR", "blogs", "Danone", "1.00", "acts", ""])
)
keys = st.sampled_from(NAMES) | st.text(min_size=1, max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


def said(reading):
    assert (reading.terms is None) == any(not each.is_warning for each in reading.findings)
    for finding in reading.findings:
        assert finding.line >= 1
        assert finding.message.en
        assert finding.message.fr
        assert finding.remedy.en
        assert finding.remedy.fr
        assert finding.say("fr")
        # Whatever core would refuse was found before, in both languages and all at once.
        assert not finding.message.fr.startswith("Ces conditions se contredisent")
    return reading


@given(st.binary(max_size=200))
def test_any_bytes(raw):
    said(read_bytes(raw))


@given(st.text(max_size=200))
def test_any_text(text):
    said(read_terms(text))


@given(st.dictionaries(keys, anything, max_size=8))
def test_any_toml(value):
    said(read_terms(tomli_w.dumps(value)))


@given(st.sampled_from(NAMES), anything)
def test_the_template_with_any_value_anywhere(name, value):
    raw = tomllib.loads(TEMPLATE)
    for table in (raw, raw["unit"], raw["label"], *raw["kinds"], *raw["pledges"]):
        if name in table:
            said(read_terms(tomli_w.dumps({**raw, name: value} if table is raw else raw)))
            table[name] = value
    said(read_terms(tomli_w.dumps(raw)))


@given(st.integers(0, len(TEMPLATE) - 1), st.text(max_size=3), st.integers(0, 40))
def test_the_template_torn_anywhere(at, put, cut):
    said(read_terms(TEMPLATE[:at] + put + TEMPLATE[at + cut :]))


@settings(deadline=None)
@given(all_terms())
def test_what_is_written_is_read_again(terms):
    text = as_toml(terms)
    reading = said(read_terms(text))
    assert reading.terms == terms, [each.say("en") for each in reading.findings]
    SCHEMA.validate(plain(tomllib.loads(text)))


@given(st.dictionaries(st.text(max_size=6), anything, max_size=5), st.booleans())
def test_the_walk_finds_the_keys_that_tomllib_finds(value, is_multiline):
    text = tomli_w.dumps(value, multiline_strings=is_multiline)
    assert places_of(text).paths == set(paths(tomllib.loads(text)))


def test_the_walk_finds_keys_in_every_way_of_writing_them():
    text = """
a.b = 1 # c = 2
"q.\\"x" . 'y z' = [ 1, # ]
  "]", '''
k = "''' , { in = 2012-02-20 10:00:00, d.e = [[], {}] } ]
[t.u]
m = \"\"\"
[no] ""\\\"\"\"\"\"
[[t.l]]
[[t.l]]
x = 'a#b'
[t.l.s]
z = true
"""
    places = places_of(text)
    assert places.paths == set(paths(tomllib.loads(text)))
    assert places.line(("a", "b")) == 2
    assert places.line(('q."x', "y z", 3, "d", "e", 1)) == 5
    assert places.line(("t", "l", 1, "x")) == 11
    assert places.line(("t", "l", 1, "missing")) == 10
    assert places.line(("t", "l", 1, "s", "z")) == 13


def paths(value, path=()):
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in children if isinstance(value, dict | list) else ():
        if isinstance(each, dict | list):
            yield from paths(each, (*path, key))
        else:
            yield (*path, key)


@given(st.lists(st.tuples(st.sampled_from(NAMES), anything), max_size=4), st.randoms())
def test_terms_with_any_values_anywhere(changes, dice):
    raw = tomllib.loads(TEMPLATE + MORE)
    tables_of_it = [raw, *(each for each in raw.values() if isinstance(each, dict))]
    tables_of_it += [row for each in raw.values() if isinstance(each, list) for row in each]
    for name, value in changes:
        holders = [table for table in tables_of_it if name in table]
        if holders:
            dice.choice(holders)[name] = value
    said(read_terms(tomli_w.dumps(raw)))


MORE = """
[[phases]]
name = "late"
title = { en = "Late", fr = "Tard" }
opens_at = 2027-01-20
closes_at = 2027-02-01

[[raises]]
pledge = "blogs"
units = 3_000
effective_at = 2027-01-20T12:00:00
author = "Bakery Ltd"
reason = { en = "Full in a day.", fr = "Pleine en un jour." }
"""
