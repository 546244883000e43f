"""The log's signed word, given before a receipt: page and command hold it against the log alike."""

import pytest
from tests.campaign_log import LOG_KEY, ORIGIN, Story, campaign, noted, signer
from tests.logs import AT_S
from tests.verifying.conftest import SMALL
from tests.verifying.exports import bare_log
from tests.verifying.lies import edited, with_leaf
from tests.web.verifier.engine import Refused, packed
from tests.web.verifier.test_the_verdict_is_the_same import KEYS, by_command, by_page

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.word import Word
from tablee.outside.signing import KeySigner

LOG = campaign(SMALL)
LEAF = LOG.marks["act 57"]
SAID = read_leaf(LOG.leaves[LEAF])
WORD = Word(ORIGIN, SAID["act"], SAID["kind"], SAID["object"], SAID["minute"], SAID["minute"] + 10)
UNTOLD = 9_999
LATER = AT_S // 60 - 20
"""Some minutes before witnesses saw the log as it is, and long after its last leaf."""


def signed(word, key=LOG_KEY):
    return noted(str(word), key).encode()


def held(engine, place, raw, keys=()):
    """Return what both find of a word."""
    found = by_page(engine, place, raw, keys)
    assert found == by_command(place, raw, keys)
    return found["checks"][-1]["state"]


def opened(tmp_path, leaves, witnesses=None):
    bare_log(tmp_path, leaves, witnesses)
    return tmp_path


@pytest.mark.parametrize("keys", [(), KEYS])
def test_a_word_that_was_kept(engine, small, keys):
    assert held(engine, small.folder, signed(WORD), keys) == "right"


def test_of_an_export(engine, small_zip, small_export):
    for place in (small_zip, small_export):
        assert held(engine, place, signed(WORD)) == "right"


@pytest.mark.parametrize(
    "changes",
    [{"kind": "drawing"}, {"object": "A" * 22}, {"act": 1}, {"act": UNTOLD}, {"act": 10**17}],
)
def test_a_word_that_was_broken(engine, small, changes):
    assert held(engine, small.folder, signed(WORD._replace(**changes))) == "wrong"


def test_a_word_about_an_act_that_was_turned_away_is_kept_by_its_leaf(engine, small):
    said = read_leaf(LOG.leaves[LOG.marks["refused"]])
    word = WORD._replace(act=said["act"], kind=said["kind"], object=said["object"])
    assert held(engine, small.folder, signed(word)) == "right"


def test_an_act_that_was_erased_is_in_the_log_all_the_same(engine, tmp_path):
    log = campaign(Story(acts=700, erased=300))
    said = read_leaf(log.leaves[log.marks["act 57"]])
    word = WORD._replace(act=said["act"], kind=said["kind"], object=said["object"])
    assert held(engine, opened(tmp_path, log.leaves), signed(word)) == "right"


@pytest.mark.parametrize(
    ("witnesses", "minute", "state"),
    [
        (None, LATER, "wrong"),
        ((), LATER, "absent"),
        (None, LATER + 20, "absent"),
        (None, 10**17, "absent"),
        ((), SAID["minute"], "wrong"),
    ],
)
def test_how_long_a_log_may_wait(engine, tmp_path, witnesses, minute, state):
    place = opened(tmp_path, LOG.leaves[: LOG.marks["close"]], witnesses)
    word = WORD._replace(act=UNTOLD, received=minute, sealed_by=minute + 10)
    assert held(engine, place, signed(word)) == state


def test_a_log_that_is_settled_takes_nothing_more(engine, small):
    word = WORD._replace(act=UNTOLD, sealed_by=10**9)
    assert held(engine, small.folder, signed(word)) == "wrong"


@pytest.mark.parametrize(
    "key",
    [
        signer("somebody.example/else"),
        signer("another.example/log"),
        KeySigner(ORIGIN, b"another" + bytes(25)),
    ],
    ids=["nobody", "another log", "another key"],
)
def test_a_word_by_another_key_binds_nobody(engine, small, key):
    assert held(engine, small.folder, signed(WORD, key)) == "wrong"
    assert held(engine, small.folder, signed(WORD, key), KEYS) == "wrong"


def test_a_word_about_another_log_binds_nobody(engine, small):
    word = WORD._replace(log="another.example/log")
    assert held(engine, small.folder, signed(word)) == "wrong"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tablee-receipt/v1\n", "tablee-receipt/v1\n\n"),
        (f"\nact {WORD.act}\n", f"\nact 0{WORD.act}\n"),
        ("\nact ", "\nAct "),
        (f"\nact {WORD.act}\n", f"\nact {WORD.act}{'0' * 18}\n"),
        (f"\nkind {WORD.kind}\n", "\nkind \n"),
        (f"\nkind {WORD.kind}\n", "\n"),
        (f"\nobject {WORD.object}\n", f"\nobject {WORD.object}\nmore 1\n"),
        ("received ", "received +"),
        ("received ", "received ٣"),
        ("sealed-by ", "sealed-by -"),
        ("sealed-by", "sealed_by"),
    ],
)
def test_a_word_that_is_spelled_otherwise_is_none(engine, small, old, new):
    text = str(WORD)
    assert old in text
    assert held(engine, small.folder, noted(text.replace(old, new), LOG_KEY).encode()) == "wrong"


def test_any_flipped_bit_of_a_word_is_noticed_by_both(engine, small):
    raw = signed(WORD)
    for bit in range(3, len(raw) * 8, 41):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        assert held(engine, small.folder, bytes(changed)) == "wrong", f"bit {bit}"


@pytest.mark.parametrize("raw", [b"", b"tablee-receipt/v1", b"tablee-receipt/v1\n\xff\n\n- a b\n"])
def test_what_is_cut_off_is_no_word(engine, small, raw):
    assert held(engine, small.folder, raw or b"tablee-receipt/v1\n") == "wrong"


@pytest.mark.parametrize("last", [b'{"act":9999,"leaf":"act"}', b"no leaf"])
def test_it_is_not_held_against_a_log_that_cannot_be_read(engine, tmp_path, last):
    place = opened(tmp_path, [*LOG.leaves[: LOG.marks["close"]], last])
    assert held(engine, place, signed(WORD._replace(act=UNTOLD))) == "absent"


def test_it_is_not_held_against_a_log_with_leaves_missing(engine, tmp_path):
    place = opened(tmp_path, LOG.leaves)
    (place / "tile/entries/001").unlink()
    assert held(engine, place, signed(WORD)) == "absent"


def test_nor_against_one_without_terms(engine, tmp_path):
    assert held(engine, opened(tmp_path, LOG.leaves[:1]), signed(WORD)) == "absent"


@pytest.mark.parametrize("mark", ["act 20", "act 690"])
def test_an_act_that_does_not_count_stands_in_the_log_all_the_same(engine, tmp_path, mark):
    number = LOG.marks[mark]
    said = read_leaf(LOG.leaves[number])
    raw = edited(LOG.leaves[number], start=said["start"] + 1)
    place = opened(tmp_path, with_leaf(LOG, number, raw))
    for each in (said, SAID):
        word = WORD._replace(act=each["act"], kind=each["kind"], object=each["object"])
        assert held(engine, place, signed(word)) == "right"
    assert held(engine, place, signed(WORD._replace(act=UNTOLD))) in {"wrong", "absent"}


def test_an_act_that_was_dropped_breaks_the_word(engine, tmp_path):
    place = opened(tmp_path, [*LOG.leaves[:LEAF], *LOG.leaves[LEAF + 1 :]])
    assert held(engine, place, signed(WORD)) == "wrong"


def test_a_word_shows_nothing_of_the_history_before_it(engine, tmp_path):
    place = opened(tmp_path, LOG.leaves, ())
    assert held(engine, place, signed(WORD)) == "right"
    assert "early_history" in by_page(engine, place, signed(WORD))["not_proven"]


def test_a_word_alone_says_that_the_log_is_needed(engine):
    with pytest.raises(Refused, match="give the log as well"):
        engine.ask("verify", receipt=packed(signed(WORD)), keys="\n".join(KEYS))
