"""A log at an address is fetched within bounds, and then verified like any other."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tablee.verifying.conclusion import PROVEN, WRONG
from tablee.verifying.finding import Unusable
from tablee.verifying.sources.address import fetched
from tablee.verifying.verifier import Wish, verify_log


class Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


@contextmanager
def served(folder, handler=Quiet):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_log_that_is_served_is_proven(bare):
    with served(bare.folder) as address:
        assert verify_log(address, Wish()).code == PROVEN
        assert verify_log(f"{address}/checkpoint", Wish()).code == PROVEN


def test_a_log_that_grows_while_it_is_fetched_is_proven(bare, tmp_path):
    assert [*bare.folder.rglob("*.p")]
    with served(grown(bare.folder, tmp_path)) as address:
        assert verify_log(address, Wish()).code == PROVEN


def grown(folder, into):
    """Copy a log as it lies once its last tiles have grown: the partial ones are gone."""
    for file in [each for each in folder.rglob("*") if each.is_file()]:
        path, content = into / file.relative_to(folder), file.read_bytes()
        if path.parent.suffix == ".p":
            path, content = path.parent.with_suffix(""), content * 2
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return into


def test_a_log_of_which_not_all_is_served_is_wrong(small, tmp_path):
    (tmp_path / "checkpoint").write_bytes((small.folder / "checkpoint").read_bytes())
    with served(tmp_path) as address:
        conclusion = verify_log(address, Wish())
    assert conclusion.code == WRONG
    assert any("tile/entries/000" in each.files for each in conclusion.findings)


def test_a_log_that_is_larger_than_any_may_be_is_not_fetched_to_its_end(small, monkeypatch):
    monkeypatch.setattr("tablee.verifying.sources.address.MOST_LOG_BYTES", 100_000)
    with served(small.folder) as address, pytest.raises(Unusable, match="larger"):
        verify_log(address, Wish())


def test_an_address_without_a_log_cannot_be_read(tmp_path):
    with served(tmp_path) as address, pytest.raises(Unusable, match="no checkpoint"):
        verify_log(address, Wish())


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/log",
        "http://",
        "https:///x",
        "http://[::1",
        "http://a.example:port/log",
        "http://a.example/a b",
    ],
)
def test_an_address_that_does_not_answer_cannot_be_read(address):
    with pytest.raises(Unusable):
        verify_log(address, Wish())


def test_nothing_but_the_web_is_spoken(tmp_path):
    with pytest.raises(Unusable):
        fetched("file:///etc", tmp_path)


class Elsewhere(Quiet):
    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()


class Endless(Quiet):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 40))
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(1 << 16))
        except OSError:
            self.close_connection = True


@pytest.mark.parametrize("handler", [Elsewhere, Endless])
def test_redirects_are_not_followed_and_endless_files_not_read(handler, tmp_path):
    with served(tmp_path, handler) as address, pytest.raises(Unusable):
        verify_log(address, Wish())
