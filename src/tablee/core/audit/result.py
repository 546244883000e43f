"""What an auditor signs: the result of a draw, to the figure as it stands in its leaf."""

from collections.abc import Mapping
from typing import Any

from tablee.core.promising.document import Document
from tablee.core.promising.wording import Kind, write_text

SAID = ("size", "root", "draws", "invalid", "unverifiable", "sheet")
"""What leaf and document both say.

Size and root fix the leaves, these the hashes of the seeds, and these the seeds: together with the
number of draws nobody can take the signature for one under another draw.
"""


def result_text(leaf: Mapping[str, Any], campaign: str, auditor: str, day: str) -> str:
    """Return the exact text that *auditor* is to sign on that day; *leaf* is the result's.

    Raises:
        BadDocument: with that name or that day no text can be written.
    """
    said = {name: str(leaf[name]) for name in SAID}
    return write_text(Kind.AUDIT, {"campaign": campaign, "auditor": auditor, **said, "signed": day})


def other_field(document: Document, leaf: Mapping[str, Any]) -> str:
    """Return the first field in which an audit's document says something else than its leaf.

    >>> from tablee.core.log.note import Note
    >>> from tablee.core.promising.wording import read_text
    >>> leaf = {"size": 9, "root": "0" * 64, "draws": 3, "invalid": 1, "unverifiable": 0}
    >>> leaf["sheet"] = "0" * 64
    >>> text = result_text(leaf, "restos2012", "A paper", "2012-04-02")
    >>> signed = Document(text, text, *read_text(text), Note(text, ()))
    >>> other_field(signed, leaf), other_field(signed, leaf | {"invalid": 0})
    ('', 'invalid')
    """
    return next((name for name in SAID if document.fields[name] != str(leaf[name])), "")
