"""Change the rules in every small way, and see that a test notices: ``python -m tools.mutants``.

cosmic-ray says what each change makes of a module, and `tools.mutants.herd` lets the tests of the
room run with one change at a time. A change that no test notices *survives*; docs/log/mutants.md
explains those that may.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections import Counter
from difflib import unified_diff
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "mutants"
TOOL = BUILD / "tool"
COSMIC_RAY = "cosmic-ray==8.7.0"
OPTIONS = [
    *("-x", "-q", "-m", "not slow", "-p", "no:cacheprovider"),
    *("-p", "_hypothesis_pytestplugin", "--hypothesis-seed=1"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # some of it is in memory already
]

SEGMENT = ("tests/core/test_segment.py", "tests/core/test_segment_to_the_place.py")
LINE = ("tests/core/test_line.py", "tests/core/test_line_to_the_place.py")
ROOMS = {
    **{
        f"core/log/{name}": ("tests/core/log",)
        for name in ("tree", "note", "checkpoint", "cosignature", "tiles", "proof", "policy")
    },
    "core/log/subtrees": ("tests/core/log/test_tiles.py",),
    "core/line": (*LINE, "tests/core/test_line_machine.py"),
    "core/segment": (*SEGMENT, "tests/core/test_line_machine.py"),
}


class Change(NamedTuple):
    """A module changed in one place by one operator, which is the *number*-th of its kind."""

    operator: str
    number: int
    line: int
    column: int
    source: str

    @property
    def key(self) -> str:
        """The same for changes that come to the same."""
        return sha256(self.source.encode()).hexdigest()


class Survivor(NamedTuple):
    """A change that no test noticed."""

    operator: str
    place: str
    change: str


class Score(NamedTuple):
    """How the changes of one module fared."""

    module: str
    possible: int
    made: int
    noticed: int
    survivors: tuple[Survivor, ...]

    def __str__(self) -> str:
        share = f"{100 * self.noticed / self.made:.1f} %" if self.made else "-"
        return f"| `{self.module}` | {self.possible} | {self.made} | {self.noticed} | {share} |"


def rooms() -> dict[str, tuple[str, ...]]:
    """Return the modules that are changed, those of the leaves too, and the tests of each."""
    known = {**ROOMS}
    source = ROOT / "src" / "tablee"
    for path in sorted((source / "core" / "leaves").rglob("*.py")):
        name = path.relative_to(source).with_suffix("").as_posix()
        if path.stem not in {"__init__", "fault"}:
            known[name] = ("tests/core/leaves",)
    return known


def tool() -> Path:
    """Return a Python with cosmic-ray, in a place of its own: none of it is in our environment."""
    program = TOOL / "bin" / "python"
    if not (TOOL / "bin" / "cosmic-ray").exists():
        venv.create(TOOL, with_pip=True)
        subprocess.run([program, "-m", "pip", "install", "--quiet", COSMIC_RAY], check=True)
    return program


def copied(name: str) -> Path:
    """Copy what the tests of a module need to a folder where nobody edits it meanwhile."""
    place = BUILD / name.replace("/", "-")
    place.mkdir(parents=True, exist_ok=True)
    forgotten = shutil.ignore_patterns("__pycache__", "*.po", "static", "images")
    for folder in ("docs", "src", "tests", "tools"):
        shutil.rmtree(place / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, place / folder, ignore=forgotten)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def changes(source: Path) -> list[Change]:
    """Return every change that cosmic-ray makes in a file."""
    asked = [tool(), HERE / "changes.py", source]
    said = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Change(**json.loads(line)) for line in said.splitlines()]


def measured(name: str, tests: tuple[str, ...], *, is_again: bool, is_quick: bool) -> Score:
    """Make every change in one module, and return what became of them.

    *Again* means: what a test has noticed before is not tried once more. *Quick* means: what no
    quick test notices has survived.
    """
    place = copied(name)
    source = place / "src" / "tablee" / f"{name}.py"
    possible = changes(source)
    known = place / "verdicts.jsonl"
    verdicts = {key: by for key, by in read_verdicts(known).items() if by} if is_again else {}
    known.write_text("".join(json.dumps(each) + "\n" for each in verdicts.items()))
    left = {each.key: each.source for each in possible if each.key not in verdicts}
    how = "quick" if is_quick else "whole"
    if left:
        try_all(place, name, [how, *OPTIONS, *tests], left)
    return scored(name, source.read_text(encoding="utf-8"), possible, read_verdicts(known))


def read_verdicts(known: Path) -> dict[str, str | None]:
    """Return which test noticed each change."""
    if not known.exists():
        return {}
    return dict(json.loads(line) for line in known.read_text(encoding="utf-8").splitlines())


def try_all(place: Path, name: str, asked: list[str], left: dict[str, str]) -> None:
    """Let the tests be run with each change; the verdicts are written down one by one."""
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # fewer plugins start faster
        "PYTHONPATH": f"{place / 'src'}{os.pathsep}{place}",
        "LOG_VECTORS": "none",  # what is here must notice, without the vectors of others
    }
    module = f"tablee.{name.replace('/', '.')}"
    command = [sys.executable, "-m", "tools.mutants.herd", module, "verdicts.jsonl", *asked]
    told = "".join(json.dumps({"key": key, "source": left[key]}) + "\n" for key in left)
    subprocess.run(command, check=True, cwd=place, env=environment, input=told, text=True)


def scored(
    name: str, source: str, possible: list[Change], verdicts: dict[str, str | None]
) -> Score:
    """Count what was noticed, and show what was not."""
    made = [each for each in possible if each.key in verdicts]
    survived = [each for each in made if verdicts[each.key] is None]
    found = tuple(
        Survivor(each.operator, f"{each.line}:{each.column}", difference(source, each.source))
        for each in sorted(survived, key=lambda each: (each.line, each.column))
    )
    return Score(name, len(possible), len(made), len(made) - len(survived), found)


def difference(source: str, changed: str) -> str:
    """Return the lines that are otherwise, without those around them."""
    lines = unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in islice(lines, 2, None) if not line.startswith("@@"))


def told(scores: list[Score]) -> str:
    """Return a table of all modules, and each survivor below it."""
    lines = [
        "| module | possible changes | made | noticed | share |",
        "|---|--:|--:|--:|--:|",
        *map(str, scores),
    ]
    total = Counter[str]()
    for score in scores:
        total.update(possible=score.possible, made=score.made, noticed=score.noticed)
    lines.append(str(Score("all", total["possible"], total["made"], total["noticed"], ())))
    for score in scores:
        for each in score.survivors:
            lines += ["", f"{score.module} {each.place} {each.operator}", each.change]
    return "\n".join(lines) + "\n"
