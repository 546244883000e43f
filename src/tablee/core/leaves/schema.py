"""The leaves of a log in JSON Schema, for those who check them with tools of their own."""

from typing import Any

from tablee.core.leaves.fields import FORMS, record_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return what any leaf looks like; that it has its only spelling, a schema cannot say."""
    return {
        "$schema": DIALECT,
        "title": "A leaf of a Tablée log",
        "description": "One JSON object: keys in order of code point, no spaces, UTF-8.",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in FORMS],
        "$defs": {kind: _kind(kind) for kind in FORMS},
    }


def _kind(kind: str) -> dict[str, Any]:
    forms = [record_of(kind, form).schema() for form in FORMS[kind]]
    return forms[0] if len(forms) == 1 else {"oneOf": forms}
