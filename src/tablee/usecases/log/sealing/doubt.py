"""Why a log is in doubt: a fact with a code and its details, said in both languages.

The code and the details are what is stored, so that whoever looks years later, in another language,
is told the same. What was stored as a sentence, before there were codes, is shown as it is.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from tablee.core.leaves.fault import LeafRefused
from tablee.core.log.fault import BadLog
from tablee.core.text import Text
from tablee.ports.log.signer import KeyIsLost

FAULT, FAULT_IN_FRENCH = "fault", "fault_fr"
"""The details that say to the letter what is wrong with some bytes."""


class Doubt(StrEnum):
    """What is not as it was left. These names are stored: none is ever given another meaning."""

    FILES_UNKNOWN = "files_unknown"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    FILE_UNREADABLE = "file_unreadable"
    FILE_ASTRAY = "file_astray"
    FILE_SHORT = "file_short"
    ROOT_CHANGED = "root_changed"
    ROOT_MISREAD = "root_misread"
    LEAF_REFUSED = "leaf_refused"
    FIGURE_DIFFERS = "figure_differs"
    LOG_FORGOTTEN = "log_forgotten"
    LOG_MOVED = "log_moved"
    BATCH_ASTRAY = "batch_astray"
    SIGNED_AHEAD = "signed_ahead"
    NOTE_UNREADABLE = "note_unreadable"
    NOTE_OF_ANOTHER = "note_of_another"
    NOTE_AHEAD = "note_ahead"
    NOTE_FORKED = "note_forked"
    KEY_CHANGED = "key_changed"
    KEY_LOST = "key_lost"
    UNREADABLE = "unreadable"


_SAID: Mapping[Doubt, Text] = {
    Doubt.FILES_UNKNOWN: Text(
        "There are files of a log that the database does not know of.",
        "Il y a là les fichiers d'un journal que la base de données ne connaît pas.",
    ),
    Doubt.FILE_MISSING: Text("{path} is missing.", "{path} manque."),
    Doubt.FILE_CHANGED: Text(
        "{path} is not what was sealed, or is missing.",
        "{path} n'est pas ce qui a été scellé, ou manque.",
    ),
    Doubt.FILE_UNREADABLE: Text("{path} cannot be read.", "{path} est illisible."),
    Doubt.FILE_ASTRAY: Text(
        "{path} does not follow from what lies below it.",
        "{path} ne découle pas de ce qui se trouve au-dessous.",
    ),
    Doubt.FILE_SHORT: Text(
        "{path} holds {found} entries, not {wanted}.",
        "{path} contient {found} entrées, et non {wanted}.",
    ),
    Doubt.ROOT_CHANGED: Text(
        "The files of the log have another root than the one that was sealed.",
        "Les fichiers du journal ont une autre racine que celle qui a été scellée.",
    ),
    Doubt.ROOT_MISREAD: Text(
        "Read again from the disk, the log has another root.",
        "Relu depuis le disque, le journal a une autre racine.",
    ),
    Doubt.LEAF_REFUSED: Text(
        "Leaf {leaf} ({kind}) does not follow from those before it.",
        "La feuille {leaf} ({kind}) ne découle pas de celles qui la précèdent.",
    ),
    Doubt.FIGURE_DIFFERS: Text(
        "The campaign's '{figure}' is {campaign}; the log counts {log}.",
        "« {figure} » vaut {campaign} pour la campagne ; le journal compte {log}.",
    ),
    Doubt.LOG_FORGOTTEN: Text(
        "The database has forgotten the log.", "La base de données a oublié le journal."
    ),
    Doubt.LOG_MOVED: Text(
        "The log has moved to where this batch does not lead.",
        "Le journal est allé là où ce lot ne mène pas.",
    ),
    Doubt.BATCH_ASTRAY: Text(
        "The staged batch does not lead where it says.",
        "Le lot préparé ne mène pas où il le dit.",
    ),
    Doubt.SIGNED_AHEAD: Text(
        "{signed} leaves were signed, and {sealed} are sealed.",
        "{signed} feuilles ont été signées, et {sealed} sont scellées.",
    ),
    Doubt.NOTE_UNREADABLE: Text(
        "The file '{path}' cannot be read.", "Le fichier « {path} » est illisible."
    ),
    Doubt.NOTE_OF_ANOTHER: Text(
        "The file '{path}' is of another log.", "Le fichier « {path} » est d'un autre journal."
    ),
    Doubt.NOTE_AHEAD: Text(
        "The file '{path}' tells of {size} leaves, more than are sealed.",
        "Le fichier « {path} » parle de {size} feuilles, plus qu'il n'en est scellé.",
    ),
    Doubt.NOTE_FORKED: Text(
        "The file '{path}' tells of another log of {size} leaves.",
        "Le fichier « {path} » parle d'un autre journal de {size} feuilles.",
    ),
    Doubt.KEY_CHANGED: Text(
        "The key of the log is another than the one it began with.",
        "La clé du journal est une autre que celle avec laquelle il a commencé.",
    ),
    # Pages show this to everybody: where the key lies is said in the operator's own log only.
    Doubt.KEY_LOST: Text(
        "The key of the log cannot be read. It must be put back: no other may sign this log.",
        "La clé du journal est illisible. Il faut la remettre : aucune autre ne peut le signer.",
    ),
    Doubt.UNREADABLE: Text(
        "Something in the log cannot be read.", "Quelque chose du journal est illisible."
    ),
}


class Stop(NamedTuple):
    """Why a log was stopped."""

    doubt: Doubt
    details: Mapping[str, str | int]

    def __str__(self) -> str:
        """Return it as it is stored."""
        said = {"doubt": self.doubt.value, **self.details}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def told(self) -> Text:
        """What is said of it, with what is wrong to the letter where that is known."""
        said = _SAID[self.doubt]
        en = self.details.get(FAULT, "")
        fr = self.details.get(FAULT_IN_FRENCH, en)
        return Text(
            f"{said.en.format_map(self.details)} {en}".rstrip(),
            f"{said.fr.format_map(self.details)} {fr}".rstrip(),
        )


class LogInDoubt(Exception):
    """Something is not as it was left: nothing more is sealed until a person has looked."""

    def __init__(self, doubt: Doubt, **details: str | int) -> None:
        self.stop = Stop(doubt, details)
        super().__init__(self.stop.told.en)


def fault_in(words: Text) -> dict[str, str | int]:
    """Return *words* as the details of a doubt."""
    return {FAULT: words.en, FAULT_IN_FRENCH: words.fr}


def why(error: LogInDoubt | BadLog | KeyIsLost) -> Stop:
    """Return the fact by which a log stops."""
    if isinstance(error, LogInDoubt):
        return error.stop
    if isinstance(error, LeafRefused):
        number, kind = error.number, error.kind
        return Stop(Doubt.LEAF_REFUSED, {"leaf": number, "kind": kind, **fault_in(error.why)})
    if isinstance(error, KeyIsLost):
        return Stop(Doubt.KEY_LOST, {})
    return Stop(Doubt.UNREADABLE, fault_in(error.words))


def told(stored: str) -> Text:
    """Return what is to be said of what is stored; what has no code is said as it stands there."""
    try:
        said = json.loads(stored)
        return Stop(Doubt(said.pop("doubt")), _checked(said)).told
    except (ValueError, LookupError, TypeError, AttributeError):
        return Text(stored, stored)


def _checked(details: dict[str, Any]) -> dict[str, str | int]:
    if not all(isinstance(each, str | int) for each in details.values()):
        raise TypeError
    return details
