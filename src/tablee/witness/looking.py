"""The witness itself: looks at what a log asks, and signs what only grew."""

import logging
import threading
from collections.abc import Callable
from typing import NamedTuple

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.log.cosignature import cosigned, signature_line
from tablee.core.log.fault import BadNote, BadProof
from tablee.core.log.note import Key, Note, Signature, believed
from tablee.core.log.tree import check_consistency
from tablee.outside.signing import verify
from tablee.ports.desk import Clock
from tablee.witness.accusing import Accusations, Case, Charge
from tablee.witness.memory import Known, Memory
from tablee.witness.mirror import NotServed
from tablee.witness.recounting import Miscount, Recounting
from tablee.witness.request import Request, read_request

PATIENCE_S = 4.0
"""How long a request waits for the one before it about the same log."""
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
MS_PER_S = 1_000


logger = logging.getLogger("tablee.witness")


class Said(NamedTuple):
    """What a witness answers."""

    status: int
    text: str
    media_type: str = TEXT_TYPE


class _Refused(Exception):
    """A request that is not looked at any further."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.said = Said(status, f"{sentence}\n")


class Witness:
    """One witness; it may be asked from any thread."""

    def __init__(
        self,
        memory: Memory,
        clock: Clock,
        accusations: Accusations,
        recounting: Callable[[Known], Recounting] | None = None,
    ) -> None:
        """Sign as whoever *memory* is of; *recounting* is given to those who count, too."""
        self._memory = memory
        self._clock = clock
        self._accusations = accusations
        self._recounting = recounting
        self._counts: dict[str, Recounting] = {}
        self._signers = memory.identity.signers()
        self._turns = {each.origin: threading.Lock() for each in memory.logs()}

    def recall(self) -> None:
        """Count again what was signed before, so that the first log that asks need not wait."""
        for known in self._memory.logs():
            count = self._count(known)
            if count is None or not known.note:
                continue
            try:
                count.follow(known.checkpoint, known.checkpoint)
            except (NotServed, Miscount) as trouble:
                logger.warning("%s: %s", known.origin, trouble)

    def look(self, raw: bytes) -> Said:
        """Return the answer to a request, as https://c2sp.org/tlog-witness says.

        What is signed was written down before. A root that differs at the same size is answered
        with 422, as the specification says since July 2026; version 1.0.0 had 409 there, which
        a log takes for a size to begin again from.
        """
        try:
            request, known, signers = self._admitted(raw)
        except _Refused as refusal:
            return refusal.said
        turn = self._turns.setdefault(known.origin, threading.Lock())
        if not turn.acquire(timeout=PATIENCE_S):
            return Said(503, "This witness is still looking at the request before.\n")
        try:
            said = self._judged(request, self._memory.log(known.origin) or known, signers)
        finally:
            turn.release()
        logger.info("%s, %s leaves: %s", known.origin, request.checkpoint.size, said.status)
        return said

    def _admitted(self, raw: bytes) -> tuple[Request, Known, set[Key]]:
        """Return what is asked, of which log, and which of its keys have signed it."""
        try:
            request = read_request(raw)
        except BadNote as fault:
            raise _Refused(400, f"{fault}") from None
        known = self._memory.log(request.checkpoint.origin)
        if known is None:
            raise _Refused(404, "This witness does not look at that log.")
        try:
            signers = believed(request.note, known.keys, verify)
        except BadNote as fault:
            raise _Refused(403, f"{fault}") from None
        if not signers:
            raise _Refused(403, "No key that is believed has signed this.")
        if request.old > request.checkpoint.size:
            raise _Refused(400, "The log is said to have shrunk.")
        return request, known, signers

    def _judged(self, request: Request, known: Known, signers: set[Key]) -> Said:
        held, wanted = known.checkpoint, request.checkpoint
        is_fork = wanted.size == held.size and wanted.root != held.root
        if is_fork:
            self._accusations.keep(Case(Charge.FORK, request, known.note))
        if request.old != held.size:
            return Said(409, f"{held.size}\n", SIZE_TYPE)
        try:
            check_consistency(held.size, wanted.size, held.root, wanted.root, request.proof)
        except BadProof as fault:
            if not is_fork:
                self._accusations.keep(Case(Charge.UNPROVEN, request, known.note, str(fault)))
            return Said(422, f"{fault}\n")
        refusal = self._miscounted(request, known)
        if refusal is not None:
            return refusal
        return self._signed(request, held, signers)

    def _miscounted(self, request: Request, known: Known) -> Said | None:
        count = self._count(known)
        if count is None:
            return None
        try:
            count.follow(known.checkpoint, request.checkpoint)
        except NotServed as trouble:
            return Said(503, f"{trouble}\n")
        except Miscount as fault:
            self._accusations.keep(
                Case(Charge.MISCOUNT, request, known.note, str(fault), fault.leaves)
            )
            return Said(422, f"{fault}\n")
        return None

    def _count(self, known: Known) -> Recounting | None:
        count = self._counts.get(known.origin)
        if count is None and self._recounting is not None:
            count = self._counts[known.origin] = self._recounting(known)
        return count

    def _signed(self, request: Request, held: Checkpoint, signers: set[Key]) -> Said:
        text, wanted = request.note.text, request.checkpoint
        at_s = self._clock.now_ms() // MS_PER_S
        lines = [
            signature_line(each.key, at_s, each.sign(cosigned(each.key, at_s, text)))
            for each in self._signers
        ]
        note = Note(text, (*_by(request.note, signers), *lines))
        if not self._memory.remember(held, str(note)):
            return Said(503, "Something else was seen in the meantime.\n")
        self._accusations.drop(wanted)
        if wanted.origin in self._counts:
            self._counts[wanted.origin].mirror.prune(held.size, wanted.size)
        return Said(200, "".join(map(str, lines)))


def _by(note: Note, keys: set[Key]) -> list[Signature]:
    names = {(key.name, key.id) for key in keys}
    return [each for each in note.signatures if (each.name, each.key_id) in names]
