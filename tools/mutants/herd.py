"""Let copies of one Python run the tests, each with one change: the tests are ready in memory.

Run in a copy of the tree, as ``python -m tools.mutants.herd MODULE VERDICTS whole|quick
PYTEST-OPTIONS...``, with a line of JSON for each change as its input: a key and a source. A line
with the key and the test that noticed it, or null, is added to VERDICTS.

A change within functions is made in memory, after the tests were collected, and the quick tests
are asked. Where that cannot be done, or none of them noticed it, the changed module is imported
anew with all tests; if it is to be quick, only where it cannot be done, and with quick tests.
"""

import gc
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from resource import RLIMIT_AS, setrlimit
from time import process_time
from types import CodeType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from tools.mutants.swap import Swap

MOST_BYTES = 2**30
LEAST_PATIENCE_S = 1
SLOW_S = 0.5
FRIENDS = (
    "hypothesis.stateful",
    "hypothesis.strategies",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.asymmetric.mldsa",
)


class Work(NamedTuple):
    """What is to be done, and how."""

    module: str
    path: Path
    changes: dict[str, str]
    verdicts: Path
    is_quick: bool
    options: list[str]

    def tell(self, key: str, noticed_by: str | None) -> None:
        """Write down what became of a change."""
        with self.verdicts.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, noticed_by]) + "\n")


def forked(run: Callable[[int], None]) -> str | None:
    """Let a copy of this process do something; return the test that failed in it, if one did.

    *run* writes its name to the file that it is given. Where one test works for too long, or
    takes too much memory, the copy dies of it, and that is a failure too.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            setrlimit(RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            signal.setitimer(signal.ITIMER_PROF, 10)
            run(write)
            os._exit(0)
        except BaseException:  # noqa: BLE001 whatever a change breaks, it is noticed
            os._exit(1)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if said:
        return said
    return f"ended with {status}" if status else None


class Herd:
    """A plugin for pytest: instead of running the tests once, it runs them for each change."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._took: dict[str, float] = {}
        self._noticed = Counter[str]()

    def pytest_collection(self) -> None:
        """Let Hypothesis stop at the first example that fails."""
        find_only()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all changes that can be made in memory; leave the others."""
        if session.testsfailed:
            raise session.Interrupted("The tests cannot be collected.")
        swap = Swap(self._work.module, self._work.path)
        self._time(session.items)
        quick = [each for each in session.items if self._took[each.nodeid] < SLOW_S]
        gc.collect()
        gc.freeze()
        for key, source in self._work.changes.items():
            change = swap.into(source)
            if change is None:
                continue
            items = sorted(quick, key=self._rank)
            noticed_by = forked(partial(self._try, change, items))
            if noticed_by is not None:
                self._noticed[noticed_by] += 1
            if noticed_by is not None or self._work.is_quick:
                self._work.tell(key, noticed_by)
        ranked = sorted(session.items, key=self._rank)
        order = {each.nodeid: self._took[each.nodeid] for each in ranked}
        names = sorted(name for name in sys.modules if name.startswith("tablee."))
        Path("herd.json").write_text(json.dumps([order, names]), encoding="utf-8")
        return True

    def _rank(self, item: pytest.Item) -> tuple[int, float]:
        """Ask the tests first that noticed most, then the quick ones."""
        return -self._noticed[item.nodeid], self._took[item.nodeid]

    def _time(self, items: list[pytest.Item]) -> None:
        """Run all tests once without a change."""
        for item in items:
            begun_s = process_time()
            reports = runtestprotocol(item, log=False, nextitem=None)
            if any(each.failed for each in reports):
                raise pytest.exit(f"{item.nodeid} fails without a change", 1)
            self._took[item.nodeid] = process_time() - begun_s

    def _try(self, change: Callable[[], None], items: list[pytest.Item], write: int) -> None:
        change()
        for item in items:
            be_patient(self._took[item.nodeid])
            reports = runtestprotocol(item, log=False, nextitem=None)
            if any(each.failed for each in reports):
                os.write(write, item.nodeid.encode())
                return


class Anew:
    """A plugin for pytest: tests in a good order, each with its patience."""

    def __init__(self, order: dict[str, float], write: int, *, is_quick: bool) -> None:
        self._took, self._write, self._is_quick = order, write, is_quick
        self._rank = {name: place for place, name in enumerate(order)}

    def pytest_collection(self) -> None:
        """Let Hypothesis stop at the first example that fails."""
        find_only()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Ask those first that noticed most."""
        items.sort(key=lambda item: self._rank.get(item.nodeid, 0))
        if self._is_quick:
            items[:] = [each for each in items if self._took.get(each.nodeid, 0) < SLOW_S]

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:  # noqa: ARG002
        """Begin to count when a test begins."""
        be_patient(self._took.get(nodeid, 1))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say which test has failed."""
        if report.failed:
            os.write(self._write, report.nodeid.encode())


class Loader(SourceFileLoader):
    """Loads a module from a source that is not on the disk, or refuses to load it."""

    def __init__(self, work: Work, source: str | None) -> None:
        super().__init__(work.module, str(work.path))
        self._source = source

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        """Find the changed module, and no other."""
        if name != self.name:
            return None
        return spec_from_loader(name, self, origin=self.path)

    def get_code(self, fullname: str) -> CodeType:
        """Return the changed module."""
        if self._source is None:
            raise ImportError(fullname)
        return compile(self._source, self.path, "exec")


def be_patient(usual_s: float) -> None:
    """Let a test work eight times as long as usual; being kept waiting does not count."""
    signal.setitimer(signal.ITIMER_PROF, max(LEAST_PATIENCE_S, 8 * usual_s))


def find_only() -> None:
    """Let Hypothesis stop at the first example that fails: a smaller one is not asked for."""
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("find", settings(), phases=phases, database=None)
    settings.load_profile("find")


def try_anew(work: Work, left: dict[str, str]) -> None:
    """Try changes with everything that depends on the changed module imported anew."""
    order, names = json.loads(Path("herd.json").read_text(encoding="utf-8"))
    sys.meta_path.insert(0, Loader(work, None))
    for name in names:
        with suppress(Exception):  # it depends on the changed module
            import_module(name)
    del sys.meta_path[0]
    gc.freeze()
    for key, source in left.items():

        def run(write: int, source: str = source) -> None:
            sys.meta_path.insert(0, Loader(work, source))
            anew = Anew(order, write, is_quick=work.is_quick)
            code = pytest.main(work.options, plugins=[anew])
            os._exit(int(code))

        work.tell(key, forked(run))


def main() -> None:
    """Try all changes."""
    module, verdicts, how, *options = sys.argv[1:]
    changes = [json.loads(line) for line in sys.stdin]
    named = {each["key"]: each["source"] for each in changes}
    path = Path("src").resolve() / f"{module.replace('.', '/')}.py"
    work = Work(module, path, named, Path(verdicts), how == "quick", options)
    for name in FRIENDS:
        import_module(name)
    child = os.fork()
    if child == 0:
        os._exit(int(pytest.main(options, plugins=[Herd(work)])))
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit("The tests fail without a change.")
    told = map(json.loads, Path(verdicts).read_text(encoding="utf-8").splitlines())
    known = {key for key, by in told if by is not None or work.is_quick}
    try_anew(work, {key: source for key, source in named.items() if key not in known})


if __name__ == "__main__":
    main()
