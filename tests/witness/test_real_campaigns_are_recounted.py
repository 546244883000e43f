"""A recounting witness follows a whole campaign, and signs no lie that is told in it."""

import pytest
from tests.campaign_log import LOG_KEY, ORIGIN, Story, campaign
from tests.logs import FolderLog
from tests.witness.stand import Counted

from tablee.core.leaves.leaf import leaf_bytes, read_leaf
from tablee.core.log.note import Note, Signature

STORY = Story(acts=600)


class File:
    """What a site answers for one file of a log."""

    def __init__(self, place):
        self.status_code = 200 if place.is_file() else 404
        self.content = place.read_bytes() if place.is_file() else b""


@pytest.fixture
def log(tmp_path):
    return FolderLog(tmp_path / "log", origin=ORIGIN, signer=LOG_KEY)


@pytest.fixture
def witness(tmp_path, log):
    witness = Counted(tmp_path / "witness", lambda path: File(log.folder / path))
    witness.trust_key(LOG_KEY.key, "http://tablee.example/")
    yield witness
    witness.close()


def show(witness, log, old):
    text = log.text()
    note = Note(text, (Signature(ORIGIN, LOG_KEY.key.id, LOG_KEY.sign(text.encode())),))
    return witness.ask(old, log.grown(old), str(note).encode())


def edited(raw, **changes):
    """Return a leaf that says something else, in its only spelling."""
    leaf = {**read_leaf(raw), **changes}
    return leaf_bytes(leaf.pop("leaf"), leaf.pop("minute"), leaf)


def last(leaves, kind):
    return max(at for at, raw in enumerate(leaves) if read_leaf(raw)["leaf"] == kind)


def test_every_checkpoint_of_a_campaign_is_signed_to_its_end(witness, log):
    leaves = campaign(STORY).leaves
    for first in range(0, len(leaves), 97):
        log.add(leaves[first : first + 97])
        answer = show(witness, log, first)
        assert answer.status == 200, answer.text
        if first % 2:
            witness.trust_key(LOG_KEY.key, "")  # which closes it and opens it again
    assert log.size == len(leaves)


def inflated(leaves):
    at = last(leaves, "tally")
    pools = read_leaf(leaves[at])["pools"]
    pools["social"]["paid"] += 1_000
    return at, edited(leaves[at], pools=pools)


def moved(leaves):
    at = last(leaves, "tally")
    earned = read_leaf(leaves[at])["earned"]
    earned["blogs"]["Danone"] -= 10
    earned["blogs"]["Carrefour"] += 10
    return at, edited(leaves[at], earned=earned)


def richer(leaves):
    at = max(at for at, raw in enumerate(leaves) if "units" in read_leaf(raw))
    return at, edited(leaves[at], units=read_leaf(leaves[at])["units"] + 1)


def another_number(leaves):
    at = last(leaves, "act")
    return at, edited(leaves[at], act=read_leaf(leaves[at])["act"] + 1)


def no_leaf_at_all(leaves):
    at = last(leaves, "act")
    return at, leaves[at] + b" "


@pytest.mark.parametrize("lie", [inflated, moved, richer, another_number, no_leaf_at_all])
def test_a_lie_is_refused_and_the_leaf_is_named(witness, log, lie):
    leaves = [*campaign(STORY).leaves]
    until = last(leaves[:500], "tally") + 1
    log.add(leaves[:until])
    assert show(witness, log, 0).status == 200
    at, lied = lie(leaves[: until + 200])
    assert at >= until, "after what was signed"
    log.add([*leaves[until:at], lied, *leaves[at + 1 : until + 200]])
    answer = show(witness, log, until)
    assert answer.status == 422
    assert answer.text.startswith(f"Leaf {at}")
    (case,) = (witness.folder / "evidence").glob("*.txt")
    assert "-miscount-" in case.name
    assert answer.text.strip() in case.read_text()


def test_the_leaves_of_another_log_are_none_of_this_one(tmp_path):
    other = FolderLog(tmp_path / "log", origin="tablee.example/c/other/log", signer=LOG_KEY)
    key = LOG_KEY.key._replace(name=other.origin)
    witness = Counted(tmp_path / "witness", lambda path: File(other.folder / path))
    witness.trust_key(key, "http://tablee.example/")
    other.add(campaign(STORY).leaves[:100])
    text = other.text()
    note = Note(text, (Signature(other.origin, key.id, LOG_KEY.sign(text.encode())),))
    answer = witness.ask(0, [], str(note).encode())
    assert (answer.status, answer.text) == (422, "Leaf 0: It is the beginning of another log.\n")
    witness.close()
