"""A request names us and whom to ask, and carries nothing of ours or of anybody else's."""

import asyncio
import os
import ssl
from datetime import timedelta
from ipaddress import ip_network

import pytest
from tests.outside.certificates import certificates
from tests.outside.stranger import fetch_or_refusal, own_domain, page, raw, redirect, stranger
from tools.house.sources import ROOT

import tablee
from tablee.config import read_settings
from tablee.outside.fetch import open_fetcher, rules_of
from tablee.ports.fetch import Ask, Obstacle

pytestmark = pytest.mark.usefixtures("every_loop")

US = f"Tablee/{tablee.__version__}"


def asked(ask, tell=None, **rules):
    """Return the requests that reached a stranger, and what came back."""

    async def run():
        async with stranger(tell or page(), **rules) as (server, gate):
            told = await fetch_or_refusal(gate, ask)
            return server.wanted, told

    return asyncio.run(run())


@pytest.mark.conformance("FX-07")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, US),
        (
            {"TABLEE_PUBLIC_URL": "https://meals.example.org/"},
            f"{US} (+https://meals.example.org)",
        ),
        ({"TABLEE_CONTACT": "ada@example.org"}, f"{US} (+ada@example.org)"),
        (
            {"TABLEE_PUBLIC_URL": "https://a.example", "TABLEE_CONTACT": "ada@example.org"},
            f"{US} (+https://a.example; ada@example.org)",
        ),
    ],
)
def test_the_user_agent_says_who_we_are_and_whom_to_ask(given, expected):
    agent = rules_of(read_settings(given)).user_agent
    (wanted,), _ = asked("http://lea.test/", user_agent=agent)
    assert wanted.headers["user-agent"] == expected


@pytest.mark.conformance("FX-07")
@pytest.mark.parametrize("word", ["TABLEE_CONTACT", "robots.txt", "403 or 410", "block a host"])
def test_the_policy_is_written_down_for_those_we_visit(word):
    assert word in (ROOT / "docs" / "visits.md").read_text(encoding="utf-8")


def test_a_request_says_no_more_than_it_must():
    (wanted,), _ = asked("http://Léa.test:80/b%20l og?q=é&r=1#top")
    assert (wanted.method, wanted.path, wanted.version) == (
        "GET",
        "/b%20l%20og?q=%C3%A9&r=1",
        "HTTP/1.1",
    )
    assert [name for name, _ in wanted.fields] == [
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    ]
    assert wanted.headers["host"] == "xn--la-bja.test"


@pytest.mark.conformance("FX-07")
def test_proxies_of_the_environment_are_ignored(monkeypatch):
    async def run():
        async with (
            stranger(page(b"from a proxy")) as (proxy, _),
            stranger(page(b"from the blog")) as (_, gate),
        ):
            for name in ("http_proxy", "https_proxy", "all_proxy"):
                for spelling in (name, name.upper()):
                    monkeypatch.setitem(os.environ, spelling, f"http://127.0.0.1:{proxy.port}")
            answer = await gate.fetch(Ask("http://lea.test/"))
            assert answer.body == b"from the blog"
            assert proxy.connections == 0

    asyncio.run(run())


@pytest.mark.conformance("FX-07")
def test_cookies_are_neither_kept_nor_sent():
    async def run():
        async with stranger(page(set_cookie="id=1; Path=/")) as (server, gate):
            for each in range(3):
                answer = await gate.fetch(Ask(f"http://lea.test/{each}"))
                assert "set-cookie" not in answer.headers
            assert not [each for each in server.wanted if "cookie" in each.headers]

    asyncio.run(run())


@pytest.mark.conformance("FX-07")
@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "a=b"},
        {"authorization": "Bearer x"},
        {"Proxy-Authorization": "Basic x"},
        {"Host": "inner"},
        {"Content-Length": "3"},
        {"Transfer-Encoding": "chunked"},
        {"User-Agent": "Mozilla/5.0"},
        {"X-A": "b\r\nHost: inner"},
        {"X-A\r\nHost": "inner"},
        {"X-A": "é"},
        {"": "b"},
    ],
)
def test_a_credential_or_a_broken_header_is_our_own_mistake(headers):
    async def run():
        async with stranger(page()) as (server, gate):
            with pytest.raises(ValueError, match="we do not send"):
                await gate.fetch(Ask("http://lea.test/", headers=headers))
            assert server.connections == 0

    asyncio.run(run())


def test_other_headers_and_bodies_are_sent_as_given():
    ask = Ask(
        "http://lea.test/hub",
        method="POST",
        body=b"hub.mode=subscribe",
        headers={"Content-Type": "application/x-www-form-urlencoded", "If-None-Match": '"1"'},
    )
    (wanted,), _ = asked(ask)
    assert wanted.body == b"hub.mode=subscribe"
    assert wanted.headers["content-length"] == "18"
    assert wanted.headers["if-none-match"] == '"1"'


def test_what_a_stranger_made_us_remember_breaks_no_request():
    ask = Ask("http://lea.test/feed", headers={"If-None-Match": '"é\r\nCookie: a"'})
    (wanted,), (answer, _) = asked(ask)
    assert answer.status == 200
    assert not {"if-none-match", "cookie"} & wanted.headers.keys()


@pytest.mark.conformance("FX-09")
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 Moved"])
def test_what_is_posted_is_never_carried_elsewhere(status):
    wanted, (answer, _) = asked(
        Ask("http://lea.test/hub", method="POST", body=b"secret"),
        redirect("http://other.test/", status),
    )
    assert len(wanted) == 1
    assert (answer.status, answer.headers["location"]) == (int(status[:3]), "http://other.test/")


@pytest.mark.conformance("FX-09")
@pytest.mark.parametrize("address", ["http://10.0.0.1/hook", "http://localhost/hook"])
def test_what_is_posted_passes_the_same_gate(address):
    wanted, (_, refusal) = asked(Ask(address, method="POST", body=b"x"), networks=())
    assert (wanted, refusal) == ([], Obstacle.NOT_PUBLIC)


@pytest.mark.conformance("FX-03", "VF-07")
def test_five_redirects_are_followed_and_no_more():
    def further(last):
        async def tell(wanted, writer):
            step = int(wanted.path[1:])
            told = redirect(f"/{step + 1}") if step < last else page(b"here")
            await told(wanted, writer)

        return tell

    _, (answer, _) = asked("http://lea.test/0", further(5))
    assert answer.address == "http://lea.test/5"
    assert answer.hops == tuple(f"http://lea.test/{each}" for each in range(5))
    wanted, (_, refusal) = asked("http://lea.test/0", further(6))
    assert (len(wanted), refusal) == (6, Obstacle.BAD_REDIRECT)


@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
def test_a_redirect_is_followed_however_it_is_written(coding):
    async def tell(wanted, writer):
        head = "HTTP/1.1 301 Moved\r\nlocation: /caf\xe9 noir\r\n\r\n".encode(coding)
        told = raw(head) if wanted.path == "/" else page()
        await told(wanted, writer)

    wanted, (answer, _) = asked("http://lea.test/#top", tell)
    assert wanted[1].path == "/caf%C3%A9%20noir"
    assert answer.address == "http://lea.test/caf%C3%A9%20noir"
    assert answer.hops == ("http://lea.test/",)


@pytest.mark.parametrize("status", ["300 Choices", "304 Same", "302 Found"])
def test_what_leads_nowhere_else_is_an_answer(status):
    _, (answer, _) = asked("http://lea.test/", page(b"", status))
    assert answer.status == int(status[:3])


def tls_answer(believed, tell=None, address="https://lea.test/"):
    async def run():
        rules = {"tls": believed.server, "trust": lambda: believed.gate}
        async with stranger(tell or page(), **rules) as (server, gate):
            answer, refusal = await fetch_or_refusal(gate, address)
            return answer or refusal, len(server.wanted)

    return asyncio.run(run())


def test_a_page_behind_tls_is_fetched(tmp_path):
    answer, _ = tls_answer(certificates(tmp_path, "lea.test"), page(b"x" * 300_000))
    assert (len(answer.body), answer.is_whole) == (300_000, True)


@pytest.mark.parametrize(
    ("names", "more"),
    [
        (["emil.test"], {}),
        (["lea.test"], {"is_believed": False}),
        (["lea.test"], {"lasts": timedelta(days=1)}),
        (["*.lea.test"], {}),
    ],
)
def test_a_certificate_that_is_not_believed_ends_it(tmp_path, names, more):
    answer, wanted = tls_answer(certificates(tmp_path, *names, **more))
    assert (answer, wanted) == (Obstacle.UNREACHABLE, 0)


@pytest.mark.conformance("FX-03")
def test_what_was_secret_is_never_asked_for_in_the_open(tmp_path):
    believed = certificates(tmp_path, "lea.test")
    answer, wanted = tls_answer(believed, redirect("http://lea.test/"))
    assert (answer, wanted) == (Obstacle.BAD_REDIRECT, 1)


def test_a_site_believes_what_its_machine_believes():
    trust = rules_of(read_settings({})).trust()
    assert trust.verify_mode is ssl.CERT_REQUIRED
    assert trust.check_hostname
    assert trust.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_settings_open_the_gate_to_ones_own_hosts():
    async def run():
        async with stranger(page(b"mine")) as (server, _):
            given = {
                "TABLEE_FETCH_HOSTS": f"blog.example=127.0.0.1:{server.port}",
                "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            }
            gate = open_fetcher(read_settings(given), domain_of=own_domain)
            for address in ("http://blog.example/", f"http://blog.example:{server.port}/"):
                assert (await gate.fetch(Ask(address))).body == b"mine"
            _, refusal = await fetch_or_refusal(gate, "http://blog.example:22/")
            assert refusal is Obstacle.BAD_ADDRESS
            await gate.close()
            del given["TABLEE_FETCH_NETWORKS"]
            gate = open_fetcher(read_settings(given), domain_of=own_domain)
            _, refusal = await fetch_or_refusal(gate, "http://blog.example/")
            assert refusal is Obstacle.NOT_PUBLIC
            await gate.close()

    asyncio.run(run())


def test_a_star_stands_for_every_name_below():
    rules = rules_of(read_settings({"TABLEE_FETCH_HOSTS": "*.blogs.test=127.0.0.1:80"}))
    assert rules.knows("lea.blogs.test")
    assert rules.knows("a.b.blogs.test")
    assert not rules.knows("blogs.test")
    assert not rules.knows("myblogs.test")
    assert ip_network("127.0.0.1/32") not in rules.networks
