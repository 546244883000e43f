"""Takes one file of a form into memory, and never more of it than is allowed."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

FORM_BYTES = 64 * 1_024
"""What a form holds besides its file, at most."""
DRAINED = 4
"""Up to so many times what is allowed is read and let go: then the form says what is wrong."""


class OneFile(FileUploadHandler):
    """Keeps the first file of one field; nothing is ever written to disk here.

    A file that is too long comes out one byte longer than is allowed, so that the form can say
    so; of all others, and of more files, nothing is kept.
    """

    def __init__(self, request: HttpRequest, field: str, most_bytes: int) -> None:
        super().__init__(request)
        self._field = field
        self._most_bytes = most_bytes
        self._kept = bytearray()
        self._is_begun = False

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - as above
        META: Any,  # noqa: ARG002, N803 - as above
        content_length: int,
        boundary: Any,  # noqa: ARG002 - as above
        encoding: Any = None,  # noqa: ARG002 - as above
    ) -> None:
        """Read nothing of a request that is much too long.

        Raises:
            RequestDataTooBig: it says that it is; nothing of it was read.
        """
        if content_length > DRAINED * (self._most_bytes + FORM_BYTES):
            raise RequestDataTooBig

    def new_file(self, *words: Any, **more: Any) -> None:
        """Begin with a file, or let it go by.

        Raises:
            SkipFile: it is not the one that is wanted.
        """
        super().new_file(*words, **more)
        if self.field_name != self._field or self._is_begun:
            raise SkipFile
        self._is_begun = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's
        """Keep what is allowed, and a byte."""
        room = self._most_bytes + 1 - len(self._kept)
        self._kept += raw_data[:room]

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002 - Django's
        """Return the file: its name and its type are its sender's word, and nobody asks."""
        content = bytes(self._kept)
        return InMemoryUploadedFile(
            BytesIO(content), self._field, "picture", "", len(content), None
        )
