"""What servers of the fediverse say: activities, actors and posts, read into facts."""

from tablee.evidence.activity.activity import Activity, read_activity
from tablee.evidence.activity.actor import Person, owner_of, read_actor
from tablee.evidence.activity.concern import concerns, is_left_out, links_to
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
from tablee.evidence.activity.origin import NotThere, Origins, Voice

__all__ = [
    "MOST_BYTES",
    "OPT_OUTS",
    "Activity",
    "Document",
    "NotReadable",
    "NotThere",
    "Note",
    "Origins",
    "Person",
    "Voice",
    "concerns",
    "fold_tag",
    "host_of",
    "id_of",
    "is_left_out",
    "is_tombstone",
    "kinds",
    "links_to",
    "owner_of",
    "plain",
    "read_activity",
    "read_actor",
    "read_document",
    "read_note",
]
