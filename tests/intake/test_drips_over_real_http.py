"""Over real sockets: whoever sends slowly takes no page's thread."""

import socket
import time

import pytest
from tests.intake.test_over_real_http import Server

FORM = "/c/soup/act/post"
MANY = 24
"""Three times as many as there are threads for pages."""


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "home")
    yield server
    if server.server.poll() is None:
        server.stop()


def line(server, head):
    opened = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    opened.sendall(f"POST {FORM} HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n".encode())
    return opened


def test_pages_are_written_while_bodies_drip(server):
    lines = [line(server, "content-length: 1000") for _ in range(MANY)]
    try:
        for each in lines:
            each.sendall(b"a")
        begun_s = time.monotonic()
        assert server.ask("GET", "/").content == b"a page"
        assert time.monotonic() - begun_s < 15
        lines[0].sendall(b"a" * 999)
        heard = b""
        while b"a page" not in heard:
            portion = lines[0].recv(65_536)
            assert portion
            heard += portion
    finally:
        for each in lines:
            each.close()


@pytest.mark.parametrize(
    "length", ["content-length: 99999999", "expect: 100-continue\r\ncontent-length: 99999999"]
)
def test_what_says_that_it_is_too_large_is_answered_before_it_comes(server, length):
    with line(server, length) as opened:
        answer = opened.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 404"), "the page is asked at once, without a body"


def test_an_endless_body_is_answered_at_its_limit(server):
    with line(server, "transfer-encoding: chunked") as opened:
        portion = b"%x\r\n%b\r\n" % (65_536, bytes(65_536))
        for _ in range(20):
            opened.sendall(portion)
        assert opened.recv(65_536).startswith(b"HTTP/1.1 404")
