"""Witnesses over HTTP.

Source: https://c2sp.org/tlog-witness@v1.0.0
"""

from collections.abc import Sequence

from tablee.core.log.checkpoint import read_number
from tablee.core.log.fault import BadNote
from tablee.core.log.note import base64
from tablee.core.log.policy import Witness
from tablee.outside.fetch.destination import BadAddress
from tablee.outside.named import NamedServer
from tablee.ports.fetch import Fetched, NotFetched
from tablee.ports.log.witness import Answer

TIMEOUT_S = 5.0
MOST_BYTES = 65_536
"""Of an answer: twenty lines with signatures that outlast quantum computers."""
SIGNED = 200
OTHER_SIZE = 409
SIZE_TYPE = "text/x.tlog.size"
_SHOWN_CHARACTERS = 200


class HttpWitnesses:
    """Carries checkpoints to the addresses that a policy names; it may be used by any thread."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        """Wait for each witness no longer than *timeout_s*, from the name to the last byte."""
        self._timeout_s = timeout_s

    def ask(self, witness: Witness, old: int, proof: Sequence[bytes], checkpoint: bytes) -> Answer:
        """Show *witness* a signed checkpoint: see `tablee.ports.log.witness.Witnesses`."""
        lines = "".join(f"{line}\n" for line in (f"old {old}", *map(base64, proof), ""))
        try:
            server = NamedServer(witness.url, timeout_s=self._timeout_s, most_bytes=MOST_BYTES)
        except BadAddress:
            return Answer(refusal=f"'{witness.url}' is no address of the web.")
        answer = server.post("add-checkpoint", lines.encode() + checkpoint)
        return Answer(refusal=_why(answer)) if isinstance(answer, NotFetched) else _read(answer)


def _read(answer: Fetched) -> Answer:
    try:
        text = answer.body.decode()
    except UnicodeDecodeError:
        return Answer(refusal="It answers what is no text.")
    if answer.status == SIGNED and text:
        return Answer(lines=text)
    if answer.status == OTHER_SIZE and answer.media_type == SIZE_TYPE:
        try:
            return Answer(size=read_number(text.removesuffix("\n")))
        except BadNote as fault:
            return Answer(refusal=f"It says badly what it has seen. {fault}")
    said = " ".join("".join(max(char, " ") for char in text).split())
    return Answer(refusal=f"It answers {answer.status}: {said[:_SHOWN_CHARACTERS]}")


def _why(trouble: NotFetched) -> str:
    return f"It does not answer: {trouble.obstacle.value}."
