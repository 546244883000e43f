"""Puts a witness together from its folder: memory, keys, evidence, copies, and the way out."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from tablee.outside.clock import SystemClock
from tablee.outside.named import NamedServer
from tablee.ports.desk import Clock
from tablee.ports.fetch import NotFetched
from tablee.witness.accusing import Accusations
from tablee.witness.answering import WitnessServer
from tablee.witness.looking import Witness
from tablee.witness.memory import Known, Memory
from tablee.witness.mirror import Get, Mirror, NotServed
from tablee.witness.recounting import Count, Recounting

LOGS = "logs"
FETCH_TIMEOUT_S = 10.0
MOST_BUNDLE_BYTES = 256 * 65_537
FOUND = 200
MISSING = frozenset({404, 410})


def open_server(
    folder: Path, memory: Memory, begin: Callable[[Known], Count], clock: Clock | None = None
) -> WitnessServer:
    """Return the server of the witness in *folder*, whose *memory* is open.

    *begin* returns the count of a log of which nothing was read yet, for witnesses that recount.
    """
    mirrors: dict[str, Mirror] = {}

    def recounting(known: Known) -> Recounting:
        return Recounting(mirrors[known.origin], partial(begin, known))

    is_recounting = memory.identity.is_recounting
    if is_recounting:
        mirrors |= {each.origin: _mirror(folder, each) for each in memory.logs()}
    witness = Witness(
        memory,
        clock or SystemClock(),
        Accusations(folder),
        recounting if is_recounting else None,
    )
    return WitnessServer(witness, memory, mirrors)


def _mirror(folder: Path, known: Known) -> Mirror:
    name = sha256(known.origin.encode()).hexdigest()
    return Mirror(folder / LOGS / name, _getting(known.url))


def _getting(url: str) -> Get:
    """Return what asks the log at *url* for tiles."""
    server = NamedServer(url, timeout_s=FETCH_TIMEOUT_S, most_bytes=MOST_BUNDLE_BYTES)

    def get(paths: Sequence[str]) -> list[bytes | None]:
        found: list[bytes | None] = []
        for path, answer in zip(paths, server.get(paths), strict=True):
            if isinstance(answer, NotFetched):
                raise NotServed(f"The log does not answer for {path}: {answer.obstacle}.")
            if answer.status not in {FOUND, *MISSING}:
                raise NotServed(f"The log answers {answer.status} for {path}.")
            found.append(answer.body if answer.status == FOUND else None)
        return found

    return get
