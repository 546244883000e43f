"""Is the checkpoint signed by the log's key, and do enough witnesses stand for it?"""

from datetime import UTC, datetime
from typing import NamedTuple

from tablee.core.log.checkpoint import Checkpoint, read_checkpoint
from tablee.core.log.cosignature import Seen, seen_by
from tablee.core.log.fault import BadLog
from tablee.core.log.note import Key, Note, believed, read_note
from tablee.core.log.policy import NONE, Policy
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.trust import Claim, Trust, log_key

CHECK = "checkpoint"


class Seal(NamedTuple):
    """A checkpoint, and what may be believed of it."""

    finding: Finding
    checkpoint: Checkpoint | None = None
    log: Key | None = None
    is_compared: bool = False
    """Whether all keys by which it is believed came from elsewhere than the log: its own, and
    those of the witnesses, where some stand for it."""
    seen: tuple[Seen, ...] = ()

    @property
    def is_witnessed(self) -> bool:
        """Whether a quorum of witnesses stands for it."""
        return self.finding.state is State.RIGHT


def check_checkpoint(raw: bytes, trust: Trust, claim: Claim, path: str = CHECK) -> Seal:
    """Check a signed checkpoint; *path* is the file that holds it."""
    try:
        note = read_note(raw)
        checkpoint = read_checkpoint(note.text)
    except BadLog as error:
        return Seal(wrong(CHECK, _UNREADABLE.about(error.words), (path,)))
    key, is_compared = log_key(trust, claim, checkpoint.origin)
    try:
        _check_signed(note, checkpoint, key)
        seen = tuple(seen_by(note, _witnesses(trust, claim), verify))
    except BadLog as error:
        return Seal(wrong(CHECK, _FALSE.about(error.words), (path,)), checkpoint, key, is_compared)
    fault = _policy_fault(claim, key)
    finding = wrong(CHECK, fault, ("policy",)) if fault else _witnessed(trust, claim, seen)
    # Whoever made the copy wrote its policy, too: witnesses named there alone may be anybody.
    is_theirs = trust.policy is None and not trust.witness_keys
    is_said_here = is_theirs and finding.state is State.RIGHT
    return Seal(finding, checkpoint, key, is_compared and not is_said_here, seen)


def _check_signed(note: Note, checkpoint: Checkpoint, key: Key | None) -> None:
    if key is None:
        raise BadLog(
            "no key is known that could have signed it.",
            "on ne connaît aucune clé qui ait pu le signer.",
        )
    if key.name != checkpoint.origin:
        raise BadLog(
            f"it is about {checkpoint.origin}, the key is that of {key.name}.",
            f"il parle de {checkpoint.origin}, la clé est celle de {key.name}.",
        )
    if key not in believed(note, [key], verify):
        raise BadLog(
            f"{key.name} has not signed it with the key {key}.",
            f"{key.name} ne l'a pas signé avec la clé {key}.",
        )


def _policy_fault(claim: Claim, key: Key | None) -> Text | None:
    if claim.has_bad_policy:
        return _BAD_POLICY
    if claim.policy is not None and key not in claim.policy.logs:
        return _OTHER_POLICY
    return None


def _witnesses(trust: Trust, claim: Claim) -> tuple[Key, ...]:
    """Return the keys of witnesses that are believed."""
    if trust.policy is not None:
        return tuple(each.key for each in trust.policy.witnesses)
    if trust.witness_keys:
        return trust.witness_keys
    return tuple(each.key for each in claim.policy.witnesses) if claim.policy else ()


def _witnessed(trust: Trust, claim: Claim, seen: tuple[Seen, ...]) -> Finding:
    signers = {each.key for each in seen}
    names = ", ".join(f"{each.key.name} ({_when(each.at_s)})" for each in seen)
    policy = trust.policy or claim.policy
    if trust.policy is None and trust.witness_keys:
        is_met = signers.issuperset(trust.witness_keys)
    else:
        is_met = _is_met(policy, signers)
        double = policy.twice() if policy and is_met else None
        if double is not None:
            words = _TWICE.about(double.name, double.group, names)
            return Finding(CHECK, State.UNWITNESSED, words)
    if is_met:
        return Finding(CHECK, State.RIGHT, _WITNESSED.about(names))
    if not names:
        return Finding(CHECK, State.UNWITNESSED, _UNSEEN)
    return Finding(CHECK, State.UNWITNESSED, _UNWITNESSED.about(names))


def _is_met(policy: Policy | None, signers: set[Key]) -> bool:
    return policy is not None and policy.quorum != NONE and policy.is_met(signers)


def _when(at_s: int) -> str:
    try:
        return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return "?"


_UNREADABLE = Text("The checkpoint cannot be read: {}", "Le point de contrôle ne peut être lu : {}")
_FALSE = Text("The checkpoint cannot be believed: {}", "Le point de contrôle ne peut être cru : {}")
_BAD_POLICY = Text(
    "The file that names the witnesses cannot be read.",
    "Le fichier qui nomme les témoins ne peut être lu.",
)
_OTHER_POLICY = Text(
    "The file that names the witnesses is about another log's key.",
    "Le fichier qui nomme les témoins parle de la clé d'un autre journal.",
)
_WITNESSED = Text(
    "The log's key signed it, and a quorum of witnesses has seen it: {}.",
    "La clé du journal l'a signé, et assez de témoins l'ont vu : {}.",
)
_TWICE = Text(
    "The log's key signed it, but its policy is no quorum: the witness {} has several keys, and "
    "counts more than once in the group '{}'. It was seen by: {}.",
    "La clé du journal l'a signé, mais sa politique n'est pas un quorum : le témoin {} a plusieurs "
    "clés, et compte plus d'une fois dans le groupe « {} ». L'ont vu : {}.",
)
_UNSEEN = Text(
    "The log's key signed it, but no quorum of witnesses has. "
    "Another history may have been shown to others.",
    "La clé du journal l'a signé, mais trop peu de témoins l'ont vu. "
    "Une autre histoire a pu être montrée à d'autres.",
)
_UNWITNESSED = Text(
    "The log's key signed it, but no quorum of witnesses has: {}. "
    "Another history may have been shown to others.",
    "La clé du journal l'a signé, mais trop peu de témoins l'ont vu : {}. "
    "Une autre histoire a pu être montrée à d'autres.",
)
