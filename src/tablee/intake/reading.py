"""Read acts off the wire: one JSON object becomes one claim, or a problem naming its field."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from tablee.core.act import Claim, Evidence, fingerprint, supporter_key
from tablee.core.errors import SenderMistake
from tablee.core.rulebook import as_ms
from tablee.core.text import Text
from tablee.intake.misreading import misreading
from tablee.problems.mistakes import Misread, WireMistake

KIND_LIMIT = 64
OBJECT_LIMIT = 2_048
SUPPORTER_LIMIT = 512
FIRST_YEAR = 1970
LAST_YEAR = 2199


class ActBody(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """An act as partners write it."""

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=KIND_LIMIT)]
    object: Annotated[str, msgspec.Meta(min_length=1, max_length=OBJECT_LIMIT)]
    supporter: Annotated[str, msgspec.Meta(max_length=SUPPORTER_LIMIT)] = ""
    occurred_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    evidence: Evidence | msgspec.UnsetType = msgspec.UNSET
    """Left out, it is what the terms say that a partner's word is worth for the kind."""


Read = ActBody | SenderMistake
"""An act, or what is wrong with it."""
DECODE_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_one = msgspec.json.Decoder(ActBody)
_several = msgspec.json.Decoder(list[ActBody])
_parts = msgspec.json.Decoder(list[msgspec.Raw])


def read_act(body: bytes | bytearray | memoryview) -> ActBody:
    """Return the act that *body* describes.

    Raises:
        Misread: a field is missing, unknown, or cannot be read.
        Unreadable: it is not JSON, or not UTF-8.
    """
    try:
        return _one.decode(body)
    except DECODE_ERRORS as error:
        raise misreading(error) from None


def read_list(body: bytes | bytearray) -> list[Read]:
    """Return each act of a JSON list, or what is wrong with it.

    Raises:
        Misread: the body is not a list.
        Unreadable: it is not JSON, or not UTF-8.
    """
    try:
        return list[Read](_several.decode(body))
    except DECODE_ERRORS:
        return [one_or_mistake(read_act, part) for part in split_list(body)]


def split_list(body: bytes | bytearray) -> list[msgspec.Raw]:
    """Return the parts of a JSON list, unread.

    Raises:
        Misread: the body is not a list.
        Unreadable: it is not JSON.
    """
    try:
        return _parts.decode(body)
    except DECODE_ERRORS as error:
        raise misreading(error) from None


def one_or_mistake(read: Callable[[memoryview], ActBody], part: msgspec.Raw) -> Read:
    """Read one part of a list; what is wrong with it is not the others' fault."""
    try:
        return read(memoryview(part))
    except WireMistake as mistake:
        return mistake


class Claimer:
    """Makes claims out of acts read off the wire, for one campaign."""

    __slots__ = ("_secret", "_slug")

    def __init__(self, slug: str, secret: bytes) -> None:
        self._slug = slug
        self._secret = secret

    def claim(self, act: ActBody, doubted: Collection[str] = ()) -> Claim:
        """Return the claim *act* makes; the supporter's name goes no further.

        *doubted* are the kinds that are left to a person where the sender says nothing else.

        Raises:
            Misread: it has control characters, or a date nobody can mean.
        """
        kind, name, supporter = act.kind, act.object.strip(), act.supporter
        if not (name.isprintable() and supporter.isprintable()) or not name:
            _refuse_controls(("object", name), ("supporter", supporter))
        occurred_at = act.occurred_at
        if occurred_at is not None and not FIRST_YEAR <= occurred_at.year <= LAST_YEAR:
            words = Text(
                f"'occurred_at' lies outside the years {FIRST_YEAR} to {LAST_YEAR}.",
                f"« occurred_at » est hors des années {FIRST_YEAR} à {LAST_YEAR}.",
            )
            raise Misread(words, field="occurred_at")
        evidence = act.evidence
        if evidence is msgspec.UNSET:
            evidence = Evidence.CLAIM if kind in doubted else Evidence.PUBLIC
        return Claim(
            kind,
            name,
            supporter_key(self._secret, self._slug, supporter) if supporter else b"",
            fingerprint(self._slug, kind, name),
            None if occurred_at is None else as_ms(occurred_at),
            evidence,
        )


def _refuse_controls(*fields: tuple[str, str]) -> None:
    """Refuse what no name contains: PostgreSQL cannot even keep a NUL."""
    if not fields[0][1]:
        raise Misread(Text("'object' is blank.", "« object » est vide."), field="object")
    for field, value in fields:
        if _has_controls(value):
            words = Text(
                f"'{field}' contains a control character.",
                f"« {field} » contient un caractère de contrôle.",
            )
            raise Misread(words, field=field)


def _has_controls(characters: Iterable[str]) -> bool:
    # A surrogate cannot be written as UTF-8; below the space and DEL are controls.
    return any(each < " " or each == "\x7f" or "\ud800" <= each <= "\udfff" for each in characters)
