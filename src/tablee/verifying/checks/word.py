"""Has the log kept its word about an act, given before there was a receipt?"""

from tablee.core.campaign import Stage
from tablee.core.leaves.recount.facts import Facts
from tablee.core.leaves.word import HEADER, Word, read_word
from tablee.core.log.fault import BadLog
from tablee.core.log.note import believed, read_note
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.verifying.checks.checkpoint import Seal
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.reading import find_act
from tablee.verifying.sources.source import Source

CHECK = "receipt"
SECONDS_PER_MINUTE = 60


def is_word(raw: bytes) -> bool:
    """Return whether a file is such a promise, and not yet a receipt."""
    return raw.startswith(HEADER.encode() + b"\n")


def check_word(raw: bytes, source: Source, seal: Seal, facts: Facts) -> Finding:
    """Check a promise of the log to seal an act, against the log as it is."""
    log = seal.log
    try:
        note = read_note(raw)
        word = read_word(note.text)
        if log is None or log not in believed(note, [log], verify) or word.log != facts.origin:
            return wrong(CHECK, _UNSIGNED)
    except BadLog as error:
        return wrong(CHECK, _UNREADABLE.about(error.words))
    return _kept(word, source, seal, facts)


def _kept(word: Word, source: Source, seal: Seal, facts: Facts) -> Finding:
    # Also behind a leaf that does not count: what was promised stands in the log, or does not.
    size = seal.checkpoint.size if seal.checkpoint else 0
    leaf = find_act(source, size, word.act)
    if leaf is not None:
        kept = word.is_kept_by(leaf)
        told = _KEPT.about(word.act)
        return Finding(CHECK, State.RIGHT, told) if kept else wrong(CHECK, _BROKEN.about(word.act))
    # A log that says nothing more is no excuse: witnesses say when it was still no longer.
    minute = max([facts.minute, *(each.at_s // SECONDS_PER_MINUTE for each in seal.seen)])
    if facts.stage == Stage.SETTLED or word.is_broken_by(facts.origin, facts.acts, minute):
        return wrong(CHECK, _BROKEN.about(word.act))
    return Finding(CHECK, State.ABSENT, _WAITING.about(word.act))


_UNREADABLE = Text("The promise cannot be read: {}", "La promesse ne peut être lue : {}")
_UNSIGNED = Text(
    "This promise is not signed by the log's key.",
    "Cette promesse n'est pas signée par la clé du journal.",
)
_KEPT = Text(
    "The log has kept its word: act {} is in it.",
    "Le journal a tenu parole : l'action {} y est.",
)
_BROKEN = Text(
    "The log has broken its word: act {} is not in it as promised. Keep the promise, it is the "
    "proof.",
    "Le journal n'a pas tenu parole : l'action {} n'y est pas comme promis. Gardez la promesse, "
    "c'est la preuve.",
)
_WAITING = Text(
    "Act {} is not in this copy of the log yet, and its time is not over.",
    "L'action {} n'est pas encore dans cette copie du journal ; le délai court encore.",
)
