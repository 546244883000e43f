"""Does every program find the same list in a zip file? Some look elsewhere, or read on."""

import struct
from typing import BinaryIO

END_MARK = b"PK\x05\x06"
LARGE_MARK = b"PK\x06\x07"
MOST_COMMENT_BYTES = 65_535
_END = struct.Struct("<10xHLL2x")
_LARGE_BYTES = 20
_LENGTHS = struct.Struct("<3H")
_LENGTHS_AT = 28
_ROW_BYTES = 46


def has_one_reading(file: BinaryIO, members: int) -> bool:
    """Return whether a file's list of *members* ends right before its end, and holds no more.

    Where there is a second end, for many or large files, only that one counts: it is not judged.
    """
    last = file.seek(0, 2)
    first = file.seek(max(0, last - _END.size - MOST_COMMENT_BYTES))
    tail = file.read()
    at = tail.rfind(END_MARK, 0, len(tail) - _END.size + len(END_MARK))
    if at < 0:
        return False
    if tail[max(0, at - _LARGE_BYTES) :].startswith(LARGE_MARK):
        return True
    count, size, start = map(int, _END.unpack_from(tail, at))
    if count != members or start + size != first + at:
        return False
    file.seek(start)
    return _rows_bytes(file.read(size), count) == size


def _rows_bytes(listed: bytes, count: int) -> int:
    """Return how long a list is by what its rows say."""
    at = 0
    for _ in range(count):
        if at + _ROW_BYTES > len(listed):
            return -1
        at += _ROW_BYTES + sum(map(int, _LENGTHS.unpack_from(listed, at + _LENGTHS_AT)))
    return at
