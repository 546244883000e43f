"""Read the frames of Jetstream, of both versions, into what they tell us of."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

POSTS = "app.bsky.feed.post"
US_PER_MS = 1_000
_EVENTS = "network.bsky.jetstream.subscribeEvents#"


class Told(StrEnum):
    """What a frame tells."""

    POST = "post"
    """There is a post, new or edited: its record comes along."""
    LOST = "lost"
    """A post was deleted."""
    GONE = "gone"
    """An account is deleted, deactivated, suspended or taken down."""
    NOTICE = "notice"
    """The server says something of the stream; *words* is its name."""
    END = "end"
    """The server hangs up; *words* says why."""
    NOTHING = "nothing"
    """It does not concern posts."""


class News(NamedTuple):
    """One frame, read."""

    told: Told
    position: int = 0
    """Where it stands in the stream: a number of the server's, or microseconds; 0 for nowhere."""
    author: str = ""
    """A DID."""
    key: str = ""
    """The record key of the post."""
    at_ms: int = 0
    """When the server saw it."""
    record: Any = None
    is_edit: bool = False
    words: str = ""


class Unreadable(Exception):
    """This is no frame of Jetstream."""


class _Account(msgspec.Struct):
    active: bool = True
    status: str = ""


class _Commit(msgspec.Struct):
    operation: str = ""
    collection: str = ""
    rkey: str = ""
    record: Any = None


class _First(msgspec.Struct):
    """A frame of version 1."""

    did: str
    time_us: int
    kind: str
    commit: _Commit | None = None
    account: _Account | None = None


class _Payload(_Commit):
    type: str = msgspec.field(default="", name="$type")
    seq: int = 0
    did: str = ""
    time: str = ""
    account: _Account | None = None
    name: str = ""
    message: str = ""


class _Second(msgspec.Struct):
    """A frame of version 2."""

    type: str = msgspec.field(name="$type")
    payload: _Payload | None = None
    error: str = ""
    message: str = ""


_FIRST = msgspec.json.Decoder(_First)
_SECOND = msgspec.json.Decoder(_Second)
_AWAY = frozenset({"deleted", "deactivated", "suspended", "takendown"})
"""Other states, such as ``desynchronized``, are troubles of servers and no wish of anybody's."""

Reader = Callable[[bytes], News]


def read_first(frame: bytes) -> News:
    """Read a frame of version 1 (`/subscribe`).

    Raises:
        Unreadable: it is none.
    """
    try:
        event = _FIRST.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
        raise Unreadable(str(trouble)) from None
    plain = News(Told.NOTHING, event.time_us, event.did, at_ms=event.time_us // US_PER_MS)
    return _told(plain, event.commit, event.account)


def read_second(frame: bytes) -> News:
    """Read a frame of version 2 (`network.bsky.jetstream.subscribeEvents`).

    Raises:
        Unreadable: it is none.
    """
    try:
        event = _SECOND.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
        raise Unreadable(str(trouble)) from None
    if event.type == "error":
        return News(Told.END, words=event.error or event.message)
    payload = event.payload
    if payload is None or not payload.type.startswith(_EVENTS):
        raise Unreadable(event.type)
    match payload.type.removeprefix(_EVENTS):
        case "info":
            return News(Told.NOTICE, words=payload.name)
        case "commit":
            return _told(_plain(payload), payload, None)
        case "account":
            return _told(_plain(payload), None, payload.account)
        case _:
            return _plain(payload)


def _plain(payload: _Payload) -> News:
    return News(Told.NOTHING, payload.seq, payload.did, at_ms=read_moment(payload.time))


def _told(plain: News, commit: _Commit | None, account: _Account | None) -> News:
    if commit is not None and commit.collection == POSTS:
        told = Told.LOST if commit.operation == "delete" else Told.POST
        is_edit = commit.operation == "update"
        return plain._replace(told=told, key=commit.rkey, record=commit.record, is_edit=is_edit)
    if account is not None and not account.active and account.status in _AWAY:
        return plain._replace(told=Told.GONE)
    return plain


def read_moment(words: object) -> int:
    """Return a moment as milliseconds since 1970; 0 when it is none.

    >>> read_moment("2012-02-20T00:00:00.000000Z")
    1329696000000
    """
    try:
        moment = datetime.fromisoformat(str(words))
        return round(moment.timestamp() * 1_000) if moment.tzinfo else 0
    except (ValueError, OverflowError):
        return 0
