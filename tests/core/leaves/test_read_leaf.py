"""A leaf is read in its only spelling and with exactly its own fields, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.leaves.teller import Teller

from tablee.core.act import Evidence
from tablee.core.leaves.canonical import MOST_NUMBER, dump, read
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import FORMS, MOST_MINUTE
from tablee.core.leaves.leaf import MOST_BYTES, act_leaf, leaf_bytes, read_each, read_leaf
from tablee.core.leaves.veil import Veiled

ACT = Teller().act().leaves[-1]
NAMES = st.text(min_size=1, max_size=100).filter(lambda name: not any(map(is_half, name)))


def is_half(char):
    return "\ud800" <= char <= "\udfff"


numbers = st.integers(-MOST_NUMBER, MOST_NUMBER)
values = st.recursive(
    st.one_of(st.booleans(), numbers, NAMES),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(NAMES, inner)),
    max_leaves=20,
)


@given(value=values)
def test_what_is_written_is_read_again(value):
    raw = dump(value)
    assert read(raw) == value
    assert json.loads(raw) == value


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw):
    for reader in (read, read_leaf):
        try:
            said = reader(raw)
        except BadLeaf:
            continue
        assert dump(said) == raw


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(
    value=JSON | st.fixed_dictionaries({"leaf": st.sampled_from([*FORMS]) | JSON}),
    is_ascii=st.booleans(),
)
def test_any_json_is_read_or_refused(value, is_ascii):
    raw = json.dumps(value, ensure_ascii=is_ascii, sort_keys=True, separators=(",", ":"))
    for reader in (read, read_leaf):
        try:
            said = reader(raw.encode(errors="surrogatepass"))
        except BadLeaf:
            continue
        assert dump(said) == raw.encode()


@given(at=st.integers(0, len(ACT) - 1), byte=st.integers(0, 255), more=st.binary(max_size=3))
def test_an_act_with_other_bytes_is_another_or_none(at, byte, more):
    raw = ACT[:at] + bytes([byte]) + more + ACT[at + 1 :]
    try:
        said = read_leaf(raw)
    except BadLeaf:
        return
    body = {name: each for name, each in said.items() if name not in {"leaf", "minute"}}
    assert leaf_bytes("act", said["minute"], body) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'"\\u00e9"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"9007199254740992",
        b"1" * 5_000,
        b"[" * 20 + b"]" * 20,
        b"[" * 60_000,
    ],
)
def test_nothing_has_two_spellings(raw):
    with pytest.raises(BadLeaf):
        read(raw)


@pytest.mark.parametrize(
    "value", [1.5, None, {"a": None}, {1: 2}, (1, 2), {"a": b"raw"}, 2**53, "\ud800"]
)
def test_what_has_no_spelling_is_not_written(value):
    with pytest.raises(BadLeaf):
        dump(value)


def told(**changes):
    body = {**read_leaf(ACT), **changes}
    del body["leaf"], body["minute"]
    return {name: value for name, value in body.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"pool": None},
        {"reason": "daily_limit"},
        {"act": 0},
        {"act": True},
        {"act": "1"},
        {"evidence": "D"},
        {"object": "A" * 21},
        {"object": "A" * 21 + "B"},
        {"object": "A" * 22 + "\n"},
        {"commitment": "A" * 22},
        {"kind": ""},
        {"kind": "k" * 101},
        {"units": 0},
        {"start": -1},
    ],
)
def test_an_act_has_its_own_fields_and_no_others(changes):
    with pytest.raises(BadLeaf):
        leaf_bytes("act", 1, told(**changes))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("dance", {}),
        ("close", {"why": "it is over"}),
        ("erase", {"what": "everything", "count": 1}),
        ("incident", {"en": "words"}),
        ("settle", {"owed": {"Dana": True}}),
        ("pledge", {"name": "x", "pool": "y", "units": 1, "shares": []}),
        ("pledge", {"name": "x", "pool": "y", "units": 1, "shares": [["Dana"]]}),
        ("confirm", {"act": 1, "judge": "Ada"}),
        ("promise", {"document": "x" * 20_001}),
        ("receipt", {"document": ["x"]}),
        ("audit", {"step": "commit", "by": "Ada", "seed": "0" * 64}),
        ("tally", {"through": 1}),
        ("settle", {"owed": []}),
    ],
)
def test_there_is_no_other_sort_of_leaf(kind, body):
    with pytest.raises(BadLeaf):
        leaf_bytes(kind, 1, body)


def test_a_leaf_fits_into_a_tile():
    owed = {f"{number:0100}": 1 for number in range(700)}
    with pytest.raises(BadLeaf, match="at most"):
        leaf_bytes("settle", 1, {"owed": owed})
    with pytest.raises(BadLeaf, match="at most"):
        read_leaf(b" " * (MOST_BYTES + 1))


@given(
    names=st.tuples(NAMES, NAMES),
    tags=st.tuples(*[st.binary(min_size=16, max_size=16)] * 3),
    numbers=st.tuples(*[st.integers(1, 10**14)] * 3, st.integers(0, MOST_MINUTE)),
    evidence=st.sampled_from(Evidence),
    has=st.tuples(st.booleans(), st.booleans()),
)
def test_the_short_way_to_write_an_act_is_the_long_way(names, tags, numbers, evidence, has):
    kind, pool = names
    number, units, start, minute = numbers
    act = make.act(number, kind=kind, pool=pool, units=units, line_start=start, evidence=evidence)
    veiled = Veiled(tags[0], tags[0] * 2, tags[1] if has[0] else b"", tags[2] if has[1] else b"")
    raw = act_leaf(act, veiled, minute=minute)
    leaf = read_leaf(raw)
    body = {name: each for name, each in leaf.items() if name not in {"leaf", "minute"}}
    assert leaf_bytes("act", minute, body) == raw
    assert (leaf["act"], leaf["kind"], leaf["pool"]) == (number, kind, pool)
    assert ("day" in leaf, "who" in leaf) == has


@given(
    leaves=st.lists(st.sampled_from(Teller().act().turn_away().act().tally().leaves), max_size=9)
)
def test_many_leaves_are_read_as_each_is(leaves):
    assert read_each(leaves) == [read_leaf(each) for each in leaves]


BAD = [ACT[:-1], ACT + b",", b"", b"[]", ACT.replace(b'"pool":"', b'"pool":"\xff')]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_leaf_among_many_is_refused(bad, place):
    leaves = [ACT, ACT]
    leaves.insert(place, bad)
    with pytest.raises(BadLeaf):
        read_each(leaves)


def test_two_halves_of_a_leaf_are_no_leaf():
    with pytest.raises(BadLeaf):
        read_each([ACT[:20], ACT[20:]])
