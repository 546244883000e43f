"""Every must has a test that proves it, and the table says which."""

import ast

from tools import conformance


def test_every_must_is_proven_and_every_mark_names_a_requirement():
    assert conformance.unproven(conformance.requirements(), conformance.proofs()) == []


def test_the_table_is_that_of_the_tests():
    written = conformance.PAGE.read_text(encoding="utf-8")
    fresh = conformance.page(conformance.requirements(), conformance.proofs())
    assert written == fresh, "run make docs"


def test_a_must_without_a_test_and_a_mark_without_a_requirement_are_found():
    known = {"Family": {"AA-01": "M: this", "AA-02": "S: that", "AA-03": "M: more"}}
    found = {"AA-01": ["tests/test_a.py::test_b"], "ZZ-99": ["tests/test_a.py::test_c"]}
    assert conformance.unproven(known, found) == ["AA-03 has no test", "ZZ-99 is no requirement"]


def test_marks_are_found_also_within_parameters():
    source = """
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.conformance("AA-02"))])
@pytest.mark.conformance("AA-01", "AA-03")
def test_it(x): ...
"""
    assert set(conformance.marks(ast.parse(source))) == {
        ("test_it", "AA-01"),
        ("test_it", "AA-02"),
        ("test_it", "AA-03"),
    }
