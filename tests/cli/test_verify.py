"""Verifying from the command line: each check with its mark, the totals, the limits, the code."""

import json
import subprocess
import sys

import pytest
from tests.campaign_log import PARTY_KEYS, Story, campaign, receipt_extra
from tests.verifying.exports import bare_log, export
from tests.verifying.test_addresses import served

from tablee.cli.log.verify import folded
from tablee.core.leaves.canonical import spelled
from tablee.core.leaves.leaf import read_leaf

ACTS = Story(acts=300)
MARKS = ("files", "checkpoint", "tiles", "root", "leaves", "count", "promises", "terms", "books")


@pytest.fixture
def log(tmp_path):
    return bare_log(tmp_path / "log", campaign(ACTS).leaves)


def verify(run, log, *words):
    return run("verify", str(log.folder), *words)


def test_every_check_is_told_in_its_order(run, log):
    said = verify(run, log)
    assert said.code == 0, said.err
    told = [line.split()[1] for line in said.out.splitlines() if line[:1] in {"✓", "✗", "–"}]
    assert told == [*MARKS, "receipt"]


def test_the_totals_and_what_is_not_proven_are_told(run, log):
    said = verify(run, log).out
    for words in ("pledged by sponsors", "pending", "delivered, signed", "outstanding", "voided"):
        assert words in said
    assert "That no act was invented" in said
    assert "COMPARE THE KEYS" in said


def test_it_speaks_french(run, log):
    said = run("--lang", "fr", "verify", str(log.folder))
    assert "PROUVÉ" in said.out
    assert "Qu'aucune action n'est inventée" in said.out
    assert "en attente" in said.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minute": 1}, "Elle est plus ancienne que la feuille d'avant."),
        ({"act": 9}, "L'action 9 vient après l'action "),
        ({"units": 99}, "offre ce que le règlement ne dit pas de son type."),
        ({"start": 1}, "sa ligne finit en "),
        ({"units": "1"}, "« units » n'est pas un nombre entier de 1 à "),
    ],
)
def test_what_is_wrong_with_a_leaf_is_said_in_french(run, tmp_path, change, said):
    leaves, at = [*campaign(ACTS).leaves], campaign(ACTS).marks["act 200"]
    leaves[at] = spelled({**read_leaf(leaves[at]), **change})
    found = run("--lang", "fr", "verify", str(bare_log(tmp_path / "log", leaves).folder))
    assert found.code == 1
    assert said in found.out


def test_with_keys_nobody_is_asked_to_compare_them(run, log):
    keys = [f"--key={each.key}" for each in (*log.witnesses, *PARTY_KEYS.values())]
    said = verify(run, log, f"--key={log.signer.key}", *keys)
    assert (said.code, "COMPARE" in said.out) == (0, False)


def test_a_receipt_and_an_older_checkpoint_are_checked(run, log, tmp_path):
    leaf = campaign(ACTS).marks["act 200"]
    receipt, kept = tmp_path / "my.tlog-proof", tmp_path / "kept"
    receipt.write_bytes(log.receipt(leaf, receipt_extra(campaign(ACTS), leaf)))
    kept.write_bytes(log.signed(log.text(100)))
    said = verify(run, log, "--receipt", str(receipt), "--since", str(kept))
    assert said.code == 0, said.out
    assert f"is leaf {leaf} of the log" in said.out
    assert "begins with the 100 leaves" in said.out


def test_a_changed_file_is_named_and_the_code_is_one(run, log):
    (log.folder / "tile/0/001.p/92").unlink(missing_ok=True)
    (log.folder / "tile/0/000").unlink()
    said = verify(run, log)
    assert said.code == 1
    assert "✗ tiles" in said.out
    assert "tile/0/000" in said.out


def test_without_witnesses_the_code_is_three(run, tmp_path):
    log = bare_log(tmp_path / "log", campaign(ACTS).leaves, witnesses=())
    said = verify(run, log)
    assert said.code == 3
    assert "NOT WITNESSED" in said.out
    assert "written anew" in said.out


def test_what_cannot_be_read_is_told_with_code_two(run, log, tmp_path):
    assert run("verify", str(tmp_path / "nothing")).code == 2
    assert verify(run, log, "--key", "nonsense").code == 2
    policy = tmp_path / "policy"
    policy.write_bytes(b"\xff")
    assert verify(run, log, "--policy", str(policy)).code == 2


def test_programs_get_everything(run, log):
    said = json.loads(verify(run, log, "--json").out)
    assert said["code"] == 0
    assert [each["name"] for each in said["checks"]][:9] == [*MARKS]
    assert {each["name"] for each in said["not_proven"]} >= {"invented_acts", "keys"}
    assert said["figures"]["pledged"] == 7_500


def test_several_processes_come_to_the_same(run, tmp_path):
    log = bare_log(tmp_path / "log", campaign(Story(acts=6_000, people=2_003)).leaves)
    alone = verify(run, log, "--json", "--processes", "1")
    assert verify(run, log, "--json", "--processes", "2").out == alone.out
    place = str(export(tmp_path, log))
    alone = run("verify", place, "--json", "--processes", "1")
    assert alone.code == 0, alone.out
    assert run("verify", place, "--json", "--processes", "3").out == alone.out


def test_it_needs_no_site_and_no_database(log):
    program = (
        "import sys; from tablee.verifying.verifier import Wish, verify_log; "
        "code = verify_log(sys.argv[1], Wish()).code; "
        "print(code, any(name.startswith('django') for name in sys.modules))"
    )
    words = [sys.executable, "-c", program, str(log.folder)]
    done = subprocess.run(words, capture_output=True, check=True, text=True)
    assert done.stdout == "0 False\n"


def test_a_full_disk_does_not_make_a_log_wrong(log):
    program = (
        "import resource, sys; from tablee.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "main(['--lang', 'fr', 'verify', sys.argv[1]])"
    )
    with served(log.folder) as address:
        words = [sys.executable, "-c", program, address]
        done = subprocess.run(words, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert "rien n'en est dit" in done.stderr


def test_an_audit_is_drawn_by_anybody_alike(run, log):
    said = run("audit", "draw", str(log.folder), "--lots", "20")
    assert said.code == 0, said.err
    assert len(said.out.splitlines()) == 21
    assert said == run("audit", "draw", str(log.folder), "--lots", "20")
    assert "20 lots over" in said.err


def test_an_audit_of_what_is_not_over_is_refused(run, tmp_path):
    log = bare_log(tmp_path / "log", campaign(ACTS).leaves[:200])
    assert run("audit", "draw", str(log.folder)).code == 2


def test_a_seed_comes_with_its_hash(run):
    said = run("audit", "seed")
    assert [len(line.split()[1]) for line in said.out.splitlines()] == [64, 64]


def test_a_seed_that_is_none_is_refused(run, log):
    assert run("audit", "draw", str(log.folder), "--seed", "xyz").code == 2


def test_a_report_is_folded_for_a_terminal_between_its_words():
    said = (
        "✓ count      Les 17 919 actions ont été recomptées dans leurs lignes ; tout tombe juste."
    )
    lines = folded(said, 69).splitlines()
    assert lines == [said[:61], " " * 13 + said[62:]]
    assert folded(said, 200) == said
    assert folded("", 80) == ""


def test_a_file_given_by_mistake_is_no_proof_against_a_log(run, log, tmp_path):
    slip = tmp_path / "shopping.txt"
    slip.write_text("bread\n", encoding="utf-8")
    for option, words in (("--receipt", "is no receipt"), ("--since", "is no signed checkpoint")):
        said = verify(run, log, option, str(slip))
        assert (said.code, said.out) == (2, "")
        assert words in said.err


def test_a_receipt_of_a_longer_log_does_not_make_the_older_copy_a_lie(run, log, tmp_path):
    longer = bare_log(tmp_path / "longer", campaign(Story(acts=420)).leaves)
    leaf = campaign(Story(acts=420)).marks["act 410"]
    receipt = tmp_path / "my.tlog-proof"
    receipt.write_bytes(longer.receipt(leaf, receipt_extra(campaign(Story(acts=420)), leaf)))
    said = verify(run, log, "--receipt", str(receipt))
    assert said.code == 1
    assert "this copy counts right, but it and the receipt do not agree" in said.out
    assert "do not believe this copy" not in said.out
