"""What goes out passes the gate: nothing else in the house opens a line to a stranger."""

import ast
import asyncio
import sys
from pathlib import Path

import pytest
from tests.outside.stranger import page, stranger
from tools.house.sources import sources

LINES_OUT = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "httpx2",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc.client",
}
CALLS_OUT = {
    "create_connection",
    "create_datagram_endpoint",
    "open_connection",
    "sock_connect",
    "urlopen",
    "urlretrieve",
}
THE_GATE = "src/tablee/outside/fetch/"
THE_MAIL = "src/tablee/outside/mail/smtp.py"
"""It speaks to one server, which the operator names: no stranger's word leads there."""
THE_VERIFIER = "src/tablee/verifying/sources/address.py"
"""It runs on the machine of whoever checks, and asks only the address that they give."""
OUR_OWN_DOOR = ("src/tablee/server/", "src/tablee/cli/")
"""They listen, or speak to the site that the same command has started."""


def ways_out(tree):
    """Find what opens lines in *tree*: modules for it, and calls of the event loop."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in LINES_OUT)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            yield from names & LINES_OUT
        elif isinstance(node, ast.Attribute) and node.attr in CALLS_OUT:
            yield node.attr


@pytest.mark.conformance("FX-08", "FX-09")
def test_nothing_but_the_gate_opens_a_line():
    found = {
        (source.path.as_posix(), way)
        for source in sources("src/tablee")
        for way in ways_out(source.tree)
        if not source.path.as_posix().startswith(OUR_OWN_DOOR)
    }
    gate = {f"{THE_GATE}{name}.py" for name in ("exchange", "lines/websocket", "lines/flow")}
    assert {path for path, _ in found} - {THE_MAIL, THE_VERIFIER} == gate, found


def test_the_search_finds_every_way_out():
    text = """
import socket, http.client
from urllib import request
from urllib.request import urlopen
async def f(loop): await loop.create_connection(None)
"""
    assert set(ways_out(ast.parse(text))) == {
        "socket",
        "http.client",
        "urllib.request",
        "create_connection",
    }


@pytest.mark.conformance("FX-08")
def test_reading_a_page_or_a_feed_fetches_nothing_that_they_name():
    """Author pages, oEmbed, canonical, avatars, entities: named, watched for, and not asked for."""

    async def run():
        async with stranger(page()) as (server, _):
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                Path(__file__).with_name("unconnected.py"),
                f"http://127.0.0.1:{server.port}",
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            tried, trouble = await child.communicate()
            assert (child.returncode, tried.decode()) == (0, ""), trouble.decode()
            assert server.connections == 0

    asyncio.run(run())
