"""Carry a signed checkpoint to its witnesses and bring their cosignatures back.

Nothing is believed because a witness answered it: each line is checked with the key that the
policy names before it goes under the checkpoint.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.cosignature import Seen, seen_by
from tablee.core.log.fault import BadLog
from tablee.core.log.note import Key, Note, Signature, Verify, read_note
from tablee.core.log.policy import Policy, Witness
from tablee.core.log.tree import Subtree, consistency_proof
from tablee.ports.log.witness import Answer, Witnesses

REST = 12
"""Checkpoints for which a witness that did not sign is not asked, where others are a quorum."""


class Refusal(NamedTuple):
    """A witness that did not cosign, by its name in the policy, and why: for the operator."""

    witness: str
    reason: str


class Collected(NamedTuple):
    """What the witnesses said of one checkpoint."""

    note: Note
    """The checkpoint with every cosignature that was believed."""
    seen: tuple[Seen, ...]
    """Whose they are, and when each of them saw it."""
    is_met: bool
    """Whether they are a quorum."""
    refusals: tuple[Refusal, ...]


class _Question(NamedTuple):
    """One server to be asked, and the size of the log that it is believed to know."""

    witness: Witness
    old: int
    proof: Sequence[bytes]


class _Away(NamedTuple):
    """A server that did not sign: for how many checkpoints it is left alone, and why."""

    left: int
    reason: str


class Witnessing:
    """Asks witnesses, and remembers how much of each log they have seen."""

    def __init__(self, witnesses: Witnesses, verify: Verify) -> None:
        self._witnesses = witnesses
        self._verify = verify
        self._sizes: dict[tuple[str, str], int] = {}
        self._away: dict[str, _Away] = {}

    def collect(self, policy: Policy, note: Note, subtree: Subtree, quorum: str = "") -> Collected:
        """Return *note* with the cosignatures of the witnesses of *policy*.

        *subtree* looks up the tree of the checkpoint, in this thread only. All servers are asked
        at once, and once again where they have seen another size than was thought: a witness that
        is dead costs its timeout and holds nobody back. Who did not sign is then left alone for
        `REST` checkpoints, unless there is no quorum without it. Cosignatures that *note* bears
        already count, and whose they are is not asked again.

        Raises:
            BadNote: *note* is no checkpoint, or bears a cosignature that is wrong.
        """
        keys = tuple(each.key for each in policy.witnesses)
        seen = {each.key for each in seen_by(note, keys, self._verify)}
        asked = [each for each in policy.witnesses if each.url and each.key not in seen]
        resting = {url for url in {each.url for each in asked} if self._rests(url)}
        lines, refusals = self._asked(
            note, [each for each in asked if each.url not in resting], subtree
        )
        later = [each for each in asked if each.url in resting]
        if later and not self._is_met(policy, note, lines, quorum):
            more, refused = self._asked(note, later, subtree)
            lines, refusals = lines + more, refusals + refused
        else:
            refusals += [Refusal(each.name, self._away[each.url].reason) for each in later]
        whole = Note(note.text, (*note.signatures, *lines))
        found = seen_by(whole, keys, self._verify)
        is_met = self._is_met(policy, whole, [], quorum)
        return Collected(whole, tuple(found), is_met, tuple(refusals))

    def _rests(self, url: str) -> bool:
        """Return whether a server is left alone this time; each time is one less."""
        away = self._away.get(url)
        if away is None or not away.left:
            return False
        self._away[url] = away._replace(left=away.left - 1)
        return True

    def _is_met(self, policy: Policy, note: Note, lines: Sequence[Signature], quorum: str) -> bool:
        whole = Note(note.text, (*note.signatures, *lines))
        keys = tuple(each.key for each in policy.witnesses)
        signers = [each.key for each in seen_by(whole, keys, self._verify)]
        return policy.is_met(signers, quorum)

    def _asked(
        self, note: Note, asked: Sequence[Witness], subtree: Subtree
    ) -> tuple[list[Signature], list[Refusal]]:
        """Return the lines that are believed, and whose are missing."""
        servers = {each.url: each for each in reversed(asked)}
        answers = self._ask(note, servers.values(), subtree)
        lines: list[Signature] = []
        refusals: list[Refusal] = []
        for witness in asked:
            line, reason = self._believed(note, witness.key, answers[witness.url])
            if line is None:
                refusals.append(Refusal(witness.name, reason))
                self._away[witness.url] = _Away(REST, reason)
            else:
                lines.append(line)
        refused = {each.witness for each in refusals}
        for url in servers.keys() - {each.url for each in asked if each.name in refused}:
            self._away.pop(url, None)
        return lines, refusals

    def _ask(self, note: Note, witnesses: Iterable[Witness], subtree: Subtree) -> dict[str, Answer]:
        """Ask each server, by its address; where it knows another size, ask once more."""
        origin, size, _ = read_checkpoint(note.text)
        answers: dict[str, Answer] = {}
        servers = [*witnesses]
        for _ in ("as we remember", "as they say"):
            questions = [
                _Question(each, old, consistency_proof(old, size, subtree))
                for each in servers
                for old in [min(size, self._sizes.get((each.url, origin), 0))]
            ]
            servers.clear()
            for question, answer in self._answers(note, questions):
                answers[question.witness.url] = said = _judged(question, answer, size)
                if said.lines:
                    self._sizes[question.witness.url, origin] = size
                elif not said.refusal:
                    self._sizes[question.witness.url, origin] = said.size
                    servers.append(question.witness)
        return answers

    def _answers(
        self, note: Note, questions: Sequence[_Question]
    ) -> list[tuple[_Question, Answer]]:
        if not questions:
            return []
        shown = str(note).encode()
        with ThreadPoolExecutor(len(questions)) as pool:
            answers = [
                pool.submit(self._witnesses.ask, each.witness, each.old, each.proof, shown)
                for each in questions
            ]
            return [
                (each, answer.result()) for each, answer in zip(questions, answers, strict=True)
            ]

    def _believed(self, note: Note, key: Key, answer: Answer) -> tuple[Signature | None, str]:
        """Return the line by *key* in an answer, or what is wrong with it."""
        if not answer.lines:
            return None, answer.refusal or "It changes its mind about what it has seen."
        try:
            answered = read_note(f"{note.text}\n{answer.lines}".encode())
            if not seen_by(answered, (key,), self._verify):
                return None, "It answered, and did not sign with its key."
        except BadLog as fault:
            return None, str(fault)
        mine = (key.name, key.id)
        return next(each for each in answered.signatures if (each.name, each.key_id) == mine), ""


def _judged(question: _Question, answer: Answer, size: int) -> Answer:
    """Return an answer that has lines, or a refusal, or a size from which to ask again."""
    if answer.lines or answer.refusal:
        return answer
    if answer.size > size:
        refusal = f"It has seen {answer.size} leaves of this log, which has {size}."
    elif answer.size == question.old:
        refusal = f"It has seen another log of {answer.size} leaves."
    else:
        return answer
    return answer._replace(refusal=refusal)
