"""Reads the files that partners drop into their folders, one after the other, in its own thread."""

import json
import logging
import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

from tablee.core.errors import TableeError
from tablee.evidence.tills import Layout, StillGrowing, Unreadable, looks_whole
from tablee.jobs.tills.reading import Order, read_till_file
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.problems.document import problem_of
from tablee.usecases.tills.report import report_of
from tablee.usecases.tills.take_baskets import ReadElsewhere
from tablee.wiring import Site

LOOK_EVERY_S = 5.0
HALF_WAIT_MS = 600_000
"""For how long a file that looks half-written is waited for, once it no longer changes."""
LAYOUT = "layout.toml"
DONE, REFUSED = "done", "refused"
UNFINISHED = (".part", ".tmp", ".filepart")
"""How files are called while they are being sent; whoever sends them renames them at the end."""
LONGEST_STOP_S = 10

log = logging.getLogger("tablee.jobs")


class Dropped(NamedTuple):
    """A file in the folder of a partner."""

    slug: str
    partner: str
    path: Path


class _Look(NamedTuple):
    """What a file looked like, and since when."""

    size_bytes: int
    changed_at_ns: int
    since_ms: int


class DropFolder:
    """The folder ``CAMPAIGN/PARTNER/FILE``; what was read lies in ``done`` and ``refused``."""

    def __init__(self, site: Site, is_ending: Callable[[], bool] = lambda: False) -> None:
        """Watch the folder of *site*; reading ends early when *is_ending*, and goes on later."""
        self._site = site
        self._root = site.settings.tills_path
        self._is_ending = is_ending
        self._looks: dict[Path, _Look] = {}

    def look(self) -> None:
        """Read whatever has not changed since the last look."""
        dropped = [*self._dropped()]
        paths = {each.path for each in dropped}
        self._looks = {path: look for path, look in self._looks.items() if path in paths}
        for each in dropped:
            try:
                if not self._is_ending() and self._is_ready(each.path):
                    self._read(each)
            except (StillGrowing, ReadElsewhere, FileNotFoundError):
                continue  # somebody is at it; the next look will tell

    def _dropped(self) -> Iterator[Dropped]:
        for folder in sorted(self._root.glob("*/*")):
            if folder.is_symlink() or not folder.is_dir():
                continue
            for path in sorted(folder.iterdir()):
                is_hidden = path.name.startswith(".") or path.suffix in UNFINISHED
                if path.is_file() and not (path.is_symlink() or is_hidden or path.name == LAYOUT):
                    yield Dropped(folder.parent.name, folder.name, path)

    def _is_ready(self, path: Path) -> bool:
        """Return whether nobody seems to be writing a file any more."""
        stat, now_ms = path.stat(), self._site.clock.now_ms()
        before = self._looks.get(path)
        if before is None or before[:2] != (stat.st_size, stat.st_mtime_ns):
            self._looks[path] = _Look(stat.st_size, stat.st_mtime_ns, now_ms)
            return False
        return looks_whole(path) or now_ms - before.since_ms >= HALF_WAIT_MS

    def _read(self, dropped: Dropped) -> None:
        order = Order(dropped.slug, dropped.partner, dropped.path)
        try:
            layout = _layout(dropped.path.with_name(LAYOUT))
            file, is_known = self._follow(replace(order, layout=layout))
        except StillGrowing:
            raise
        except (Unreadable, TableeError) as trouble:
            log.warning("%s/%s is refused: %s", dropped.partner, dropped.path.name, trouble)
            report = {"state": FileState.REFUSED.value, **_words(trouble)}
            _put_away(dropped.path, REFUSED, report)
            return
        if file.state is FileState.DONE:
            _put_away(dropped.path, DONE, {"is_known": is_known, **report_of(file)})

    def _follow(self, order: Order) -> tuple[TillFile, bool]:
        steps = read_till_file(self._site, order)
        file = next(steps)
        is_known = file.state is FileState.DONE
        for each in steps:
            file = each
            if self._is_ending() and file.state is not FileState.DONE:
                steps.close()
        return file, is_known


def _layout(path: Path) -> Layout:
    """Return what the operator has written of a partner's files.

    Raises:
        Unreadable: it cannot be understood.
    """
    if not path.exists():
        return Layout()
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Layout(**said)
    except (TypeError, ValueError) as failure:
        raise Unreadable(
            f"{LAYOUT} cannot be understood: {failure}",
            f"{LAYOUT} ne se comprend pas : {failure}",
        ) from failure


def _words(trouble: Unreadable | TableeError) -> dict[str, str]:
    if isinstance(trouble, Unreadable):
        return {"trouble": trouble.words.en, "trouble_fr": trouble.words.fr}
    problem = problem_of(trouble)
    french = f"{problem.title.fr}. {problem.remedy.fr}"
    return {"trouble": str(trouble), "trouble_fr": french}


def _put_away(path: Path, folder: str, report: dict[str, Any]) -> None:
    """Move a file where it is no longer looked at, in one step, with its report beside it."""
    target = path.parent / folder
    target.mkdir(exist_ok=True)
    name, count = path.name, 1
    while (target / name).exists():
        count += 1
        name = f"{path.stem}-{count}{path.suffix}"
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (target / f"{name}.report.json").write_text(text + "\n", encoding="utf-8")
    path.rename(target / name)


class TillWatch:
    """Looks into the drop folder every few seconds, as long as the site or the worker is up."""

    def __init__(self, site: Site, *, after: Callable[[], None] = lambda: None) -> None:
        """Watch for *site*; *after* is called once in the thread, when it ends."""
        self._end = threading.Event()
        self._folder = DropFolder(site, self._end.is_set)
        self._after = after
        self._thread = threading.Thread(target=self._run, name="tablee-tills", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the block that is being read; the file is read on later."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(timeout=LONGEST_STOP_S)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            while not self._end.wait(LOOK_EVERY_S):
                try:
                    self._folder.look()
                except Exception as failure:  # noqa: BLE001 - the next look must come
                    log.error("till files wait to be read: %r", failure)  # noqa: TRY400
        finally:
            self._after()
