"""What was fetched, kept as it was: one WARC record, which any web archive's tools can read."""

import gzip
import hashlib
import re
import zlib
from base64 import b32encode
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import uuid4

from tablee.ports.fetch import Fetched

MOST_BYTES = 4 * 1_048_576
"""A snapshot is at most so long when unpacked."""
_BETWEEN = b"\r\n\r\n"
# The body is kept decoded, so what its sender said of its coding is no longer true.
_UNTRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_LINE_END = re.compile(r"[\r\n\0]+")


class SnapshotDamaged(Exception):
    """It is not a snapshot that was written here, or no longer whole."""


def warc(fetched: Fetched, fetched_at_ms: int) -> bytes:
    """Return a snapshot of *fetched*, unlike every other one, however alike the answers are.

    So no two looks keep the same file, and whoever erases theirs erases nobody else's evidence.
    """
    block = _http(fetched) + fetched.body
    moment = datetime.fromtimestamp(fetched_at_ms // 1000, UTC)
    lines = {
        "WARC-Type": "response",
        "WARC-Target-URI": _one_line(fetched.address),
        "WARC-Date": f"{moment:%Y-%m-%dT%H:%M:%S}.{fetched_at_ms % 1000:03}Z",
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Payload-Digest": _digest(fetched.body),
        "WARC-Block-Digest": _digest(block),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    if not fetched.is_whole:
        lines["WARC-Truncated"] = "length"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    record = b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + _BETWEEN
    return gzip.compress(record, compresslevel=6, mtime=0)


def body_of(snapshot: bytes) -> tuple[bytes, str, str]:
    """Return the body in *snapshot*, its content type, and the address it came from.

    Raises:
        SnapshotDamaged: it cannot be read, or is not what was written.
    """
    head, _, rest = _unpacked(snapshot).partition(_BETWEEN)
    record = _fields(head)
    if not head.startswith(b"WARC/1.1\r\n") or not record.get("content-length", "").isdecimal():
        raise SnapshotDamaged("There is no record in it.")
    block = rest[: int(record["content-length"])]
    if _digest(block) != record.get("warc-block-digest"):
        raise SnapshotDamaged("It was changed since it was written.")
    http, _, body = block.partition(_BETWEEN)
    return body, _fields(http).get("content-type", ""), record.get("warc-target-uri", "")


def _unpacked(snapshot: bytes) -> bytes:
    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        record = opener.decompress(snapshot, MOST_BYTES)
    except zlib.error as broken:
        raise SnapshotDamaged("It cannot be unpacked.") from broken
    if not opener.eof:
        raise SnapshotDamaged("It is cut short, or too long.")
    return record


def _http(fetched: Fetched) -> bytes:
    status = fetched.status
    phrase = HTTPStatus(status).phrase if status in {*HTTPStatus} else ""
    kept = {name: value for name, value in fetched.headers.items() if name not in _UNTRUE}
    kept["content-length"] = str(len(fetched.body))
    lines = "".join(f"{_one_line(name)}: {_one_line(value)}\r\n" for name, value in kept.items())
    return f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode(errors="replace")


def _fields(head: bytes) -> dict[str, str]:
    lines = head.decode(errors="replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _one_line(text: str) -> str:
    return _LINE_END.sub(" ", text)


def _digest(content: bytes) -> str:
    return "sha256:" + b32encode(hashlib.sha256(content).digest()).decode()
