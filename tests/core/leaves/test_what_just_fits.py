"""What just fits into a leaf is written and read, and what is one beyond is refused."""

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from tests import make
from tests.core.leaves.teller import Teller

from tablee.core.act import NEVER_IN_LINE, Evidence
from tablee.core.leaves.canonical import MOST_DEPTH, MOST_NUMBER, dump, read
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import MOST_MINUTE
from tablee.core.leaves.leaf import MOST_BYTES, act_leaf, leaf_bytes, read_leaf
from tablee.core.leaves.shape import (
    Choice,
    Either,
    Flag,
    Many,
    Pattern,
    Record,
    Row,
    Table,
    Whole,
    Words,
)
from tablee.core.leaves.veil import Veiled
from tablee.core.reason import Reason
from tablee.core.text import Text

VEILED = Veiled(bytes(16), bytes(32), bytes(16), bytes(16))


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def test_numbers_are_those_that_a_browser_counts_exactly():
    assert MOST_NUMBER == 2**53 - 1
    for number in (MOST_NUMBER, -MOST_NUMBER):
        assert read(dump(number)) == number
    for number in (MOST_NUMBER + 1, -MOST_NUMBER - 1):
        refused(lambda number=number: dump(number), "number is too large")
        refused(lambda number=number: read(b"%d" % number), "number is too large")


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_twelve_lists_or_objects_lie_within_each_other_at_most(wrap):
    value = 1
    for _ in range(12):
        value = wrap(value)
    assert read(dump(value)) == value
    assert MOST_DEPTH == 12
    refused(lambda: dump(wrap(value)), "too deep")


def test_a_wrong_number_is_told_by_its_first_twenty_signs():
    refused(lambda: read(b"1." + b"0" * 30), rf"'1\.{'0' * 18}' is no whole number")
    refused(lambda: read(b"-Infinity"), "'-Infinity' is no whole number")


def owed(size):
    """Return the body of a settlement whose leaf has *size* bytes."""
    rest = size - len(leaf_bytes("settle", 1, {"owed": {}}))
    names = [f"{number:03}{'x' * 97}" for number in range(rest // 105)]
    left = rest - 105 * len(names) + 1
    last = "y" * (left - 5)
    return {"owed": {**dict.fromkeys(names, 1), last: 1}}


def test_a_leaf_has_as_many_bytes_as_two_can_say():
    assert MOST_BYTES == 2**16 - 1
    raw = leaf_bytes("settle", 1, owed(MOST_BYTES))
    assert len(raw) == MOST_BYTES
    assert read_leaf(raw)["leaf"] == "settle"
    refused(lambda: leaf_bytes("settle", 1, owed(MOST_BYTES + 1)), "at most 65535 bytes")
    refused(lambda: read_leaf(raw + b" "), "at most 65535 bytes")


def test_what_occurred_before_1970_is_said_to_have_occurred_then():
    for moment_ms in (-1, -60_000, -60_001, 0, 59_999):
        act = make.act(1, occurred_at_ms=moment_ms)
        assert read_leaf(act_leaf(act, VEILED, minute=9))["occurred"] == 0


def test_an_act_says_when_it_occurred_where_that_is_another_minute():
    act = make.act(1, occurred_at_ms=60_000_000)
    for minute, said in ((999, 1_000), (1_001, 1_000), (1_000, None)):
        assert read_leaf(act_leaf(act, VEILED, minute=minute)).get("occurred") == said


def test_an_act_that_was_turned_away_says_why_and_not_whose_it_is():
    act = make.act(1, line_start=NEVER_IN_LINE, reason=Reason.DAILY_LIMIT, occurred_at_ms=0)
    leaf = read_leaf(act_leaf(act, VEILED, minute=0))
    assert (leaf["reason"], leaf.keys() & {"day", "who", "pool", "start", "units"}) == (
        "daily_limit",
        set(),
    )


def test_an_act_says_with_which_evidence_it_came():
    act = make.act(1, evidence=Evidence.PUBLIC)
    assert read_leaf(act_leaf(act, VEILED, minute=0))["evidence"] == "A"
    came = act_leaf(act, VEILED, minute=0, evidence=Evidence.CLAIM)
    assert read_leaf(came)["evidence"] == "C"


def test_an_act_in_the_first_place_of_its_line_is_in_its_line():
    leaf = read_leaf(act_leaf(make.act(1, line_start=0), VEILED, minute=0))
    assert (leaf["start"], leaf["day"]) == (0, leaf["who"])


def test_an_act_whose_kind_is_no_text_is_no_leaf():
    raw = Teller().act().leaves[-1].replace(b'"kind":"post"', b'"kind":"p\xffst"')
    refused(lambda: read_leaf(raw), "not JSON in UTF-8")


def test_an_act_that_is_not_whole_is_told_what_it_misses():
    """What is said of it is what is said of acts in their line, of which there are most."""
    said = json.loads(Teller().act().leaves[-1])
    del said["commitment"]
    refused(lambda: read_leaf(dump(said)), r"missing \['commitment'\], unknown \[\]")


@pytest.mark.parametrize("minute", [0, 10**9 - 1, 10**9, MOST_MINUTE])
def test_minutes_of_an_act_are_read_the_same_in_both_ways(minute):
    said = json.loads(Teller().act().leaves[-1]) | {"minute": minute}
    assert read_leaf(dump(said))["minute"] == minute


@pytest.mark.parametrize("minute", [-1, MOST_MINUTE + 1, 10**15])
def test_no_leaf_is_of_a_minute_whose_day_has_no_name(minute):
    said = json.loads(Teller().act().leaves[-1]) | {"minute": minute}
    refused(lambda: read_leaf(dump(said)), "'minute' is not a whole number from 0 to 4000000000")


@pytest.mark.parametrize("field", ["act", "units", "start"])
def test_numbers_of_an_act_are_read_the_same_in_both_ways(field):
    """Those of up to fifteen digits are read in the short way, longer ones in the long way."""
    for number in (10**14, 10**15 - 1, 10**15, MOST_NUMBER):
        said = json.loads(Teller().act().leaves[-1])
        said[field] = number
        assert read_leaf(dump(said))[field] == number


@pytest.mark.parametrize(
    ("shape", "fits", "does_not", "words"),
    [
        (Whole(), [0, MOST_NUMBER], [-1, MOST_NUMBER + 1, True, "1"], "number from 0 to 9007"),
        (Whole(3, 3), [3], [2, 4], "a whole number from 3 to 3"),
        (Words(2), ["a", "ab"], ["", "abc", 1, ["a"]], "a text of 1 to 2 characters"),
        (Words(2, 0), ["", "ab"], ["abc"], "a text of 0 to 2 characters"),
        (Pattern("a+", Text("some a", "des a")), ["a", "aa"], ["", "ab", "a\n", 1], "some a"),
        (Choice(("a", "b")), ["a", "b"], ["", "ab", "c", 1], "one of a, b"),
        (Flag(), [True, False], [0, 1, "true"], "true or false"),
        (Either((Flag(), Whole(), Words(1))), [True, 1, "a"], ["ab", -1, []], "1 to 1 characters"),
        (Row((Flag(), Whole())), [[True, 1]], [[True], [True, 1, 1], "ab"], "a list"),
        (Many(Whole(), 2), [[1, 2], [1, 2, 3]], [[1], [], (1, 2)], "a list"),
        (Many(Whole()), [[], [1]], [{}], "a list"),
        (Table(Words(2), Whole()), [{}, {"ab": 1}], [[], {1: 1}], "an object"),
        (Record({"a": Flag()}, {"b": Flag()}), [{"a": True}], [{}, {"a": True, "c": 1}], "object"),
    ],
)
def test_a_shape_takes_what_just_fits(shape, fits, does_not, words):
    for value in fits:
        shape.check(value, "here")
    for value in does_not:
        refused(lambda value=value: shape.check(value, "here"), f"'here' is not .*{words}")
        refused(lambda value=value: shape.check(value, ""), f"This is not .*{words}")


@pytest.mark.parametrize(
    "shape",
    [
        Whole(1, 2),
        Words(1),
        Pattern("a", Text("an a", "un a")),
        Choice(("a",)),
        Flag(),
        Either((Flag(),)),
        Row((Flag(),)),
        Many(Flag()),
        Table(Words(1), Flag()),
        Record({"a": Flag()}),
    ],
    ids=lambda shape: type(shape).__name__,
)
def test_a_shape_that_many_leaves_share_is_changed_by_none(shape):
    assert shape == replace(shape)
    for name in [each.name for each in fields(shape)]:
        with pytest.raises(FrozenInstanceError):
            setattr(shape, name, None)
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(shape, "another", 1)


@pytest.mark.parametrize(
    ("shape", "value", "where"),
    [
        (Row((Flag(), Whole())), [True, -1], r"here\[1\]"),
        (Row((Flag(), Whole())), [0, 1], r"here\[0\]"),
        (Many(Whole()), [0, 1, -1], r"here\[2\]"),
        (Many(Many(Flag())), [[], [True, 1]], r"here\[1\]\[1\]"),
        (Table(Words(2), Whole()), {"ab": -1}, r"here\.ab"),
        (Table(Words(2), Whole()), {"abc": 1}, "here"),
        (Record({"a": Flag()}, {"b": Flag()}), {"a": 1}, r"here\.a"),
        (Record({"a": Flag()}, {"b": Flag()}), {"a": True, "b": 1}, r"here\.b"),
    ],
)
def test_where_a_value_is_wrong_is_told(shape, value, where):
    refused(lambda: shape.check(value, "here"), f"^'{where}' is not")


def test_what_a_record_misses_and_what_it_does_not_know_is_told():
    record = Record({"a": Flag(), "b": Flag()}, {"c": Flag()})
    refused(lambda: record.check({"c": True, "d": 1}, ""), r"missing \['a', 'b'\], unknown \['d'\]")
    refused(lambda: record.check({"a": 1, "b": True}, ""), "^'a' is not true or false")
