"""CloudEvents 1.0 as another dress for acts: structured, batched, and binary.

The act is the event's ``data``. What it leaves out the envelope gives: ``kind`` the last part of
``type`` (``org.example.act.share``), ``object`` the ``subject``, ``occurred_at`` the ``time``.
Source: CloudEvents 1.0.2, JSON event format 1.0.2, HTTP protocol binding 1.0.2.
"""

import base64
import binascii
from datetime import datetime
from typing import Annotated
from urllib.parse import unquote

import msgspec

from tablee.core.act import Evidence
from tablee.core.text import Text
from tablee.intake.misreading import misreading
from tablee.intake.reading import (
    DECODE_ERRORS,
    KIND_LIMIT,
    OBJECT_LIMIT,
    SUPPORTER_LIMIT,
    ActBody,
    Read,
    one_or_mistake,
    split_list,
)
from tablee.problems.mistakes import Misread
from tablee.wire.asgi import Scope, header

SPECVERSION = "1.0"

_Filled = Annotated[str, msgspec.Meta(min_length=1)]


class _Event(msgspec.Struct, gc=False):
    """The envelope; extension attributes are let through and not looked at."""

    specversion: str
    id: _Filled
    source: _Filled
    type: _Filled
    subject: Annotated[str, msgspec.Meta(max_length=OBJECT_LIMIT)] = ""
    time: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    data: msgspec.Raw = msgspec.Raw()
    data_base64: str | None = None


class _Content(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The act inside; the envelope may give what is left out."""

    kind: Annotated[str, msgspec.Meta(max_length=KIND_LIMIT)] = ""
    object: Annotated[str, msgspec.Meta(max_length=OBJECT_LIMIT)] = ""
    supporter: Annotated[str, msgspec.Meta(max_length=SUPPORTER_LIMIT)] = ""
    occurred_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    evidence: Evidence | msgspec.UnsetType = msgspec.UNSET


_event = msgspec.json.Decoder(_Event)
_content = msgspec.json.Decoder(_Content)
_time = msgspec.json.Decoder(Annotated[datetime, msgspec.Meta(tz=True)])


def read_event(body: bytes | bytearray | memoryview) -> ActBody:
    """Return the act in a structured event.

    Raises:
        Misread: the envelope or the act in it lacks something, or has it wrong.
        Unreadable: it is not JSON, or not UTF-8.
    """
    try:
        event = _event.decode(body)
    except DECODE_ERRORS as error:
        raise misreading(error) from None
    return _act(event, _inside(event))


def read_events(body: bytes | bytearray) -> list[Read]:
    """Return the act in each event of a batch, or what is wrong with it.

    Raises:
        Misread: the body is not a list.
        Unreadable: it is not JSON, or not UTF-8.
    """
    return [one_or_mistake(read_event, part) for part in split_list(body)]


def read_binary_event(scope: Scope, body: bytes | bytearray) -> ActBody:
    """Return the act of an event whose envelope is in the headers ``ce-…``.

    Raises:
        Misread: the envelope or the act in it lacks something, or has it wrong.
        Unreadable: the body is not JSON, or not UTF-8.
    """
    words = {
        name: unquote(header(scope, f"ce-{name}".encode()).decode("latin-1"))
        for name in ("specversion", "id", "source", "type", "subject")
    }
    for name in ("id", "source", "type"):
        if not words[name]:
            raise Misread(
                Text(f"The header 'ce-{name}' is missing.", f"L'en-tête « ce-{name} » manque."),
                field=f"ce-{name}",
            )
    event = _Event(
        words["specversion"], words["id"], words["source"], words["type"], words["subject"]
    )
    when = header(scope, b"ce-time").decode("latin-1")
    try:
        event.time = _time.decode(msgspec.json.encode(when)) if when else None
    except DECODE_ERRORS as error:
        raise misreading(error, "ce-time") from None
    return _act(event, bytes(body))


def _inside(event: _Event) -> bytes | msgspec.Raw:
    if event.data_base64 is not None:
        try:
            return base64.b64decode(event.data_base64, validate=True)
        except (binascii.Error, ValueError):
            words = Text("'data_base64' is not base64.", "« data_base64 » n'est pas du base64.")
            raise Misread(words, field="data_base64") from None
    return event.data


def _act(event: _Event, inside: bytes | msgspec.Raw) -> ActBody:
    """Join envelope and content."""
    if event.specversion != SPECVERSION:
        words = Text(
            f"'specversion' must be {SPECVERSION}.", f"« specversion » doit être {SPECVERSION}."
        )
        raise Misread(words, field="specversion")
    try:
        content = _content.decode(inside or b"{}")
    except DECODE_ERRORS as error:
        raise misreading(error, "data") from None
    name = content.object or event.subject
    if not name:
        words = Text("'data.object' is missing.", "« data.object » manque.")
        raise Misread(words, field="data.object")
    return ActBody(
        kind=(content.kind or event.type.rpartition(".")[2])[:KIND_LIMIT],
        object=name,
        supporter=content.supporter,
        occurred_at=content.occurred_at or event.time,
        evidence=content.evidence,
    )
