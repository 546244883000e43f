"""Our own pages say where to tell us of posts, as senders of each protocol look for it."""

import re
from urllib.parse import urlsplit

import pytest
from tests import make
from tests.receivers.porch import HOST, PAGE, ROOT, SOURCE, fault
from tests.receivers.webmention.sender import Page, discover, send

HERE = {leaf: f"{PAGE}{leaf}" for leaf in ("webmention", "pingback", "trackback")}


class Sender:
    """Asks our site as somebody elsewhere on the web does; headers or markup may be held back."""

    def __init__(self, pages, *, sees_headers=True, sees_markup=True) -> None:
        self._pages = pages
        self._sees_headers = sees_headers
        self._sees_markup = sees_markup

    def get(self, address) -> Page:
        reply = self._pages.get(urlsplit(address).path, host=HOST)
        headers = tuple(reply.headers.items()) if self._sees_headers else ()
        return Page(reply.status, headers, reply.body.decode() if self._sees_markup else "")

    def post(self, address, body, form) -> Page:
        path = urlsplit(address).path
        headers = {"host": HOST, "content-type": form}
        reply = self._pages.ask("POST", path, body.encode(), headers)
        return Page(reply.status, tuple(reply.headers.items()), reply.body.decode())


@pytest.mark.conformance("WM-10")
def test_webmention_is_found_by_the_header(pages):
    sender = Sender(pages, sees_markup=False)
    assert discover(PAGE, sender.get) == HERE["webmention"]


@pytest.mark.conformance("WM-10")
def test_webmention_is_found_by_the_element(pages):
    sender = Sender(pages, sees_headers=False)
    assert discover(PAGE, sender.get) == HERE["webmention"]


@pytest.mark.conformance("WM-01", "WM-10", "WM-12")
def test_a_sender_tells_us_and_sees_what_becomes_of_it(pages):
    sender = Sender(pages)
    answer = send(SOURCE, PAGE, sender.get, sender.post)
    assert answer.status == 201
    (location,) = answer.named("location")
    status = sender.get(location)
    assert status.status == 200
    assert "emil.example" in status.body
    assert sender.get(location[:-1] + "x").status == 404


@pytest.mark.conformance("WM-12")
def test_the_status_is_json_for_programs(pages):
    sender = Sender(pages)
    answer = send(SOURCE, PAGE, sender.get, sender.post)
    path = urlsplit(answer.named("location")[0]).path
    status = pages.get(path + ".json", host=HOST)
    assert status.headers["content-type"].startswith("application/json")
    assert status.json()["outcome"] == "queued"


@pytest.mark.conformance("PB-05")
def test_pingback_is_found_by_the_header_as_wordpress_looks_for_it(pages):
    reply = pages.ask("HEAD", f"/c/{make.SLUG}/", headers={"host": HOST})
    assert reply.headers["x-pingback"] == HERE["pingback"]


@pytest.mark.conformance("PB-05")
def test_pingback_is_found_by_the_element_as_wordpress_looks_for_it(pages):
    """WordPress takes what stands between the quotes of the first href after rel="pingback"."""
    body = pages.get(f"/c/{make.SLUG}/", host=HOST).body.decode()
    quoted = '<link rel="pingback" href="'
    assert body.count(quoted) == 1
    start = body.index(quoted) + len(quoted)
    assert body[start : body.index('"', start)] == HERE["pingback"]
    assert "&" not in HERE["pingback"]


@pytest.mark.conformance("TB-01")
def test_trackback_is_found_in_the_page(pages):
    body = pages.get(f"/c/{make.SLUG}/", host=HOST).body.decode()
    comments = [each for each in re.findall("<!--(.*?)-->", body, re.DOTALL) if "rdf:RDF" in each]
    assert len(comments) == 1
    assert f'trackback:ping="{HERE["trackback"]}"' in comments[0]
    assert f'rdf:about="{PAGE}"' in comments[0]


@pytest.mark.conformance("WM-11")
@pytest.mark.parametrize("leaf", HERE)
@pytest.mark.parametrize(("language", "word"), [("en", "campaign"), ("fr", "campagne")])
def test_people_who_go_there_find_help(pages, leaf, language, word):
    reply = pages.get(f"/c/{make.SLUG}/{leaf}", host=HOST, accept_language=language)
    assert reply.status == 200
    assert word in reply.body.decode()


def test_what_is_posted_there_is_not_for_the_pages(pages):
    assert pages.mention().status == 201
    assert fault(pages.ping()) == 48
    assert pages.track().status == 200
    assert pages.get(f"/c/{make.SLUG}/websub/1-abc", host=HOST).status == 404


@pytest.mark.parametrize("path", [f"/s/{make.SLUG}", f"/c/{make.SLUG}"])
def test_other_addresses_of_a_campaign_say_so_too_or_lead_there(pages, path):
    assert discover(ROOT + path, Sender(pages).get) == HERE["webmention"]
