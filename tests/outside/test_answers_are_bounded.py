"""No answer costs more than it is worth: heads, bodies, chunks and bombs are cut in time."""

import asyncio
import gzip
import hashlib
import sys
import zlib
from pathlib import Path

import brotli
import pytest
from backports import zstd
from tests.outside.stranger import endless, fetched, page, raw, stranger

from tablee.outside.fetch.answer import Limits
from tablee.ports.fetch import Ask, Obstacle

LIMIT = 1_048_576
HEAD = b"HTTP/1.1 200 OK\r\n"
TEXT = "Un billet, dix repas. " * 3_000
CODED = {
    "gzip": gzip.compress(TEXT.encode()),
    "x-gzip": gzip.compress(TEXT.encode()),
    "deflate": zlib.compress(TEXT.encode()),
    "br": brotli.compress(TEXT.encode()),
    "zstd": zstd.compress(TEXT.encode()),
    "identity": TEXT.encode(),
    "": TEXT.encode(),
    "gzip, br": brotli.compress(gzip.compress(TEXT.encode())),
    "GZIP": gzip.compress(TEXT.encode()),
}


def bare_deflate(body):
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(body) + coder.flush()


@pytest.mark.parametrize("coding", CODED)
def test_every_coding_is_undone(coding):
    answer = fetched(page(CODED[coding], content_encoding=coding))
    assert (answer.body.decode(), answer.is_whole) == (TEXT, True)


def test_deflate_as_some_servers_mean_it_is_undone():
    answer = fetched(page(bare_deflate(TEXT.encode()), content_encoding="deflate"))
    assert (answer.body.decode(), answer.is_whole) == (TEXT, True)


def test_files_within_a_file_are_one():
    body = gzip.compress(b"one, ") + gzip.compress(b"two")
    answer = fetched(page(body, content_encoding="gzip"))
    assert (answer.body, answer.is_whole) == (b"one, two", True)


@pytest.mark.conformance("FX-05")
@pytest.mark.parametrize("length", [LIMIT - 1, LIMIT, LIMIT + 1, 5 * LIMIT])
def test_a_body_is_cut_at_a_mebibyte(length):
    answer = fetched(page(bytes(length)))
    assert len(answer.body) == min(length, LIMIT)
    assert answer.is_whole == (length <= LIMIT)


@pytest.mark.conformance("FX-05")
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("length", [LIMIT - 1, LIMIT, LIMIT + 1, 20 * LIMIT])
def test_what_is_decoded_is_cut_at_a_mebibyte(coding, length):
    code = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda body: brotli.compress(body, quality=5),
        "zstd": zstd.compress,
    }[coding]
    answer = fetched(page(code(bytes(length)), content_encoding=coding))
    assert len(answer.body) == min(length, LIMIT)
    assert answer.is_whole == (length <= LIMIT)


@pytest.mark.conformance("FX-05")
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "none"])
def test_a_bomb_of_200_mb_costs_less_than_20(coding):
    """Measured in a process of its own, by the most memory it was ever given."""

    async def run():
        async with stranger(bomb(coding)) as (server, _):
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                Path(__file__).with_name("bombed.py"),
                str(server.port),
                stdout=asyncio.subprocess.PIPE,
            )
            told, _ = await child.communicate()
            growth_mb, body_bytes, is_whole = told.decode().split()
            assert (int(body_bytes), is_whole) == (LIMIT, "False")
            assert float(growth_mb) < 20

    asyncio.run(run())


def bomb(coding):
    """Return 200 MB of nothing, coded a part at a time."""
    if coding == "none":
        return endless(HEAD + b"content-length: 200000000\r\n\r\n", bytes(65_536))
    coder = {
        "gzip": lambda: zlib.compressobj(wbits=31),
        "deflate": zlib.compressobj,
        "br": lambda: brotli.Compressor(quality=5),
        "zstd": zstd.ZstdCompressor,
        "gzip, gzip": lambda: zlib.compressobj(wbits=31),
    }[coding]()
    code = coder.process if coding == "br" else coder.compress
    end = coder.finish if coding == "br" else coder.flush
    body = b"".join(code(bytes(1_000_000)) for _ in range(200)) + end()
    body = gzip.compress(body) if coding == "gzip, gzip" else body
    assert len(body) < LIMIT
    return page(body, content_encoding=coding)


@pytest.mark.conformance("FX-05")
@pytest.mark.parametrize(
    ("tell", "expected"),
    [
        pytest.param(
            raw(HEAD + b"content-length: 100\r\n\r\nshort"), Obstacle.UNREACHABLE, id="longer"
        ),
        pytest.param(raw(HEAD + b"content-length: 5\r\n\r\nhello you"), b"hello", id="shorter"),
        pytest.param(
            raw(HEAD + b"content-length: 99999999999999999999999\r\n\r\n"),
            Obstacle.BAD_ANSWER,
            id="beyond numbers",
        ),
        pytest.param(raw(HEAD + b"content-length: -1\r\n\r\n"), Obstacle.BAD_ANSWER, id="negative"),
        pytest.param(
            raw(HEAD + b"content-length: 1\r\ncontent-length: 2\r\n\r\nab"),
            Obstacle.BAD_ANSWER,
            id="two of them",
        ),
        pytest.param(
            raw(HEAD + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
            Obstacle.BAD_ANSWER,
            id="beside chunks",
        ),
        pytest.param(raw(HEAD + b"\r\nuntil the end"), b"until the end", id="none"),
        pytest.param(
            raw(HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\nhel"),
            Obstacle.UNREACHABLE,
            id="chunk cut off",
        ),
        pytest.param(
            raw(HEAD + b"transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n"),
            Obstacle.BAD_ANSWER,
            id="chunk beyond numbers",
        ),
        pytest.param(
            raw(HEAD + b"transfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nset-cookie: a\r\n\r\n"),
            b"ab",
            id="headers after chunks",
        ),
    ],
)
def test_a_length_that_lies_is_seen(tell, expected):
    answer = fetched(tell)
    assert (answer.body if isinstance(expected, bytes) else answer) == expected


@pytest.mark.conformance("FX-05")
def test_endless_chunks_are_cut():
    chunk = b"10000\r\n" + bytes(65_536) + b"\r\n"
    answer = fetched(endless(HEAD + b"transfer-encoding: chunked\r\n\r\n", chunk))
    assert (len(answer.body), answer.is_whole) == (LIMIT, False)


@pytest.mark.conformance("FX-05")
def test_endless_chunks_of_nothing_are_cut():
    chunk = b"1;" + b"x" * 10_000 + b"\r\n.\r\n"
    answer = fetched(endless(HEAD + b"transfer-encoding: chunked\r\n\r\n", chunk))
    assert len(answer.body) < LIMIT
    assert not answer.is_whole


@pytest.mark.conformance("FX-05")
@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(endless(HEAD, b"x: y\r\n"), id="headers"),
        pytest.param(endless(HEAD + b"x: ", b"y" * 1_000), id="one header"),
        pytest.param(endless(HEAD, b"y" * 1_000), id="one name"),
        pytest.param(endless(b"HTTP/1.1 200 ", b"O" * 1_000), id="status"),
        pytest.param(endless(b"", b"HTTP/1.1 103 Early\r\nx: y\r\n\r\n"), id="hints"),
        pytest.param(endless(b"", b"\r\n" * 500), id="empty lines"),
        pytest.param(raw(HEAD + b"x: y\r\n" * 257 + b"\r\n"), id="many"),
        pytest.param(raw(HEAD + b"x: " + b"y" * 70_000 + b"\r\n\r\n"), id="long"),
    ],
)
def test_an_endless_head_is_refused(tell):
    assert fetched(tell) is Obstacle.BAD_ANSWER


@pytest.mark.parametrize(
    "told",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"<html>an answer of long ago",
        HEAD + b"x : y\r\n\r\n",
        HEAD + b"x\x00y: z\r\n\r\n",
        HEAD + b"transfer-encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
        HEAD + b"content-encoding: gzip\r\n\r\nnot gzip at all",
        HEAD + b"content-encoding: br\r\n\r\nnot brotli at all",
        HEAD + b"content-encoding: zstd\r\n\r\nnot zstd at all",
        HEAD + b"content-encoding: deflate\r\n\r\nnot deflate at all",
        HEAD + b"content-encoding: rot13\r\n\r\nuryyb",
        HEAD + b"content-encoding: gzip, gzip, gzip\r\n\r\n.",
    ],
)
def test_what_cannot_be_read_is_no_answer(told):
    assert fetched(raw(told)) is Obstacle.BAD_ANSWER


@pytest.mark.parametrize("told", [b"", HEAD, HEAD + b"x: y\r\n"])
def test_a_stranger_who_goes_away_is_not_there(told):
    assert fetched(raw(told)) is Obstacle.UNREACHABLE


def test_what_was_cut_in_its_coding_gives_what_can_be_had():
    noise = b"".join(hashlib.sha256(bytes([each])).digest() for each in range(256)) * 10
    body = gzip.compress(noise)[:5_000]
    answer = fetched(page(body, content_encoding="gzip"))
    assert noise.startswith(answer.body)
    assert len(answer.body) > 1_000
    assert not answer.is_whole


def test_many_files_within_a_file_are_not_all_opened():
    body = gzip.compress(b"") * 40_000
    answer = fetched(page(body, content_encoding="gzip"))
    assert (answer.body, answer.is_whole) == (b"", False)


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_is_whole(status):
    answer = fetched(raw(f"HTTP/1.1 {status}\r\ncontent-length: 50\r\n\r\n".encode()))
    assert (answer.body, answer.is_whole) == (b"", True)


def test_the_answer_to_head_has_no_body():
    answer = fetched(
        raw(HEAD + b"content-length: 500\r\n\r\n"), Ask("http://lea.test/", method="HEAD")
    )
    assert (answer.status, answer.body, answer.is_whole) == (200, b"", True)


def test_repeated_headers_are_joined_and_cookies_forgotten():
    told = HEAD + (
        b"link: <a>\r\nLink: <b>\r\nset-cookie: a=b\r\nContent-Type: Text/HTML; charset=x\r\n"
        b"content-type: text/plain\r\ncontent-length: 0\r\n\r\n"
    )
    answer = fetched(raw(told))
    assert answer.headers["link"] == "<a>, <b>"
    assert "set-cookie" not in answer.headers
    assert answer.media_type == "text/html"


def test_limits_can_be_smaller():
    answer = fetched(page(b"0123456789"), limits=Limits(body_bytes=4))
    assert (answer.body, answer.is_whole) == (b"0123", False)
