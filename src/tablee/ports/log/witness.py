"""A witness, asked to look at a checkpoint."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tablee.core.log.policy import Witness


class Answer(NamedTuple):
    """What a witness answered."""

    lines: str = ""
    """Its signature lines, to be put under the checkpoint; empty if it did not sign."""
    size: int = 0
    """With no lines: the size of the log that it saw last, if it said so (its answer 409)."""
    refusal: str = ""
    """With no lines: why not, in a sentence for the operator."""


class Witnesses(Protocol):
    """Whoever carries checkpoints to witnesses."""

    def ask(self, witness: Witness, old: int, proof: Sequence[bytes], checkpoint: bytes) -> Answer:
        """Show *witness* a signed checkpoint, with the proof that it grew from *old* leaves.

        A witness that cannot be reached or refuses is answered with its refusal, never raised.

        Source: https://c2sp.org/tlog-witness@v1.0.0
        """
        ...
