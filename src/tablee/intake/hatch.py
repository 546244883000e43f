"""The hatch beside the door: takes requests that are whole already, without a task for each.

Whatever is unusual in the least is left to the door, which says what is wrong with it. So there
is one place that refuses, and nobody is answered here otherwise than there.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tablee.core.act import Claim
from tablee.core.errors import TableeError, TooLarge
from tablee.intake.answers import Answerer, encoded
from tablee.intake.batch import Batch, Outcome
from tablee.intake.door import ACT_HEADERS, HELD, Door, read_held
from tablee.intake.passes import Pass, Passes
from tablee.intake.reading import ActBody, Claimer, Read
from tablee.problems import language_of
from tablee.wire.asgi import Header, problem_answer

Answer = Callable[[int, Sequence[Header], bytes], None]
"""Takes the status, the headers and the body of an answer, in the loop."""

_PARTS = 4  # "", "c", slug, "acts"
_CREATED = 201
_DONE = 200


class Errand(NamedTuple):
    """What the head of a request asks for; the same for every request with that head."""

    slug: str
    authorization: bytes
    form: bytes
    language: str


class Hatch:
    """Takes acts from senders who send as most do."""

    def __init__(self, door: Door, batch: Batch, passes: Passes) -> None:
        """Take the *door* beside it, and what both of them use."""
        self.limit_bytes = door.limits.body_bytes
        self._door = door
        self._batch = batch
        self._passes = passes
        self._limit_acts = door.limits.acts

    def read_head(self, path: str, headers: Sequence[Header]) -> Errand | None:
        """Return the errand of a POST with such a head; nothing when it is for the door."""
        parts = path.split("/")
        if len(parts) != _PARTS or parts[:2] != ["", "c"] or parts[3] != "acts":
            return None
        named = dict(headers)
        form = named.get(b"content-type", b"")
        if form not in HELD or b"ce-specversion" in named:
            return None
        accepted = named.get(b"accept-language")
        spoken = language_of(accepted.decode("latin-1")) if accepted else "en"
        return Errand(parts[2], named.get(b"authorization", b""), form, spoken)

    def take(self, errand: Errand, body: bytes, answer: Answer) -> bool:
        """Take the acts of *body*; return whether they were taken and *answer* will be called.

        If not, nothing was done, and the door is to be asked.
        """
        granted = self._passes.at_hand(errand.slug, errand.authorization)
        if granted is None:
            return False
        room = self._door.room(errand.slug)
        try:
            found = read_held(errand.form, body)
            if isinstance(found, ActBody):
                granted.check(found.kind)
                claims: Sequence[Claim] = (room.claimer.claim(found, granted.doubted),)
                tell = _Sender(room.answerer, errand.language, answer).tell_one
            else:
                claims = self._claims(room.claimer, granted, found)
                tell = _Sender(room.answerer, errand.language, answer).tell_all
            self._batch.put(room.slug, granted.source, claims, tell)
        except TableeError:
            return False
        return True

    def _claims(self, claimer: Claimer, granted: Pass, reads: Sequence[Read]) -> list[Claim]:
        """Return the claims of a list in which nothing is amiss.

        Raises:
            TableeError: something is.
        """
        if not 0 < len(reads) <= self._limit_acts:
            raise TooLarge
        claims: list[Claim] = []
        for read in reads:
            if not isinstance(read, ActBody):
                raise read
            granted.check(read.kind)
            claims.append(claimer.claim(read, granted.doubted))
        return claims


class _Sender:
    """Somebody at the hatch, waiting to be told."""

    __slots__ = ("_answer", "_answerer", "_language")

    def __init__(self, answerer: Answerer, language: str, answer: Answer) -> None:
        self._answerer = answerer
        self._language = language
        self._answer = answer

    def tell_one(self, outcome: Outcome) -> None:
        """Answer for the only act."""
        if not isinstance(outcome, list):
            self._refuse(outcome)
            return
        recorded = outcome[0]
        if recorded.error is not None:
            self._refuse(recorded.error)
            return
        body = encoded(self._answerer.answer(recorded, self._language))
        self._answer(_CREATED if recorded.is_new else _DONE, ACT_HEADERS, body)

    def tell_all(self, outcome: Outcome) -> None:
        """Answer for each act of a list."""
        if not isinstance(outcome, list):
            self._refuse(outcome)
            return
        answerer, language = self._answerer, self._language
        body = encoded([answerer.answer(each, language) for each in outcome])
        self._answer(_DONE, ACT_HEADERS, body)

    def _refuse(self, error: BaseException) -> None:
        self._answer(*problem_answer(error, self._language))
