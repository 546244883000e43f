"""What can be said of a whole file before anything in it is counted: checksum, size, encoding."""

import codecs
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple

from tablee.evidence.tills.trouble import StillGrowing

CHUNK_BYTES = 1 << 20
PARQUET = b"PAR1"


class Survey(NamedTuple):
    """What was seen on the way through a file."""

    checksum: str
    """SHA-256 of all bytes, in hexadecimal."""
    size_bytes: int
    is_utf8: bool


def survey(path: Path) -> Survey:
    """Go once through all of a file.

    Raises:
        StillGrowing: it changed meanwhile.
    """
    before = path.stat()
    digest = sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, size_bytes = True, 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            size_bytes += len(chunk)
            is_utf8 = is_utf8 and _goes_on(decoder, chunk)
    is_utf8 = is_utf8 and _goes_on(decoder, b"", is_last=True)
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise StillGrowing
    return Survey(digest.hexdigest(), size_bytes, is_utf8)


def looks_whole(path: Path) -> bool:
    """Return whether a file ends as whole files end, without reading the rest of it."""
    with path.open("rb") as file:
        first = file.read(len(PARQUET))
        file.seek(0, SEEK_END)
        file.seek(max(0, file.tell() - len(PARQUET)))
        last = file.read()
    return last == PARQUET if first == PARQUET else last.endswith((b"\n", b"\r"))


def _goes_on(decoder: codecs.IncrementalDecoder, chunk: bytes, *, is_last: bool = False) -> bool:
    try:
        decoder.decode(chunk, is_last)
    except UnicodeDecodeError:
        return False
    return True
