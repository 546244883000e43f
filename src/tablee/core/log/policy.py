"""Whose signatures make a checkpoint believed: the log, its witnesses, and how many of them.

Source: https://c2sp.org/tlog-policy
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tablee.core.log.checkpoint import read_number
from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key, read_key

NONE = "none"
_LOG_SORTS = frozenset([ED25519])
_WITNESS_SORTS = frozenset([COSIGNATURE, ML_DSA_44])


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness, by the name it has in a policy, and where it listens, if we may call it."""

    name: str
    key: Key
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Some members, and how many of them must have signed."""

    name: str
    threshold: int
    members: tuple[str, ...]


class Twice(NamedTuple):
    """A witness that would count twice."""

    name: str
    """Of the witness, as its keys have it."""
    lines: tuple[str, ...]
    """What the policy calls its keys."""
    group: str
    """In which group it counts twice."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which logs, which witnesses, and the quorum."""

    logs: tuple[Key, ...]
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE
    log_urls: dict[Key, str] = field(default_factory=dict[Key, str])

    def __str__(self) -> str:
        lines = [
            " ".join(filter(None, ("log", str(key), self.log_urls.get(key, ""))))
            for key in self.logs
        ]
        lines += [
            " ".join(filter(None, ("witness", each.name, str(each.key), each.url)))
            for each in self.witnesses
        ]
        lines += [
            f"group {each.name} {_threshold(each)} {' '.join(each.members)}" for each in self.groups
        ]
        return "\n".join([*lines, f"quorum {self.quorum}"]) + "\n"

    def is_met(self, signers: Collection[Key], quorum: str = "") -> bool:
        """Return whether witnesses with these keys are a quorum, where one is asked for."""
        wanted = quorum or self.quorum
        if wanted == NONE:
            return True
        has_signed = {each.name: each.key in signers for each in self.witnesses}
        for group in self.groups:
            count = sum(has_signed[member] for member in group.members)
            has_signed[group.name] = count >= group.threshold
        return has_signed.get(wanted, False)

    def twice(self) -> Twice | None:
        """Return a witness that the quorum counts twice, because it has two keys.

        A witness may have several keys: they count once in a group of which any member will do.
        """
        asked = {self.quorum}
        for group in reversed(self.groups):
            asked.update(group.members if group.name in asked else ())
        names = {each.name: {each.key.name} for each in self.witnesses}
        for group in self.groups:
            # A name is in one group: those below may be emptied into the largest of them.
            below = sorted((names[each] for each in group.members), key=len)
            found = below.pop()
            for each in below:
                if group.threshold > 1 and group.name in asked and not each.isdisjoint(found):
                    return self._twice(min(each & found), group.name)
                found |= each
            names[group.name] = found
        return None

    def _twice(self, name: str, group: str) -> Twice:
        lines = tuple(each.name for each in self.witnesses if each.key.name == name)
        return Twice(name, lines, group)


def _threshold(group: Group) -> str:
    if group.threshold == len(group.members):
        return "all"
    return "any" if group.threshold == 1 else str(group.threshold)


def read_policy(text: str) -> Policy:
    """Return the policy that a file states.

    Empty lines and lines that begin with ``#`` say nothing. A group names what stands above it.
    A key is in a policy once, and a name in one group, so that nobody counts twice.

    Raises:
        BadNote: a line cannot be understood, or a name stands for nothing or for two things.
    """
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        if any(char < " " and char != "\t" for char in line):
            raise BadNote(
                f"Line {number} of the policy: it holds a control character.",
                f"Ligne {number} de la politique : elle contient un caractère de contrôle.",
            )
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if words and not words[0].startswith("#"):
            try:
                reading.take(words)
            except BadNote as error:
                raise BadNote(
                    f"Line {number} of the policy: {error.words.en}",
                    f"Ligne {number} de la politique : {error.words.fr}",
                ) from error
    return reading.policy()


class _Reading:
    """A policy, line by line."""

    def __init__(self) -> None:
        self.logs: dict[Key, str] = {}
        self.witnesses: list[Witness] = []
        self.groups: list[Group] = []
        self.quorum = ""
        self._names = {NONE}
        self._members = {NONE}

    def take(self, words: list[str]) -> None:
        """Take one line in."""
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                key = _read_key(vkey, _LOG_SORTS, self.logs)
                self.logs[key] = "".join(url)
            case ["witness", name, vkey, *url] if len(url) <= 1:
                self._name(name)
                key = _read_key(vkey, _WITNESS_SORTS, [each.key for each in self.witnesses])
                self.witnesses.append(Witness(name, key, "".join(url)))
            case ["group", name, threshold, *members] if members:
                self._group(name, threshold, members)
            case ["quorum", name] if not self.quorum and name in self._names:
                self.quorum = name
            case _:
                raise BadNote("it cannot be understood.", "on ne la comprend pas.")

    def policy(self) -> Policy:
        """Return what was read."""
        if not self.quorum:
            raise BadNote("A policy names its quorum.", "Une politique nomme son quorum.")
        logs = {key: url for key, url in self.logs.items() if url}
        return Policy(
            tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorum, logs
        )

    def _name(self, name: str) -> None:
        if name in self._names:
            raise BadNote(
                f"'{name}' stands for something already.", f"« {name} » désigne déjà autre chose."
            )
        self._names.add(name)

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        if not self._names.issuperset(members):
            raise BadNote(
                "a group names what stands above it.",
                "un groupe nomme ce qui est au-dessus de lui.",
            )
        if len(set(members)) != len(members) or not self._members.isdisjoint(members):
            raise BadNote(
                "a name is in one group, once.", "un nom est dans un seul groupe, une fois."
            )
        words = {"all": len(members), "any": 1}
        wanted = words[threshold] if threshold in words else read_number(threshold)
        if not 1 <= wanted <= len(members):
            raise BadNote(
                f"{wanted} of {len(members)} members are too few or too many.",
                f"{wanted} membres sur {len(members)}, c'est trop peu ou trop.",
            )
        self._name(name)
        self._members.update(members)
        self.groups.append(Group(name, wanted, tuple(members)))


def _read_key(vkey: str, sorts: frozenset[int], known: Iterable[Key]) -> Key:
    key = read_key(vkey)
    if key.sort not in sorts:
        raise BadNote(
            "keys of this sort sign something else.", "les clés de cette sorte signent autre chose."
        )
    if any(key.public == each.public for each in known):
        raise BadNote("this key is there already.", "cette clé y est déjà.")
    return key
