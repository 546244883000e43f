"""The logs on which others try their verifiers are what they say, and come out the same."""

import json
import sys

import pytest
from tests.verifying.conformance_cases import CASES, FOLDER, write_cases
from tools.house.sources import ROOT
from tools.log_conformance import Case, Result, cases, tried

from tablee.verifying.conclusion import UNUSABLE
from tablee.verifying.finding import Unusable
from tablee.verifying.verifier import Wish, verify_log


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def by_us(case: Case) -> Result:
    try:
        receipt = case.receipt.read_bytes() if case.receipt else None
        conclusion = verify_log(str(case.log), Wish(receipt=receipt))
    except Unusable:
        return Result(UNUSABLE, None)
    wrong = frozenset(each.check for each in conclusion.findings if each.state == "wrong")
    return Result(conclusion.code, wrong)


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: case.name)
def test_our_verifier_says_what_is_expected(case):
    assert by_us(case).fits(case), by_us(case)


def test_the_folder_comes_out_the_same_byte_for_byte(tmp_path):
    write_cases(tmp_path)
    assert files(tmp_path) == files(FOLDER)


def test_every_failing_log_is_named_so():
    for name, (_, code, _, _) in CASES.items():
        assert name.endswith("_fail") is (code == 1)


def test_a_verifier_of_somebody_else_is_tried_by_its_exit_code_alone(tmp_path):
    always = tmp_path / "always.py"
    always.write_text("raise SystemExit(1)\n")
    results = {
        case.name: tried(case, f"{sys.executable} {always} {{dir}}", "").fits(case)
        for case in cases()
        if case.receipt is None
    }
    assert not results["log"]
    assert results["changed_leaf_fail"]


def test_a_verifier_without_a_command_for_receipts_is_not_tried_with_them():
    receipt = next(case for case in cases() if case.receipt)
    assert tried(receipt, "false", "") is None


def test_the_contract_is_written_down_in_both_languages():
    for name in ("verifying.md", "verifying.fr.md"):
        page = (ROOT / "docs" / "log" / name).read_text(encoding="utf-8")
        assert "python -m tools.log_conformance" in page


def test_our_command_says_for_programs_what_the_runner_reads(tmp_path):
    case = next(case for case in cases() if case.name == "7_count_one_object_twice_fail")
    said = json.dumps(verify_log(str(case.log), Wish()).as_object())
    script = tmp_path / "said.py"
    script.write_text(f"print({said!r})\nraise SystemExit(1)\n", encoding="utf-8")
    assert tried(case, f"{sys.executable} {script}", "") == Result(1, frozenset({"count"}))
