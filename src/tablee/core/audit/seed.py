"""The seed of a draw: public, and known to nobody before the campaign is over.

Several parties with opposite interests each write down the hash of a seed of their own before the
campaign closes, and say the seed once it is closed and the log's size at that moment is witnessed.
As long as one of them kept its seed to itself until then, nobody could choose which acts are drawn.

Of the checkpoint only the text enters, and not the signatures: those who sign could choose theirs,
and the text can be made again from the log at any later time.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from tablee.core.errors import TableeError
from tablee.core.log.checkpoint import Checkpoint
from tablee.core.text import Text

SEED_BYTES = 32
_NOT_CLOSED = Text(
    en="The campaign is not closed: it is too early to draw.",
    fr="La campagne n'est pas close : il est trop tôt pour tirer au sort.",
)
_NO_HASHES = Text(
    en="Nobody wrote down the hash of a seed before the close.",
    fr="Personne n'a écrit l'empreinte d'une graine avant la clôture.",
)
_MISSING = Text(en="The seeds of these are missing: {}.", fr="Il manque les graines de : {}.")


class NotDrawable(TableeError):
    """Nothing can be drawn from this log yet, or not with these seeds."""

    def __init__(self, words: Text) -> None:
        """Take why, in both languages."""
        super().__init__(words.en)
        self.words = words


class Lots:
    """What a log says of an audit, taken in leaf by leaf."""

    def __init__(self) -> None:
        self.committed: dict[str, str] = {}
        """The hash that each party wrote down before the close, in the order of the log."""
        self.revealed: dict[str, str] = {}
        self.size = 0
        """How many leaves the log had when it was over: what is drawn from is fixed by then.

        A settlement fixes it anew, unless a seed was said before: whoever knows the seeds could
        settle, or tell of something, again and again until the draw suits.
        """
        self.erased = 0
        """How many acts were erased since: whoever knew the seeds may have chosen them."""
        self._size = 0
        self._is_closed = self._is_over = False

    def take(self, leaf: Mapping[str, Any]) -> None:
        """Take in the next leaf."""
        self._size += 1
        kind = leaf["leaf"]
        if kind == "audit":
            self._take_step(leaf)
        elif kind == "close":
            self._is_closed = self._is_over = True
        elif kind == "settle":
            self._is_over = True
        elif kind == "tally" and self._is_over and not (self.size and self.revealed):
            self.size, self._is_over, self.erased = self._size, False, 0
        elif kind == "erase" and leaf["what"] == "acts":
            self.erased += leaf["count"]

    def _take_step(self, leaf: Mapping[str, Any]) -> None:
        if leaf["step"] == "commit" and not self._is_closed:
            self.committed.setdefault(leaf["by"], leaf["hash"])
        elif leaf["step"] == "reveal":
            self.revealed.setdefault(leaf["by"], leaf["seed"])

    def seeds(self, given: Sequence[bytes] = ()) -> list[bytes]:
        """Return the seed of each party, in the order in which they had written down its hash.

        *given* are seeds that are not in the log yet.

        Raises:
            NotDrawable: the campaign is not closed, or a party's seed is missing or another.
        """
        if not self.size:
            raise NotDrawable(_NOT_CLOSED)
        if not self.committed:
            raise NotDrawable(_NO_HASHES)
        known = {sha256(seed).hexdigest(): seed for seed in given}
        known |= {
            sha256(bytes.fromhex(seed)).hexdigest(): bytes.fromhex(seed)
            for seed in self.revealed.values()
        }
        missing = [by for by, hashed in self.committed.items() if hashed not in known]
        if missing:
            raise NotDrawable(_MISSING.about(", ".join(missing)))
        return [known[hashed] for hashed in self.committed.values()]


def seed_of(checkpoint: Checkpoint, seeds: Sequence[bytes]) -> bytes:
    """Return the seed of the draw: the hash of the checkpoint's text and of each party's seed."""
    return sha256(str(checkpoint).encode() + b"".join(seeds)).digest()
