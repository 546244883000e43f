"""Whatever a stranger sends, each reader answers with what it read or with a BadLog."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.log.public import GOLDEN
from tests.core.log.test_policy import EXAMPLE
from tests.logs import FolderLog, two_witnesses

from tablee.core.log.checkpoint import read_checkpoint, read_number
from tablee.core.log.cosignature import seen_by
from tablee.core.log.fault import BadLog
from tablee.core.log.note import believed, read_key, read_note, unbase64
from tablee.core.log.policy import read_policy
from tablee.core.log.proof import read_proof
from tablee.core.log.tiles import hashes_in, packed, tile_at, unpacked
from tablee.outside.signing import verify

FUZZING_S = float(os.environ.get("TABLEE_FUZZING_S", "2"))
"""How long each reader is given mangled examples; an hour is a matter of this."""


def note_and_witnesses(raw):
    """Read a note and ask every known signer about it."""
    log = FolderLog(GOLDEN, witnesses=two_witnesses())
    note = read_note(raw)
    believed(note, [log.signer.key], verify)
    seen_by(note, tuple(each.key for each in log.witnesses), verify)
    assert str(note).encode() == raw


def receipt(raw):
    assert str(read_proof(raw)).encode() == raw


def bundle(raw):
    assert packed(unpacked(raw)) == raw


def tile(raw):
    assert b"".join(hashes_in(raw)) == raw


def in_words(read, *, is_spelled_once=True):
    """Return a reader of bytes from one of text; bytes that are no text become half letters."""

    def read_words(raw):
        text = raw.decode("utf-8", "surrogateescape")
        found = read(text)
        if is_spelled_once:
            assert str(found) == text

    return read_words


def path(text):
    found = tile_at(text)
    assert found is None or found.path == text


READERS = {
    "note": note_and_witnesses,
    "receipt": receipt,
    "bundle": bundle,
    "tile": tile,
    "checkpoint": in_words(read_checkpoint),
    "key": in_words(read_key),
    "number": in_words(read_number),
    "policy": in_words(lambda text: read_policy(str(read_policy(text))), is_spelled_once=False),
    "base64": in_words(unbase64, is_spelled_once=False),
    "path": in_words(path, is_spelled_once=False),
}


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    log = FolderLog(tmp_path_factory.mktemp("log"), witnesses=two_witnesses())
    last = tile_at("tile/0/001.p/44")
    assert last
    log.add(f"leaf {number}".encode() for number in range(300))
    return {
        "note": log.publish(),
        "receipt": log.receipt(7, b"more"),
        "bundle": packed(log.leaves[:9]),
        "tile": log.content(last),
        "checkpoint": log.text().encode(),
        "key": str(log.signer.key).encode(),
        "number": b"12345678",
        "policy": EXAMPLE.encode(),
        "base64": b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "path": b"tile/0/x001/x234/067.p/12",
    }


def answer(name, raw):
    try:
        READERS[name](raw)
    except BadLog:
        return


@pytest.mark.parametrize("name", READERS)
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_answered(name, raw):
    answer(name, raw)


@pytest.mark.parametrize("name", READERS)
def test_examples_are_read(name, examples):
    READERS[name](examples[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_mangled_examples_are_answered(name, examples):
    rounds, dice = 0, Mangling(examples[name])
    until_s = time.monotonic() + FUZZING_S
    while time.monotonic() < until_s:
        answer(name, dice.mangled())
        rounds += 1
    assert rounds > 100


class Mangling:
    """Changes of an example: the same ones in every run, another one each time it is asked."""

    def __init__(self, example):
        self._example = example
        self._state = 1

    def mangled(self):
        found = bytearray(self._example)
        for _ in range(1 + self._below(3)):
            place, length = self._below(len(found) + 1), self._below(12)
            piece = bytes(self._below(256) for _ in range(length))
            match self._below(6):
                case 0:
                    found[place : place + 1] = piece[:1]
                case 1:
                    del found[place : place + length]
                case 2:
                    found[place:place] = piece
                case 3:
                    found[place:place] = found[: length * 8]
                case 4:
                    del found[place:]
                case _:
                    found[place:place] = b"\n \t+\xe2\x80\x94=/.0x"[length : length + 3]
        return bytes(found)

    def _below(self, limit):
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit
