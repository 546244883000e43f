"""Whether a post is spam is asked of a real server; when it fails, somebody must look."""

import asyncio
from urllib.parse import parse_qs

import pytest
from tests.outside.stranger import endless, own_domain, page, raw, redirect, stranger

from tablee.config import read_settings
from tablee.outside.akismet import Akismet, Comment, Opinion, open_akismet

URL = "http://spam.test/1.1/comment-check"
COMMENT = Comment("https://lea.example/1", "https://meals.example/c/2012", "Léa", "Un billet", "fr")


def asked(tell, comment=COMMENT):
    """Return what the service is taken to say, and what it was asked."""

    async def run():
        async with stranger(tell, deadline_s=0.5) as (server, gate):
            akismet = Akismet(gate, url=URL, key="k3y", blog="https://meals.example")
            return await akismet.ask(comment), server.wanted

    return asyncio.run(run())


@pytest.mark.conformance("AB-03")
@pytest.mark.parametrize(
    ("tell", "expected", "is_spam"),
    [
        (page(b"true"), Opinion.SPAM, True),
        (page(b"true\n", x_akismet_pro_tip="discard"), Opinion.DISCARD, True),
        (page(b"false"), Opinion.HAM, False),
        (page(b"invalid", x_akismet_debug_help="bad key"), Opinion.UNKNOWN, None),
        (page(b"false", "500 Sorry"), Opinion.UNKNOWN, None),
        (page(b"false", "403 No"), Opinion.UNKNOWN, None),
        (page(b""), Opinion.UNKNOWN, None),
        (page(b"<html>false</html>"), Opinion.UNKNOWN, None),
        (page(b"falsefalse"), Opinion.UNKNOWN, None),
        (redirect("http://other.test/"), Opinion.UNKNOWN, None),
        (raw(b""), Opinion.UNKNOWN, None),
        (raw(b"nonsense\r\n\r\n"), Opinion.UNKNOWN, None),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"", 0.1), Opinion.UNKNOWN, None),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", bytes(65_536)), Opinion.UNKNOWN, None),
    ],
)
def test_an_opinion_is_what_was_plainly_said(tell, expected, is_spam):
    opinion, wanted = asked(tell)
    assert opinion is expected
    assert opinion.is_spam is is_spam
    assert len(wanted) == 1


@pytest.mark.conformance("AB-03")
def test_a_service_that_is_down_has_no_opinion():
    async def run():
        async with stranger(page(b"false")) as (server, gate):
            await server.close()
            akismet = Akismet(gate, url=URL, key="k3y", blog="")
            assert await akismet.ask(COMMENT) is Opinion.UNKNOWN
            await server.open()

    asyncio.run(run())


def test_the_service_hears_of_the_post_and_of_nobody():
    _, (wanted,) = asked(page(b"false"))
    said = {name: value for name, (value,) in parse_qs(wanted.body.decode()).items()}
    assert (wanted.method, wanted.path) == ("POST", "/1.1/comment-check")
    assert said == {
        "api_key": "k3y",
        "blog": "https://meals.example",
        "comment_type": "pingback",
        "comment_author": "Léa",
        "comment_author_url": "https://lea.example/1",
        "comment_content": "Un billet",
        "permalink": "https://meals.example/c/2012",
        "blog_lang": "fr",
        "blog_charset": "UTF-8",
    }


def test_what_a_stranger_writes_stays_in_its_field():
    _, (wanted,) = asked(
        page(b"false"), COMMENT._replace(text="a&api_key=b\r\n\ud800" + "é" * 30_000)
    )
    said = parse_qs(wanted.body.decode(), keep_blank_values=True)
    assert said["api_key"] == ["k3y"]
    assert len(said["comment_content"][0]) == 20_000


def test_nobody_is_asked_unless_the_operator_says_so():
    assert open_akismet(read_settings({}), domain_of=own_domain) is None


def test_the_operators_service_is_asked():
    async def run():
        async with stranger(page(b"true")) as (server, _):
            settings = read_settings(
                {
                    "TABLEE_AKISMET_URL": URL,
                    "TABLEE_AKISMET_KEY": "k3y",
                    "TABLEE_FETCH_HOSTS": f"spam.test=127.0.0.1:{server.port}",
                    "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
                    "TABLEE_FETCH_PER_MINUTE": "1",
                }
            )
            akismet = open_akismet(settings, domain_of=own_domain)
            for _ in range(5):
                assert await akismet.ask(COMMENT) is Opinion.SPAM
            await akismet.close()

    asyncio.run(run())
