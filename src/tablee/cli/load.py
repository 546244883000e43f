"""Reads acts from a file, line by line, and records them; it can stop and go on anywhere."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tablee.core.act import Claim, State
from tablee.core.errors import TableeError
from tablee.usecases.record_acts import record_acts
from tablee.wiring import Site

CHUNK_LINES = 1_000
LINE_LIMIT_BYTES = 1 << 20
SOURCE = "import"
HEAD_BYTES = 4_096
PLACES_FOLDER = "imports"


class BadLine(NamedTuple):
    """A line that could not be counted, and what to mend."""

    line: int
    refusal: TableeError


@dataclass(slots=True)
class Progress:
    """How far a file has been read, and what came of it."""

    head: str = ""
    """Digest of the file's beginning: another file of the same name is begun anew."""
    offset: int = 0
    lines: int = 0
    new: int = 0
    known: int = 0
    bad: int = 0
    refused: dict[str, int] = field(default_factory=dict[str, int])
    """Acts turned away at the door, by reason."""


class Bookmark:
    """Remembers in the site's home how far a file has been read for a campaign."""

    def __init__(self, home: Path, campaign: str, file: Path) -> None:
        token = sha256(f"{campaign}\n{file.absolute()}".encode()).hexdigest()[:24]
        self._path = home / PLACES_FOLDER / f"{token}.json"
        self._file = file

    def find(self) -> Progress:
        """Return where to go on: the beginning, when the file is new or has become another."""
        head = self._head()
        try:
            found = Progress(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Progress(head=head)
        is_same = found.head == head and found.offset <= self._file.stat().st_size
        return found if is_same else Progress(head=head)

    def keep(self, progress: Progress) -> None:
        """Remember how far it is. Forgetting it does no harm: acts are counted once."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(progress)), encoding="utf-8")
        fresh.replace(self._path)

    def drop(self) -> None:
        """Forget it: the file has been read to its end."""
        self._path.unlink(missing_ok=True)

    def _head(self) -> str:
        with self._file.open("rb") as file:
            return sha256(file.read(HEAD_BYTES)).hexdigest()


Reader = Callable[[bytes], Claim]
"""Turns one line into a claim, or raises the error that says what to mend."""


def load(
    site: Site, campaign: str, file: BinaryIO, progress: Progress, read: Reader
) -> Iterator[tuple[int, list[BadLine]]]:
    """Record what *file* has from where it stands.

    After each chunk has been stored it gives the bytes read and the lines that were bad; then
    *progress* is true and may be kept.
    """
    while chunk := _chunk(file):
        first = progress.lines + 1
        claims: list[Claim] = []
        places: list[int] = []
        bad: list[BadLine] = []
        for number, line in enumerate(chunk, start=first):
            if not line.strip():
                continue
            try:
                claims.append(read(line))
                places.append(number)
            except TableeError as refusal:
                bad.append(BadLine(number, refusal))
        bad += _record(site, campaign, claims, places, progress)
        size = sum(map(len, chunk))
        progress.offset += size
        progress.lines += len(chunk)
        progress.bad += len(bad)
        yield size, sorted(bad, key=lambda each: each.line)


def _record(
    site: Site, campaign: str, claims: list[Claim], places: list[int], progress: Progress
) -> list[BadLine]:
    bad: list[BadLine] = []
    refused = Counter(progress.refused)
    if not claims:
        return bad
    results = record_acts(site.desks, site.clock, campaign, claims, SOURCE)
    for number, result in zip(places, results, strict=True):
        if result.error is not None:
            bad.append(BadLine(number, result.error))
        elif not result.is_new:
            progress.known += 1
        elif result.act is not None and result.act.state is State.REFUSED:
            refused[str(result.act.reason)] += 1
        else:
            progress.new += 1
    progress.refused = dict(refused)
    return bad


def _chunk(file: BinaryIO) -> list[bytes]:
    """Return the next lines; a line too long to be an act is cut, and will be refused."""
    chunk: list[bytes] = []
    while len(chunk) < CHUNK_LINES and (line := file.readline(LINE_LIMIT_BYTES)):
        chunk.append(line)
    return chunk
