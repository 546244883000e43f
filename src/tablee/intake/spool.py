"""Keep answers for a sender who does not read them yet: first in memory, then on disk."""

import asyncio
import tempfile
from types import TracebackType
from typing import Self

MEMORY_LIMIT_BYTES = 262_144
PORTION_BYTES = 65_536


class Spool:
    """Bytes written at one end and read at the other.

    Most programs send their whole body before they read a word of the answer. Were answers
    held back until they are read, such a sender and we would wait for each other for ever.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY_LIMIT_BYTES)  # noqa: SIM115
        self._written = 0
        self._read = 0
        self._is_closed = False
        self._change = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, portion: bytes) -> None:
        """Add *portion* at the end."""
        self._file.seek(self._written)
        self._file.write(portion)
        self._written += len(portion)
        self._change.set()

    def close(self) -> None:
        """Say that nothing more will come."""
        self._is_closed = True
        self._change.set()

    async def get(self) -> bytes:
        """Return the next portion, waiting for it; nothing at the end."""
        while self._read == self._written:
            if self._is_closed:
                return b""
            self._change.clear()
            await self._change.wait()
        self._file.seek(self._read)
        portion = self._file.read(PORTION_BYTES)
        self._read += len(portion)
        if self._read == self._written:  # all is read: begin anew, so that the file stays small
            self._file.seek(0)
            self._file.truncate()
            self._read = self._written = 0
        return portion
