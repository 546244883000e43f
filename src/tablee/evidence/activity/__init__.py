"""What servers of the fediverse say: activities, actors and posts, read into facts."""

from tablee.evidence.activity.activity import Activity, read_activity
from tablee.evidence.activity.actor import Person, owner_of, read_actor
from tablee.evidence.activity.document import (
    MOST_BYTES,
    Document,
    NotReadable,
    host_of,
    id_of,
    kinds,
    plain,
    read_document,
)
from tablee.evidence.activity.note import OPT_OUTS, Note, fold_tag, is_tombstone, read_note

__all__ = [
    "MOST_BYTES",
    "OPT_OUTS",
    "Activity",
    "Document",
    "NotReadable",
    "Note",
    "Person",
    "fold_tag",
    "host_of",
    "id_of",
    "is_tombstone",
    "kinds",
    "owner_of",
    "plain",
    "read_activity",
    "read_actor",
    "read_document",
    "read_note",
]
