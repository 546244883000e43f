"""Read what strangers write in ActivityStreams 2.0: tolerantly, within bounds, inventing nothing.

Nearly every property may be one value or several, an object or only its id. JSON-LD contexts are
not resolved: the few names looked for here are spelled alike by all that send, with or without a
prefix.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from tablee.core.errors import InvalidClaim
from tablee.evidence.address.parts import split

Document = dict[str, Any]

MOST_BYTES = 1_048_576
MOST_VALUES = 1_000
"""Values of one property that are looked at."""
LONGEST_ID = 2_048
LONGEST_TEXT = 200_000
PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LONGEST_MOMENT = 40


class NotReadable(Exception):
    """This is not what it should be; nothing of it was used."""


def read_document(body: bytes | bytearray) -> Document:
    """Return the one JSON object that *body* is.

    Raises:
        NotReadable: it is too large, too deep, or no such thing.
    """
    if len(body) > MOST_BYTES:
        raise NotReadable("That is too large.")
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotReadable("That is no JSON.") from None
    if not isinstance(document, dict):
        raise NotReadable("That is no JSON object.")
    return document


def values(document: Document, name: str) -> Iterator[Any]:
    """Give the values of a property, whether it has one or several."""
    found = document.get(name)
    if isinstance(found, list):
        yield from found[:MOST_VALUES]
    elif found is not None:
        yield found


def kinds(document: Document) -> list[str]:
    """Return what a document says it is, without prefixes.

    >>> kinds({"type": ["as:Note", "https://www.w3.org/ns/activitystreams#Page"]})
    ['Note', 'Page']
    """
    named = document.get("type", document.get("@type"))
    return [_bare(each) for each in values({"type": named}, "type") if isinstance(each, str)]


def id_of(value: Any) -> str:
    """Return the id of something that is given by it, or whole; empty when it has none of use.

    >>> id_of({"id": "https://social.example/1"})
    'https://social.example/1'
    """
    named = value.get("id", value.get("@id")) if isinstance(value, dict) else value
    return named if isinstance(named, str) and host_of(named) else ""


def ids(document: Document, *names: str) -> list[str]:
    """Return the ids that stand under these properties."""
    found = (id_of(each) for name in names for each in values(document, name))
    return [each for each in found if each]


def host_of(address: str) -> str:
    """Return the host of an address in lower case, with an unusual port; empty when it has none.

    >>> host_of("https://Social.example:443/u/emil")
    'social.example'
    """
    if not 0 < len(address) <= LONGEST_ID or not address.isprintable() or " " in address:
        return ""
    try:
        parts = split(address)
    except InvalidClaim:
        return ""
    return f"{parts.host}:{parts.port}" if parts.port else parts.host


def plain(address: str) -> str:
    """Return an address without its fragment: as it is asked for."""
    return address.partition("#")[0]


def text(document: Document, name: str) -> str:
    """Return the words of a property; of several languages the first one's."""
    found = document.get(name)
    if not isinstance(found, str):
        of_languages = document.get(f"{name}Map")
        spoken = of_languages.values() if isinstance(of_languages, dict) else ()
        found = next((each for each in spoken if isinstance(each, str)), "")
    return found[:LONGEST_TEXT]


def is_true(document: Document, name: str) -> bool:
    """Return whether a property says yes."""
    return document.get(name) is True


def moment_ms(document: Document, name: str) -> int:
    """Return the moment that a property names; 0 when it names none.

    >>> moment_ms({"published": "2012-03-01T12:00:00Z"}, "published")
    1330603200000
    """
    said = document.get(name)
    if not isinstance(said, str) or len(said) > _LONGEST_MOMENT:
        return 0
    try:
        moment = datetime.fromisoformat(said.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0, (moment - _EPOCH) // _MILLISECOND)
    except (ValueError, OverflowError):
        return 0


def _bare(kind: str) -> str:
    return kind.removeprefix("https://www.w3.org/ns/activitystreams#").removeprefix("as:")
