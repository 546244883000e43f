"""Answers to senders: what became of each act, as JSON."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tablee.core.errors import TableeError
from tablee.core.reason import DOOR_REASONS
from tablee.core.receipt import receipt_token
from tablee.intake.refusals import refusal_fields
from tablee.problems import problem_fields
from tablee.usecases.record_acts import Recorded

_encode = msgspec.json.Encoder().encode


class Answer(msgspec.Struct, gc=False):
    """What became of one act."""

    id: str
    """Token of the receipt."""
    state: str
    reason: str | None
    units: int
    paid_units: int
    place: int | None
    receipt: str
    problem: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    """What to mend, when the rules refused the act at the door."""


class Refusal(msgspec.Struct, gc=False):
    """One act of a batch that was not taken, in the place of its answer."""

    problem: dict[str, Any]


class Answerer:
    """Writes answers for one campaign."""

    __slots__ = ("_prefix", "_secret", "_slug")

    def __init__(self, slug: str, secret: bytes, public_url: str = "") -> None:
        self._slug = slug
        self._secret = secret
        self._prefix = f"{public_url}/c/{slug}/acts/"

    def answer(self, recorded: Recorded, language: str = "en") -> Answer | Refusal:
        """Return what the sender is told about one act."""
        act = recorded.act
        if act is None:
            return self.refusal(recorded.error or TableeError(), language)
        token = receipt_token(self._secret, self._slug, act.number)
        answer = Answer(
            token,
            act.state,
            act.reason or None,
            act.units,
            recorded.paid_units,
            recorded.place or None,
            self._prefix + token,
        )
        if act.reason in DOOR_REASONS:
            answer.problem = refusal_fields(act.reason, language)
        return answer

    def refusal(self, error: TableeError, language: str = "en") -> Refusal:
        """Return what the sender is told about an act that was not taken."""
        return Refusal(problem_fields(error, language))


def encoded(answer: Answer | Refusal | Sequence[Answer | Refusal]) -> bytes:
    """Return *answer* as JSON."""
    return _encode(answer)
