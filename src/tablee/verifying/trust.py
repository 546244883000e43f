"""Whose keys are believed: those that somebody brought along, or else those the log names."""

import json
from dataclasses import dataclass

from tablee.core.log.fault import BadLog
from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key, read_key
from tablee.core.log.policy import Policy, read_policy
from tablee.core.log.tiles import ENTRIES, WIDTH, Tile, unpacked
from tablee.core.promising.sshkey import is_ssh_key, without_comment
from tablee.core.text import Text
from tablee.verifying.finding import Unusable
from tablee.verifying.sources.source import Missing, Source, optional

_UNREADABLE = (Missing, BadLog, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading something as a claim may come to, when anything at all may lie there."""
_UNREADABLE_TRUST = Text(
    "A key or the policy cannot be read: {}", "Une clé ou la politique est illisible : {}"
)


@dataclass(frozen=True, slots=True)
class Trust:
    """What whoever verifies knows from elsewhere: keys, or a policy that names them."""

    keys: tuple[Key, ...] = ()
    ssh: tuple[str, ...] = ()
    """Keys of parties in the spelling of OpenSSH, without the comment."""
    policy: Policy | None = None

    @property
    def log_keys(self) -> tuple[Key, ...]:
        """Keys that may be a log's or a party's."""
        named = self.policy.logs if self.policy else ()
        return (*named, *(key for key in self.keys if key.sort == ED25519))

    @property
    def witness_keys(self) -> tuple[Key, ...]:
        """Keys of witnesses that were given one by one."""
        return tuple(key for key in self.keys if key.sort in {COSIGNATURE, ML_DSA_44})


def read_trust(lines: tuple[str, ...], policy: bytes | None = None) -> Trust:
    """Return what the words of whoever verifies mean.

    Raises:
        Unusable: a key or the policy cannot be read.
    """
    ssh = tuple(without_comment(each) for each in lines if is_ssh_key(each))
    try:
        keys = tuple(read_key(each.strip()) for each in lines if not is_ssh_key(each))
        return Trust(keys, ssh, None if policy is None else read_policy(policy.decode()))
    except BadLog as error:
        raise Unusable(_UNREADABLE_TRUST.about(error.words)) from error
    except UnicodeDecodeError as error:
        words = Text("This is not UTF-8.", "Ce n'est pas de l'UTF-8.")
        raise Unusable(_UNREADABLE_TRUST.about(words)) from error


@dataclass(frozen=True, slots=True)
class Claim:
    """What a log says of itself; nothing of it is believed yet."""

    log: Key | None
    policy: Policy | None
    has_bad_policy: bool = False


def read_claim(source: Source) -> Claim:
    """Return what a log says whose it is: in its first leaf, or else beside it."""
    raw, policy = optional(source, "policy"), None
    is_bad = raw is None and "policy" in source.paths()
    if raw is not None:
        try:
            policy = read_policy(raw.decode())
        except (BadLog, UnicodeDecodeError):
            is_bad = True
    log = _named_first(source) or _named_beside(source)
    if log is None and policy is not None and policy.logs:
        log = policy.logs[0]
    return Claim(log, policy, is_bad)


def _named_first(source: Source) -> Key | None:
    """Return the key in the first leaf."""
    for path in _first_bundles(source):
        try:
            first = unpacked(source.read(path))[0]
            return read_key(json.loads(first)["log"])
        except _UNREADABLE:
            continue
    return None


def _first_bundles(source: Source) -> list[str]:
    """Return the paths at which the first leaf may lie."""
    whole = Tile(ENTRIES, 0).path
    partial = [path for path in source.paths() if path.startswith(f"{whole}.p/")]
    return [whole, *sorted(partial, key=len, reverse=True)[:WIDTH]]


def _named_beside(source: Source) -> Key | None:
    """Return the key in ``keys.json``."""
    try:
        return read_key(json.loads(source.read("keys.json"))["log"])
    except _UNREADABLE:
        return None


def log_key(trust: Trust, claim: Claim, origin: str) -> tuple[Key | None, bool]:
    """Return the key that must have signed for *origin*, and whether it came from elsewhere."""
    given = next((key for key in trust.log_keys if key.name == origin), None)
    if given is not None:
        return given, True
    if trust.policy is not None:
        return None, True
    return claim.log, False
