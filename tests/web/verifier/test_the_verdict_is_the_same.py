"""The page and the command, which share no code, come to the same verdict about every log."""

import json
import os
import re
import subprocess
import sys

import pytest
from tests.campaign_log import LOG_KEY, ORIGIN, Story, campaign, receipt_extra, signer
from tests.logs import two_witnesses
from tests.verifying.exports import bare_log
from tests.verifying.lies import CAUGHT
from tests.verifying.test_flipped_bits import some_bits
from tests.web.verifier.engine import Engine, Refused, packed
from tools.house.sources import ROOT

from tablee.outside.signing import KeySigner
from tablee.verifying.trust import read_trust
from tablee.verifying.verifier import Wish, verify_log

KEYS = [str(LOG_KEY.key), *(str(each.key) for each in two_witnesses())]


def told(conclusion):
    """Return what must be alike: all but the sentences."""
    checks = [
        {name: each[name] for name in each if name not in {"en", "fr"}}
        for each in conclusion["checks"]
    ]
    limits = [each["name"] for each in conclusion["not_proven"]]
    return {**conclusion, "checks": checks, "not_proven": limits}


def by_command(place, receipt=None, keys=()):
    trust = read_trust(tuple(keys), None)
    return told(verify_log(str(place), Wish(trust, receipt, workers=1)).as_object())


def by_page(engine, place, receipt=None, keys=()):
    sent = packed(receipt) if receipt else None
    found = engine.ask("verify", place=str(place), receipt=sent, keys="\n".join(keys))
    assert all(each["en"] and each["fr"] for each in found["checks"])
    return told(found)


def test_of_an_export_and_of_a_bare_log(engine, small, small_zip, small_export):
    for place in (small.folder, small_zip, small_export):
        expected = by_command(place, keys=KEYS)
        assert expected["code"] == 0
        assert by_page(engine, place, keys=KEYS) == expected
        assert by_page(engine, place) == by_command(place)


def test_in_a_browser_without_webcrypto(small_zip):
    with Engine(is_bare=True) as bare:
        assert by_page(bare, small_zip, keys=KEYS) == by_command(small_zip, keys=KEYS)


@pytest.mark.parametrize("attack", CAUGHT)
def test_of_what_an_organiser_may_try(engine, attack, tmp_path):
    lie, check = CAUGHT[attack]
    bare_log(tmp_path, lie(campaign()))
    found = by_page(engine, tmp_path)
    assert [each["name"] for each in found["checks"] if each["state"] == "wrong"] == [check]
    assert found == by_command(tmp_path)


STORIES = {
    "invented": Story(invented=200),
    "dropped": Story(dropped=frozenset({40})),
    "erased": Story(erased=300),
    "slow": Story(acts=700, acts_per_minute=1),
}


@pytest.mark.parametrize("name", STORIES)
def test_of_what_no_log_can_show(engine, name, tmp_path):
    bare_log(tmp_path, campaign(STORIES[name]).leaves)
    found = by_page(engine, tmp_path)
    assert found["code"] == 0
    assert found == by_command(tmp_path)


CONFORMANCE = sorted(each.parent for each in (ROOT / "conformance").glob("*/expected.json"))


def test_the_folder_of_cases_for_everybody_is_here():
    assert len(CONFORMANCE) > 30


@pytest.mark.parametrize("case", CONFORMANCE, ids=lambda case: case.name)
def test_of_the_cases_for_everybody(engine, case):
    expected = json.loads((case / "expected.json").read_text())
    place = next(each for each in (case / "export.zip", case / "log") if each.exists())
    receipt = case / "receipt.tlog-proof"
    try:
        found = by_page(engine, place, receipt.read_bytes() if receipt.exists() else None)
    except Refused:
        found = {"code": 2, "checks": []}
    wrong = [each["name"] for each in found["checks"] if each["state"] == "wrong"]
    assert (found["code"], wrong) == (expected["code"], expected["wrong"])


def test_of_a_log_without_witnesses(engine, small, tmp_path):
    log = bare_log(tmp_path, small.leaves, witnesses=small.witnesses[:1])
    (log.folder / "policy").write_text(str(small.policy))
    found = by_page(engine, tmp_path)
    assert found["code"] == 3
    assert found == by_command(tmp_path)


def test_of_a_key_that_is_not_of_this_log(engine, small):
    keys = [*KEYS, str(signer("somebody.example/else").key)]
    found = by_page(engine, small.folder, keys=keys)
    assert found["code"] == 1
    assert found == by_command(small.folder, keys=keys)


def test_of_another_key_of_the_log(engine, small):
    keys = [str(KeySigner(ORIGIN, b"another" + bytes(25)).key)]
    found = by_page(engine, small.folder, keys=keys)
    assert [each["state"] for each in found["checks"][:2]] == ["absent", "wrong"]
    assert found == by_command(small.folder, keys=keys)


def test_any_flipped_bit_of_any_file_of_an_export_is_named(engine, small_export):
    files = sorted(each for each in small_export.rglob("*") if each.is_file())
    bits = [
        (path, bit)
        for path, content in (
            (each.relative_to(small_export).as_posix(), each.read_bytes()) for each in files
        )
        for bit in some_bits(content, path)
    ]
    found = engine.ask("flip", place=str(small_export), bits=bits)
    assert len(found) > 100
    assert [each for each in found if each["code"] != 1 or each["path"] not in each["named"]] == []


RECOUNTS = ROOT / "tests/core/leaves"


def test_whatever_a_recount_takes_or_refuses_the_page_does_too():
    """The tests of the recount, run once more with both of them: see `twice.py`."""
    tests = sorted(str(each) for each in RECOUNTS.glob("test_recount_*.py"))
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "tests.web.verifier.twice"]
    environ = {**os.environ, "HYPOTHESIS_PROFILE": "modest"}
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist", *tests],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4_000:]
    refused = re.search(r"refused by both: (\d+)", done.stdout)
    assert int(refused[1]) > 30


@pytest.fixture(scope="module")
def receipt(small):
    number = campaign(Story(acts=700)).marks["act 57"]
    return small.receipt(number, receipt_extra(campaign(Story(acts=700)), number))


def test_of_a_receipt_with_its_log(engine, small, receipt):
    found = by_page(engine, small.folder, receipt, KEYS)
    assert found["checks"][-1]["state"] == "right"
    assert found == by_command(small.folder, receipt, KEYS)


def test_of_a_receipt_alone(engine, receipt):
    found = engine.ask("verify", receipt=packed(receipt), keys="\n".join(KEYS))
    assert [(each["name"], each["state"]) for each in found["checks"]] == [
        ("checkpoint", "right"),
        ("receipt", "right"),
    ]
    assert found["code"] == 0


def test_a_receipt_alone_needs_a_key_from_elsewhere(engine, receipt):
    with pytest.raises(Refused, match="log’s key"):
        engine.ask("verify", receipt=packed(receipt), keys="")


def test_of_a_receipt_whose_act_was_dropped(engine, small, tmp_path, receipt):
    number = campaign(Story(acts=700)).marks["act 57"]
    bare_log(tmp_path, [*small.leaves[:number], *small.leaves[number + 1 :]])
    found = by_page(engine, tmp_path, receipt)
    assert found["checks"][-1]["state"] == "wrong"
    assert found == by_command(tmp_path, receipt)


def test_any_flipped_bit_of_a_receipt_alone_is_noticed(engine, receipt):
    whole = engine.ask("verify", receipt=packed(receipt), keys="\n".join(KEYS))
    for bit in range(1, len(receipt) * 8, 61):
        changed = bytearray(receipt)
        changed[bit // 8] ^= 1 << bit % 8
        found = engine.ask("verify", receipt=packed(bytes(changed)), keys="\n".join(KEYS))
        assert found != whole, f"bit {bit}"
        assert found["code"] != 0, f"bit {bit}"


def kept_by_both(engine, place, kept):
    found = engine.ask("verify", place=str(place), kept=packed(kept))
    assert told(found) == told(verify_log(str(place), Wish(kept=kept)).as_object())
    return found


def test_of_a_kept_checkpoint(engine, small):
    found = kept_by_both(engine, small.folder, small.signed(small.text(300)))
    assert found["code"] == 0
    assert [each["name"] for each in found["checks"]].count("checkpoint") == 2


def test_of_history_that_was_written_anew_and_a_kept_checkpoint(engine, small, tmp_path):
    story = Story(acts=700, dropped=frozenset({40}))
    bare_log(tmp_path, campaign(story).leaves)
    found = kept_by_both(engine, tmp_path, small.signed(small.text(300)))
    assert found["code"] == 1


def test_of_a_log_that_is_shorter_than_what_was_kept(engine, small, tmp_path):
    bare_log(tmp_path, small.leaves[:300])
    assert kept_by_both(engine, tmp_path, small.signed(small.text(400)))["code"] == 1
