"""Whoever reads a large file slowly keeps nobody else waiting for a page."""

import asyncio
from io import BytesIO

import pytest
from a2wsgi import WSGIMiddleware

from tablee.wire.lending import LARGE_BYTES, Lending, lending

LARGE = bytes(range(256)) * (LARGE_BYTES // 256) + b"end"
PATIENCE_S = 5


class Shelf:
    """Pages that answer with a file, or with a word."""

    def __init__(self, content):
        self._content = content
        self.closed = []

    def __call__(self, environ, start):
        start("200 OK", [("content-type", "application/zip")])
        if environ["PATH_INFO"] == "/word":
            return [b"word"]
        file = self._content()
        close = file.close
        file.close = lambda: (self.closed.append(True), close())
        return environ["wsgi.file_wrapper"](file, 4_096)


class Reader:
    """Reads an answer, at once or when it is let."""

    def __init__(self, *, is_slow=False):
        self.body = b""
        self.is_done = False
        self.portions = 0
        self.may_read = asyncio.Event()
        if not is_slow:
            self.may_read.set()

    async def __call__(self, message):
        if message["type"] == "http.response.body":
            await self.may_read.wait()
            assert not self.is_done
            self.body += message["body"]
            self.portions += 1
            self.is_done = not message.get("more_body", False)


def door(pages):
    """Pages behind a bridge of one thread that lets one portion wait."""
    return Lending(WSGIMiddleware(lending(pages), workers=1, send_queue_size=1))


async def ask(app, path, reader, method="GET"):
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    await app({**scope, "http_version": "1.1"}, receive, reader)


@pytest.fixture
def shelf(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(LARGE)
    return Shelf(lambda: _File(path))


class _File:
    """A file on the disk that can be told how to be closed, as Django does."""

    def __init__(self, path):
        self._file = path.open("rb")
        self.fileno, self.read, self.close = self._file.fileno, self._file.read, self._file.close


def test_a_page_is_answered_while_many_read_a_large_file_slowly(shelf):
    async def story():
        app = door(shelf)
        readers = [Reader(is_slow=True) for _ in range(10)]
        reading = [asyncio.create_task(ask(app, "/file", each)) for each in readers]
        other = Reader()
        await asyncio.wait_for(ask(app, "/word", other), PATIENCE_S)
        assert other.body == b"word"
        for each in readers:
            each.may_read.set()
        await asyncio.wait_for(asyncio.gather(*reading), PATIENCE_S)
        assert all(each.body == LARGE and each.is_done for each in readers)
        assert len(shelf.closed) == len(readers), "by the page that opened it"

    asyncio.run(story())


def test_who_asks_for_the_head_alone_gets_no_file(shelf):
    async def story():
        reader = Reader()
        await ask(door(shelf), "/file", reader, method="HEAD")
        assert (reader.body, reader.is_done, shelf.closed) == (b"", True, [True])

    asyncio.run(story())


def test_small_files_and_those_not_on_the_disk_are_handed_out_by_their_page(tmp_path):
    small = tmp_path / "small"
    small.write_bytes(b"small")

    class Memory(BytesIO):
        """A file that is not on the disk."""

    async def story(content):
        reader = Reader()
        await ask(door(Shelf(content)), "/file", reader)
        return reader.body

    assert asyncio.run(story(lambda: _File(small))) == b"small"
    assert asyncio.run(story(lambda: Memory(LARGE))) == LARGE


def test_a_reader_who_goes_leaves_no_file_open(shelf):
    class Gone(Exception):
        """The reader hung up."""

    async def leave(message):
        if message["type"] == "http.response.body":
            raise Gone

    with pytest.raises(Gone):
        asyncio.run(ask(door(shelf), "/file", leave))
    assert shelf.closed == [True]
