"""Are the files of an export those that its list of hashes names?"""

import re
from hashlib import sha256

from tablee.core.log.fault import BadLog
from tablee.core.log.note import Key, believed, read_note
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.verifying.finding import Finding, State, absent, wrong
from tablee.verifying.sources.source import Missing, Source

CHECK = "files"
LIST = "hashes"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def check_files(source: Source, log: Key | None) -> Finding:
    """Check every file against the list, and the list against the log's key."""
    try:
        raw = source.read(LIST)
    except Missing:
        if LIST in source.paths():
            return wrong(CHECK, _UNREADABLE.about("-"), (LIST,))
        return absent(CHECK, _NO_LIST)
    try:
        expected = _listed(raw, log)
    except BadLog as error:
        return wrong(CHECK, _UNREADABLE.about(error.words), (LIST,))
    bad = tuple(path for path in sorted(expected) if not _is_right(source, path, expected[path]))
    if bad:
        return wrong(CHECK, _OTHERS.about(", ".join(bad[:5])), bad)
    strangers = sorted({*source.paths()} - {*expected, LIST})
    if strangers:
        words = _STRANGERS.about(len(expected), ", ".join(strangers[:5]))
        return Finding(CHECK, State.RIGHT, words)
    return Finding(CHECK, State.RIGHT, _RIGHT.about(len(expected)))


def _listed(raw: bytes, log: Key | None) -> dict[str, str]:
    """Return the hash of each file.

    Raises:
        BadLog: the list is not the log's.
    """
    note = read_note(raw)
    first, *lines = note.text[:-1].split("\n")
    if log is None or log not in believed(note, [log], verify):
        raise BadLog("the log's key has not signed it.", "la clé du journal ne l'a pas signée.")
    if not first.startswith(f"{log.name}/hashes"):
        raise BadLog("it is the list of another log.", "c'est la liste d'un autre journal.")
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise BadLog(
                f"a line of it cannot be read: {line[:80]}",
                f"une ligne est illisible : {line[:80]}",
            )
        found[match[2]] = match[1]
    return found


def _is_right(source: Source, path: str, expected: str) -> bool:
    try:
        return sha256(source.read(path)).hexdigest() == expected
    except Missing:
        return False


_NO_LIST = Text(
    "There is no list of hashes: this is a log, and not an export.",
    "Il n'y a pas de liste d'empreintes : c'est un journal, et non un export.",
)
_UNREADABLE = Text(
    "The list of hashes cannot be believed: {}",
    "La liste d'empreintes ne peut être crue : {}",
)
_OTHERS = Text(
    "These files are not those that were exported: {}",
    "Ces fichiers ne sont pas ceux de l'export : {}",
)
_STRANGERS = Text(
    "All {} files are those that were exported. Nobody stands for others beside them: {}",
    "Les {} fichiers sont ceux de l'export. Personne ne répond d'autres, à côté : {}",
)
_RIGHT = Text(
    "All {} files are those that were exported.", "Les {} fichiers sont ceux de l'export."
)
