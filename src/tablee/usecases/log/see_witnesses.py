"""Say which witnesses have signed how far a log is sealed, and for whom it waits."""

from typing import NamedTuple

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.cosignature import seen_by
from tablee.core.log.note import Verify, read_note
from tablee.core.log.policy import Policy
from tablee.core.text import Text
from tablee.ports.log.files import LogFiles
from tablee.usecases.log.sealing.publish import PENDING


class Waiting(NamedTuple):
    """A checkpoint that is signed by the log, and not by enough witnesses yet."""

    size: int
    """Leaves of it, of which the last ones are not published."""
    signed: tuple[str, ...]
    """Who has signed it, by the names in the policy."""
    missing: tuple[str, ...]
    """Who has not."""

    @property
    def words(self) -> Text:
        """For whom the log waits, in a sentence for everybody."""
        missing = ", ".join(self.missing)
        if not self.signed:
            return Text(
                f"None of the witnesses has signed: {missing}.",
                f"Aucun témoin n'a encore signé : {missing}.",
            )
        signed = ", ".join(self.signed)
        return Text(
            f"Signed by: {signed}. Waiting for: {missing}.",
            f"Ont signé : {signed}. On attend : {missing}.",
        )


def see_waiting(files: LogFiles, policy: Policy, verify: Verify) -> Waiting | None:
    """Return for whom a log waits; nothing when all that is sealed is published.

    Raises:
        BadNote: what is waiting cannot be read.
    """
    raw = files.read(PENDING)
    if raw is None:
        return None
    note = read_note(raw)
    keys = {
        each.key for each in seen_by(note, tuple(each.key for each in policy.witnesses), verify)
    }
    signed = tuple(each.name for each in policy.witnesses if each.key in keys)
    missing = tuple(each.name for each in policy.witnesses if each.key not in keys)
    return Waiting(read_checkpoint(note.text).size, signed, missing)
