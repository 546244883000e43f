"""Change the rules in every small way, and see that a test notices: ``python -m tools.mutants``.

cosmic-ray makes one change at a time in a copy below ``build/mutants`` and runs the tests of the
room there. A change that no test notices *survives*; docs/log/mutants.md explains those that may.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import textwrap
import venv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "mutants"
TOOL = BUILD / "tool"
COSMIC_RAY = "cosmic-ray==8.7.0"
PATIENCE_S = 30
"""How long the tests may take with one change; a change that makes them hang is noticed."""
OPTIONS = "-x -q -p no:randomly -p no:cacheprovider --hypothesis-seed=1"

# Each module, with the tests that are asked first, and then the room's.
ROOMS = {
    **{
        f"core/log/{name}": (f"tests/core/log/test_{name}.py", "tests/core/log")
        for name in ("tree", "note", "checkpoint", "cosignature", "tiles", "proof", "policy")
    },
    "core/line": ("tests/core/test_line.py", "tests/core/test_line_machine.py"),
    "core/segment": ("tests/core/test_segment.py", "tests/core/test_line_machine.py"),
}


class Survivor(NamedTuple):
    """A change that no test noticed."""

    operator: str
    place: str
    change: str


class Score(NamedTuple):
    """How the changes of one module fared."""

    module: str
    made: int
    noticed: int
    survivors: tuple[Survivor, ...]

    def __str__(self) -> str:
        share = f"{100 * self.noticed / self.made:.1f} %" if self.made else "-"
        return f"| `{self.module}` | {self.made} | {self.noticed} | {share} |"


def rooms() -> dict[str, tuple[str, ...]]:
    """Return the modules that are changed, those of the leaves too, and the tests of each."""
    known: dict[str, tuple[str, ...]] = {**ROOMS}
    source = ROOT / "src" / "tablee"
    for path in sorted((source / "core" / "leaves").rglob("*.py")):
        name = path.relative_to(source).with_suffix("").as_posix()
        if path.stem not in {"__init__", "fault"}:
            known[name] = ("tests/core/leaves",)
    return known


def tool() -> Path:
    """Return cosmic-ray, installed in a place of its own: none of it is in our environment."""
    program = TOOL / "bin" / "cosmic-ray"
    if not program.exists():
        venv.create(TOOL, with_pip=True)
        add = [str(TOOL / "bin" / "pip"), "install", "--quiet", COSMIC_RAY]
        subprocess.run(add, check=True)
    return program


def copied(name: str) -> Path:
    """Copy what the tests of a module need to a folder where it may be changed."""
    place = BUILD / name.replace("/", "-")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    forgotten = shutil.ignore_patterns("__pycache__", "*.po", "static")
    for folder in ("src", "tests", "tools"):
        shutil.copytree(ROOT / folder, place / folder, ignore=forgotten)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def configured(place: Path, name: str, tests: tuple[str, ...]) -> Path:
    """Write what cosmic-ray is to do."""
    command = f'{sys.executable} -m pytest {OPTIONS} -m "not slow" {" ".join(tests)}'
    config = place / "mutants.toml"
    config.write_text(
        textwrap.dedent(
            f"""
            [cosmic-ray]
            module-path = "src/tablee/{name}.py"
            timeout = {PATIENCE_S}
            excluded-modules = []
            test-command = '''{command}'''

            [cosmic-ray.distributor]
            name = "local"
            """
        ),
        encoding="utf-8",
    )
    return config


def measured(name: str, tests: tuple[str, ...]) -> Score:
    """Make every change in one module, and return what became of them."""
    program, place = str(tool()), copied(name)
    config = configured(place, name, tests)
    environment = {
        **os.environ,
        "PYTHONPATH": str(place / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TABLEE_VECTORS": "none",  # what is here must notice, without the vectors of others
    }

    def run(*words: str) -> str:
        asked = [program, *words]
        done = subprocess.run(
            asked, check=True, cwd=place, env=environment, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    run("init", config.name, "session.sqlite", "--force")
    run("baseline", config.name)
    run("exec", config.name, "session.sqlite")
    return scored(name, run("dump", "session.sqlite"))


def scored(name: str, dump: str) -> Score:
    """Read what cosmic-ray found: a line for each change, as a pair of what and how."""
    made, noticed, survivors = 0, 0, []
    for mutation, found in _pairs(dump):
        if found is None:
            continue
        made += 1
        if found["test_outcome"] != "survived":
            noticed += 1
            continue
        first = mutation["mutations"][0]
        line, column = first["start_pos"]
        changed = [
            each
            for each in (found.get("diff") or "").splitlines()
            if each[:1] in "+-" and each[:3] not in {"+++", "---"}
        ]
        operator = first["operator_name"].removeprefix("core/")
        survivors.append(Survivor(operator, f"{line}:{column}", "\n".join(changed)))
    return Score(name, made, noticed, tuple(survivors))


def _pairs(dump: str) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    for line in dump.splitlines():
        mutation, found = json.loads(line)
        yield mutation, found


def told(scores: list[Score]) -> str:
    """Return a table of all modules, and each survivor below it."""
    lines = ["| module | changes | noticed | share |", "|---|--:|--:|--:|", *map(str, scores)]
    total = Counter[str]()
    for score in scores:
        total.update(made=score.made, noticed=score.noticed)
    lines.append(str(Score("all", total["made"], total["noticed"], ())))
    for score in scores:
        for each in score.survivors:
            lines += ["", f"{score.module} {each.place} {each.operator}", each.change]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure the modules that were named, or all of them, and write the summary."""
    known = rooms()
    words = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    words.add_argument("modules", nargs="*", help=f"some of: {' '.join(known)}")
    names = words.parse_args().modules or list(known)
    os.nice(19)
    scores: list[Score] = []
    for name in names:
        scores.append(measured(name, known[name]))
        report = BUILD / f"{name.replace('/', '-')}.txt"
        report.write_text(told(scores[-1:]), encoding="utf-8")
        print(scores[-1], flush=True)
    (BUILD / "summary.txt").write_text(told(scores), encoding="utf-8")


if __name__ == "__main__":
    main()
