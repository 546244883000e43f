"""What one actor tells: somebody made, changed, deleted, passed on, followed something."""

from typing import NamedTuple

from tablee.evidence.activity.document import (
    Document,
    NotReadable,
    host_of,
    id_of,
    ids,
    kinds,
    values,
)

KNOWN = frozenset(
    {
        "Accept",
        "Announce",
        "Create",
        "Delete",
        "Follow",
        "Like",
        "Move",
        "Reject",
        "Undo",
        "Update",
    }
)
LONGEST_ACTIVITY_ID = 2_048


class Activity(NamedTuple):
    """One activity, as far as anybody here looks at it."""

    kind: str
    """One of `KNOWN`; empty for all others."""
    id: str
    """Empty when it has none: some leave it out."""
    actor: str
    object: str
    """The id of what it is about."""
    embedded: Document | None
    """What it is about, where that came along; a copy, to be believed of its own origin only."""
    audience: frozenset[str]
    """To whom it is addressed."""

    @property
    def objects_kinds(self) -> list[str]:
        """What the copy says it is."""
        return kinds(self.embedded) if self.embedded is not None else []


def read_activity(document: Document) -> Activity:
    """Return what a document tells.

    Raises:
        NotReadable: it does not say who tells it.
    """
    actor = next(iter(ids(document, "actor")), "")
    if not actor:
        raise NotReadable("An activity names its actor.")
    subject = next(values(document, "object"), None)
    named = document.get("id")
    is_named = isinstance(named, str) and len(named) <= LONGEST_ACTIVITY_ID and host_of(named)
    return Activity(
        kind=next((each for each in kinds(document) if each in KNOWN), ""),
        id=str(named) if is_named else "",
        actor=actor,
        object=id_of(subject),
        embedded=subject if isinstance(subject, dict) else None,
        audience=frozenset(ids(document, "to", "cc", "audience")),
    )
