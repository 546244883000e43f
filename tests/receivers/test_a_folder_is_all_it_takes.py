"""Adding a protocol is adding a folder: the registry finds it, and no other file names it."""

import pytest
from tests import make
from tests.receivers.porch import HOST, porch_of, with_campaign
from tests.rooms import one_more
from tests.sites import memory

import tablee.receivers
from tablee.ports.receiver import Way
from tablee.registry import Receivers, SameAddress, connectors, offers, receivers

FOLDER = '''
"""Says hello."""
from tablee.core.text import Text
from tablee.ports.receiver import Offer, Receiver
from tablee.wire.asgi import respond

def open_hello(reception):
    async def answer(slug, scope, receive, send):
        await respond(send, 200, f"hello {slug}".encode(), [])
    return answer

OFFER = Offer("hello", "hello", "hello", Text("Hello", "Bonjour"), ())
RECEIVER = Receiver("hello", "hello", open_hello, OFFER)
'''


@pytest.fixture
def folder(tmp_path):
    """A room with one more receiver in it."""
    with one_more(tablee.receivers, "hello", FOLDER, tmp_path):
        yield


def _webmention():
    return next(each for each in receivers() if each.name == "webmention")


def test_the_receivers_of_this_house():
    assert [each.name for each in receivers()] == [
        "activitypub",
        "pingback",
        "trackback",
        "webmention",
        "websub",
    ]
    assert [each.name for each in offers()] == ["pingback", "trackback", "webmention"]
    assert "feeds" in [each.name for each in connectors()]


def test_a_receiver_may_answer_elsewhere_too():
    hello = _webmention()._replace(
        name="hello",
        leaf="hello",
        ways=(
            Way("/hello", lambda _: "all"),
            Way("/c/*/", lambda _: "front", media=frozenset({"text/hello"})),
            Way("/c/*/hellos/*", lambda _: "one"),
        ),
        open=lambda _: "told",
    )
    opened = Receivers(None, [hello])

    def led(method, path, accepted=b"text/hello"):
        headers = [(b"accept", accepted)]
        return opened.leads_to({"method": method, "path": path, "headers": headers})

    assert led("GET", "/hello") == ("all", "")
    assert led("HEAD", "/hello") == ("all", "")
    assert led("POST", "/hello") is None
    assert led("GET", "/c/soup/") == ("front", "soup")
    assert led("GET", "/c/soup/", b"text/html, text/hello") is None
    assert led("GET", "/c/soup/", b"text/html;q=0.9, text/hello") == ("front", "soup")
    assert led("GET", "/c/soup/", b"text/hello;q=0.0, */*") is None
    assert led("GET", "/c/soup/", b"\xff;q=\xb2,,;") is None
    assert led("GET", "/c/soup/hellos/7") == ("one", "soup")
    assert led("POST", "/c/soup/hello") == ("told", "soup")
    with pytest.raises(SameAddress):
        Receivers(None, [hello, hello._replace(leaf="other")])


@pytest.mark.usefixtures("folder")
def test_a_folder_is_found_and_answers():
    assert "hello" in [each.name for each in offers()]
    with memory() as site, porch_of(with_campaign(site)) as porch:
        reply = porch.ask("POST", f"/c/{make.SLUG}/hello", headers={"host": HOST})
        assert reply.body == f"hello {make.SLUG}".encode()
        assert porch.get(f"/c/{make.SLUG}/hello").body == b"a page"


def test_each_offer_is_about_a_receivers_own_address():
    for receiver in receivers():
        if receiver.offer is not None:
            assert (receiver.offer.name, receiver.offer.leaf) == (receiver.name, receiver.leaf)


def test_two_receivers_cannot_answer_at_one_address():
    first = _webmention()
    other = first._replace(name="other", open=lambda _: None)
    with pytest.raises(SameAddress):
        Receivers(None, [first._replace(open=lambda _: "answer"), other])
