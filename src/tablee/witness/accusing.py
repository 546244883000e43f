"""Keeps what a log has signed against itself: files that anybody can check with its key."""

import logging
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.text import Text
from tablee.outside import disk
from tablee.witness.request import Request

logger = logging.getLogger("tablee.witness")

FOLDER = "evidence"
MOST = 1_000
"""Cases kept of each sort: a log that has signed so many against itself needs no further one."""


class Charge(StrEnum):
    """What a request shows; the file says it in its first line."""

    FORK = "fork"
    UNPROVEN = "unproven"
    MISCOUNT = "miscount"


_SAID = {
    Charge.FORK: Text(
        "The log has signed two different roots for one size. Both notes are below.",
        "Le journal a signé deux racines différentes pour une même taille. Les deux sont ci-après.",
    ),
    Charge.UNPROVEN: Text(
        "The log has signed a checkpoint, and whoever sent it had no proof that it follows the "
        "one seen before. If the log never shows one, it is a fork.",
        "Le journal a signé un point de contrôle, et qui l'a envoyé n'a pas prouvé qu'il suit le "
        "précédent. Si le journal ne le prouve jamais, c'est une bifurcation.",
    ),
    Charge.MISCOUNT: Text(
        "The log has signed a checkpoint over leaves that break the campaign's own rules or sums.",
        "Le journal a signé un point de contrôle sur des feuilles qui contredisent les règles ou "
        "les sommes de la campagne.",
    ),
}


class Case(NamedTuple):
    """A request, what it shows, and what was known before it came."""

    charge: Charge
    request: Request
    seen: str = ""
    """The last note that was signed here."""
    why: str = ""
    leaves: bytes = b""
    """The leaves in question, each with its length before it."""


class Accusations:
    """The cases kept by one witness."""

    def __init__(self, folder: Path) -> None:
        """Keep them in *folder*, which is made when there is one."""
        self._folder = folder / FOLDER

    def keep(self, case: Case) -> None:
        """Write a case down; the same checkpoint twice is one case."""
        path = self._path(case.charge, case.request.checkpoint)
        alike = [name for name in self.names() if f"-{case.charge}-" in name]
        if path.exists() or len(alike) >= MOST:
            return
        said = _SAID[case.charge]
        lines = [said.en, said.fr, case.why, ""]
        parts = [
            "\n".join(lines).encode(),
            b"---- request / demande\n" + case.request.raw,
            b"---- seen before / vu avant\n" + case.seen.encode(),
        ]
        if case.leaves:
            disk.write(path.with_suffix(".leaves"), case.leaves)
        disk.write(path, b"\n".join(parts))
        logger.warning("Evidence against %s: %s", case.request.checkpoint.origin, path)

    def drop(self, checkpoint: Checkpoint) -> None:
        """Forget that a checkpoint was unproven: it has been proven since."""
        self._path(Charge.UNPROVEN, checkpoint).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """Return the names of the files with a case each."""
        return sorted(each.name for each in self._folder.glob("*.txt"))

    def _path(self, charge: Charge, checkpoint: Checkpoint) -> Path:
        name = sha256(str(checkpoint).encode()).hexdigest()[:16]
        return self._folder / f"{checkpoint.size:012d}-{charge}-{name}.txt"
