"""Write docs/protocols/conformance.md: each requirement beside the tests that prove it."""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tools.house.sources import ROOT

REQUIREMENTS = ROOT / "docs" / "protocols" / "requirements.toml"
PAGE = ROOT / "docs" / "protocols" / "conformance.md"
TESTS = ROOT / "tests"
MARK = "conformance"
HEAD = """\
# Conformance

What this site must (M) or should (S) pass when it receives posts from the web, and the tests that
prove it. Written by `make docs` from [the requirements](requirements.toml) and from the marks
`@pytest.mark.conformance(...)` in `tests/`: an M without a test fails `make check`.
"""

Proofs = Mapping[str, list[str]]
"""Tests by the number of the requirement they prove, as ``file::test``."""


def requirements() -> dict[str, dict[str, str]]:
    """Return the requirements by family and number."""
    return tomllib.loads(REQUIREMENTS.read_text(encoding="utf-8"))


def proofs() -> Proofs:
    """Return the tests that say which requirement they prove."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, number in marks(tree):
            proof = f"{path.relative_to(ROOT)}::{name}"
            if proof not in found[number]:
                found[number].append(proof)
    return found


def unproven(known: Mapping[str, Mapping[str, str]], found: Proofs) -> list[str]:
    """Return the musts without a test, and the marks that name no requirement."""
    numbers = {number for family in known.values() for number in family}
    musts = {
        number
        for family in known.values()
        for number, text in family.items()
        if text.startswith("M:")
    }
    return [f"{number} has no test" for number in sorted(musts - found.keys())] + [
        f"{number} is no requirement" for number in sorted(found.keys() - numbers)
    ]


def page(known: Mapping[str, Mapping[str, str]], found: Proofs) -> str:
    """Return the whole page."""
    parts = [HEAD]
    for family, texts in known.items():
        parts.append(f"\n## {family}\n\n| | | requirement | proven by |\n|---|---|---|---|\n")
        for number, text in texts.items():
            level, _, words = text.partition(": ")
            tests = "<br>".join(f"`{proof}`" for proof in found.get(number, ())) or "—"
            parts.append(f"| {number} | {level} | {words} | {tests} |\n")
    return "".join(parts)


def marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give each test's name with each number it proves."""
    for node in tree.body:
        tests = node.body if isinstance(node, ast.ClassDef) else [node]
        for test in tests:
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef):
                for mark in test.decorator_list:
                    yield from ((test.name, number) for number in _numbers(mark))


def _numbers(mark: ast.expr) -> Iterator[str]:
    """Give the numbers named by a decorator, also by marks within its parameters."""
    for node in ast.walk(mark):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == MARK
        ):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def main() -> int:
    """Write the page anew; say what is missing."""
    known, found = requirements(), proofs()
    PAGE.write_text(page(known, found), encoding="utf-8")
    missing = unproven(known, found)
    for each in missing:
        print(each)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
