"""Change the rules in every small way, and see that a test notices: ``python -m tools.mutants``.

cosmic-ray makes one change at a time in a copy below ``build/mutants`` and lets a warm Python run
the tests of the room there. A change that no test notices *survives*; docs/log/mutants.md
explains those that may.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import time
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "mutants"
TOOL = BUILD / "tool"
COSMIC_RAY = "cosmic-ray==8.7.0"
OPTIONS = ["-x", "-q", "-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider"]
IS_WARM = "ignore::pytest.PytestAssertRewriteWarning"


class Tests(NamedTuple):
    """Which tests are asked about a module, in this order, and how long one of them may work.

    A change that makes a test work for ever is noticed.
    """

    paths: tuple[str, ...]
    patience_s: int = 3


SEGMENT = ("tests/core/test_segment.py", "tests/core/test_segment_to_the_place.py")
LINE = ("tests/core/test_line.py", "tests/core/test_line_to_the_place.py")
ROOMS = {
    **{
        f"core/log/{name}": Tests((f"tests/core/log/test_{name}.py", "tests/core/log"))
        for name in ("tree", "note", "checkpoint", "cosignature", "tiles", "proof", "policy")
    },
    "core/log/subtrees": Tests(("tests/core/log/test_tiles.py",)),
    "core/line": Tests((*LINE, "tests/core/test_line_machine.py"), 6),
    "core/segment": Tests((*SEGMENT, "tests/core/test_line_machine.py"), 6),
}


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


def rooms() -> dict[str, Tests]:
    """Return the modules that are changed, those of the leaves too, and the tests of each."""
    known = {**ROOMS}
    leaves = "tests/core/leaves"
    quick = sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / leaves).glob("test_*.py")
        if "machine" not in path.stem and "amended" not in path.stem
    )
    source = ROOT / "src" / "tablee"
    for path in sorted((source / "core" / "leaves").rglob("*.py")):
        name = path.relative_to(source).with_suffix("").as_posix()
        if path.stem not in {"__init__", "fault"}:
            known[name] = Tests((*quick, leaves), 12)
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
    place.mkdir(parents=True, exist_ok=True)
    (place / "door").unlink(missing_ok=True)
    forgotten = shutil.ignore_patterns("__pycache__", "*.po", "static", "images")
    for folder in ("docs", "src", "tests", "tools"):
        shutil.rmtree(place / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, place / folder, ignore=forgotten)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def configured(place: Path, name: str) -> Path:
    """Write what cosmic-ray is to do."""
    config = place / "mutants.toml"
    config.write_text(
        textwrap.dedent(
            f"""
            [cosmic-ray]
            module-path = "src/tablee/{name}.py"
            timeout = 600
            excluded-modules = []
            test-command = "{sys.executable} -I -S {HERE / "ask.py"} door"

            [cosmic-ray.distributor]
            name = "local"
            """
        ),
        encoding="utf-8",
    )
    return config


@contextmanager
def warm(place: Path, name: str, tests: Tests) -> Iterator[None]:
    """Keep a Python ready in the copy, which runs these tests whenever it is asked."""
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # fewer plugins start faster
        "PYTHONPATH": str(place / "src"),
        "LOG_VECTORS": "none",  # what is here must notice, without the vectors of others
    }
    bytecode = cache_from_source(str(place / "src" / "tablee" / f"{name}.py"))
    command = [sys.executable, str(HERE / "warm.py"), "door", bytecode, str(tests.patience_s)]
    command += [*OPTIONS, "--hypothesis-seed=1", "-m", "not slow", "-W", IS_WARM, *tests.paths]
    with subprocess.Popen(command, cwd=place, env=environment) as server:
        try:
            while not (place / "door").exists():
                time.sleep(0.05)
            yield
        finally:
            server.kill()


def measured(name: str, tests: Tests, most: int, *, is_again: bool = False) -> Score:
    """Make every change in one module, or *most* of them, and return what became of them.

    *Again* means: only those that survived the last time, with the tests of today. The module
    itself must not have been edited since.
    """
    program, place = str(tool()), copied(name)
    config = configured(place, name)

    def run(*words: str) -> str:
        asked = [program, *words]
        return subprocess.run(
            asked, check=True, cwd=place, stdout=subprocess.PIPE, text=True
        ).stdout

    possible = place / "possible"
    if is_again:
        forget_survivors(place / "session.sqlite")
    else:
        run("init", config.name, "session.sqlite", "--force")
        possible.write_text(str(draw(place / "session.sqlite", most)), encoding="utf-8")
    with warm(place, name, tests):
        run("baseline", config.name)
        run("exec", config.name, "session.sqlite")
    return scored(name, run("dump", "session.sqlite"))._replace(possible=int(possible.read_text()))


def forget_survivors(session: Path) -> None:
    """Let the changes that survived be made again."""
    with closing(sqlite3.connect(session)) as opened, opened:
        opened.execute("delete from work_results where test_outcome = 'SURVIVED'")


def draw(session: Path, most: int) -> int:
    """Leave *most* changes to be made, the same in every run; return how many there were."""
    with closing(sqlite3.connect(session)) as opened, opened:
        places = opened.execute(
            "select job_id from mutation_specs order by "
            "module_path, start_pos_row, start_pos_col, operator_name, occurrence"
        ).fetchall()
        order = sorted(places, key=lambda row: sha256(repr(places.index(row)).encode()).digest())
        for row in order[most:]:
            opened.execute("delete from mutation_specs where job_id = ?", row)
            opened.execute("delete from work_items where job_id = ?", row)
    return len(places)


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
    return Score(name, made, made, noticed, tuple(survivors))


def _pairs(dump: str) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    for line in dump.splitlines():
        mutation, found = json.loads(line)
        yield mutation, found


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
