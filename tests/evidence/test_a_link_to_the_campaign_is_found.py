"""What counts as a link to the campaign, and what only looks like one."""

import pytest
from tests.evidence.pages import CAMPAIGN, LINK, TARGET, fetched, look

from tablee.evidence.page import Target, read_page


@pytest.mark.conformance("VF-01")
@pytest.mark.parametrize(
    "markup",
    [
        f'<a href="{CAMPAIGN}">x</a>',
        f"<A HREF={CAMPAIGN}>x</A>",
        f"<p><b><a\nclass=x href='\n{CAMPAIGN}\t'>x</a>",
        f'<map><area href="{CAMPAIGN}"></map>',
        f'<img src="{CAMPAIGN}">',
        f'<video src="{CAMPAIGN}"></video>',
        f'<audio src="{CAMPAIGN}"></audio>',
        f'<video><source src="{CAMPAIGN}"></video>',
        f'<a rel="nofollow ugc sponsored" href="{CAMPAIGN}">x</a>',
        '<a href="https&#58;//meals.example/c/restos-2012/">x</a>',
        f'<svg><a href="{CAMPAIGN}"><text>x</text></a></svg>',
    ],
)
def test_what_readers_follow_or_see_is_a_link(markup):
    finding = look(f"<!doctype html><title>Soup</title><body>{markup}")
    assert len(finding.links) == 1
    assert finding.is_link_visible


@pytest.mark.conformance("VF-01")
@pytest.mark.parametrize(
    "markup",
    [
        f'<link rel="related" href="{CAMPAIGN}">',
        f'<iframe src="{CAMPAIGN}"></iframe>',
        f'<form action="{CAMPAIGN}"></form>',
        f'<blockquote cite="{CAMPAIGN}">x</blockquote>',
        f'<embed src="{CAMPAIGN}">',
        f'<meta http-equiv="refresh" content="0;url={CAMPAIGN}">',
    ],
)
def test_what_only_machines_follow_is_none(markup):
    assert look(f"<html><body>{markup}<p>Soup").links == ()


@pytest.mark.conformance("VF-01", "VF-04")
@pytest.mark.parametrize(
    "address",
    [
        "https://meals.example/c/restos-2012",
        "http://meals.example/c/restos-2012/",
        "//meals.example/c/restos-2012/",
        "https://MEALS.example:443/c/restos-2012/",
        "https://meals.example./c/restos-2012/",
        "https://meals.example/c/restos-2012/#sponsors",
        "https://meals.example/c/restos-2012/?utm_source=newsletter",
        "https://meals.example/x/../c/restos%2D2012/",
        "https://meals.example/s/restos-2012",
        "https://meals.example/c/restos-2012/r/k3y",
        "https://meals.example/c/restos-2012/act/blog_post",
        "https://meals.example/c/restos-2012/s/mastodon/k3y",
    ],
)
def test_every_page_of_the_campaign_counts(address):
    assert look(f'<a href="{address}">x</a>').links


@pytest.mark.conformance("VF-04")
@pytest.mark.parametrize(
    "address",
    [
        "https://meals.example/c/restos-2012-other/",
        "https://meals.example/c/restos-201",
        "https://meals.example/c/Restos-2012/",
        "https://meals.example/c/other/",
        "https://meals.example/",
        "https://meals.example/c/restos-2012/acts/k3y",
        "https://meals.example/c/restos-2012/r/",
        "https://meals.example:8080/c/restos-2012/",
        "https://meals.example.evil.example/c/restos-2012/",
        "https://evil.example/c/restos-2012/",
        "https://evil.example/?u=https://meals.example/c/restos-2012/",
        "https://evil.example/https://meals.example/c/restos-2012/",
        "https://meals.example@evil.example/c/restos-2012/",
        "https://evil.example@meals.example/c/restos-2012/",
        "ftp://meals.example/c/restos-2012/",
        "javascript:location='https://meals.example/c/restos-2012/'",
        "mailto:lea@meals.example/c/restos-2012/",
        "/c/restos-2012/",
        "c/restos-2012",
        "https://[meals.example/c/restos-2012/",
    ],
)
def test_what_only_resembles_it_does_not(address):
    assert look(f'<a href="{address}">x</a>').links == ()


@pytest.mark.conformance("VF-02", "VF-03")
@pytest.mark.parametrize(
    "markup",
    [
        CAMPAIGN,
        f"<p>See {CAMPAIGN} for more",
        f"<!-- {LINK} -->",
        f"<!-- > {LINK} -->",
        f"<!--<b>-- {LINK} -->",
        f"<pre>{LINK.replace('<', '&lt;')}</pre>",
        f"<script>document.write('{LINK}')</script>",
        f"<style>/* {LINK} */</style>",
        f"<template>{LINK}</template>",
        f"<template><div>{LINK}</div></template>",
        f"<noscript>{LINK}</noscript>",
        f"<noscript><p>{LINK}</noscript>",
        f"<textarea>{LINK}</textarea>",
        f"<title>{LINK}</title>",
        f"<xmp>{LINK}</xmp>",
        f"<iframe>{LINK}</iframe>",
        f"<noembed>{LINK}</noembed>",
        f"<p data-href='{CAMPAIGN}'>x</p>",
        f"<a data-href='{CAMPAIGN}'>x</a>",
        f'<div title="<a href={CAMPAIGN}>">x</div>',
        f"<a name='{CAMPAIGN}'>x</a>",
        f"<math><annotation-xml encoding='x'><!-- {LINK} --></annotation-xml></math>",
    ],
)
def test_an_address_that_is_no_link_does_not_count(markup):
    assert look(f"<!doctype html><body><p>Soup</p>{markup}").links == ()


@pytest.mark.conformance("VF-05")
@pytest.mark.parametrize(
    ("base", "href", "found"),
    [
        ("https://meals.example/c/", "restos-2012/", True),
        ("https://meals.example/", "/c/restos-2012", True),
        ("//meals.example/c/restos-2012/x", ".", True),
        ("https://other.example/", "/c/restos-2012", False),
        ("https://meals.example/c/", "mailto:restos-2012/", False),
        ("/elsewhere/", "//meals.example/c/restos-2012/", True),
    ],
)
def test_relative_links_are_seen_from_the_base_of_the_page(base, href, found):
    page = f'<head><base href="{base}"><base href="https://late.example/"></head>'
    finding = look(f'{page}<a href="{href}">x</a>')
    assert bool(finding.links) is found


@pytest.mark.conformance("VF-05")
def test_relative_links_are_seen_from_where_the_redirects_ended():
    page = fetched('<a href="../c/restos-2012/">x</a>', address="https://meals.example/blog/1")
    assert read_page(page, TARGET, now_ms=0).links == ("https://meals.example/c/restos-2012/",)


def test_our_host_may_have_a_port_or_letters_of_the_world():
    target = Target("soup", ("127.0.0.1:8000", "repas-été.example"))
    page = fetched(
        '<a href="http://127.0.0.1:8000/c/soup/">x</a><a href="https://REPAS-ÉTÉ.example/s/soup">y'
        '<a href="http://127.0.0.1/c/soup/">z</a>'
    )
    assert len(read_page(page, target, now_ms=0).links) == 2


def test_personal_links_keep_their_token():
    finding = look('<a href=" https://meals.example/c/restos-2012/r/Em1L?utm_source=x ">x</a>')
    assert finding.links == ("https://meals.example/c/restos-2012/r/Em1L?utm_source=x",)


@pytest.mark.conformance("VF-06")
@pytest.mark.parametrize(
    ("document", "found"),
    [
        (f'{{"url": "{CAMPAIGN}"}}', True),
        (f'{{"a": {{"b": ["x", "{CAMPAIGN}"]}}}}', True),
        (f'[{{"url": "{CAMPAIGN}"}}]', True),
        (f'{{"url": "see {CAMPAIGN}"}}', False),
        (f'{{"url": " {CAMPAIGN}"}}', False),
        (f'{{"{CAMPAIGN}": 1}}', False),
        (f'"{CAMPAIGN}"', False),
        ('{"url": "https://meals.example/c/restos-2012-other/"}', False),
    ],
)
def test_in_json_the_link_is_all_of_a_value(document, found):
    for kind in ("application/json", "application/activity+json; charset=utf-8"):
        finding = look(document, kind)
        assert (bool(finding.links), finding.is_readable) == (found, True)


@pytest.mark.conformance("VF-06")
@pytest.mark.parametrize("document", ["{", "", "[" * 100_000, "[" * 1000 + "]" * 999, '"\ud83d"'])
def test_broken_json_is_not_readable(document):
    finding = look(document.encode("utf-8", "surrogatepass"), "application/json")
    assert (finding.links, finding.is_readable) == ((), False)


@pytest.mark.conformance("VF-06")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CAMPAIGN, True),
        (f"See <{CAMPAIGN}>.", True),
        (f"Ten meals ({CAMPAIGN}), and soup", True),
        (f"[ten meals]({CAMPAIGN})", True),
        ("https://meals.example/c/restos-2012", True),
        ("https://meals.example/c/restos-2012-other", False),
        (f"https://evil.example/?u={CAMPAIGN}", False),
        (f"x{CAMPAIGN}", False),
        ("meals.example/c/restos-2012/", False),
    ],
)
def test_in_plain_text_the_link_stands_by_itself(text, found):
    assert bool(look(f"Soup\n{text}\nBread", "text/plain").links) is found


@pytest.mark.conformance("VF-06")
@pytest.mark.parametrize(
    "kind", ["image/png", "application/pdf", "application/rss+xml", "text/css", "multipart/mixed"]
)
def test_other_documents_are_not_readable(kind):
    finding = look(LINK, kind)
    assert (finding.links, finding.is_readable) == ((), False)


@pytest.mark.conformance("VF-09")
def test_a_page_can_say_of_itself_that_it_is_gone():
    assert look('<meta http-equiv="Status" content="410 Gone">').status == 410
    assert look('<meta http-equiv="status" content="200 OK">').status == 200


def test_only_an_answer_of_200_is_read():
    page = fetched(LINK)._replace(status=404)
    finding = read_page(page, TARGET, now_ms=0)
    assert (finding.status, finding.links, finding.is_readable) == (404, (), False)
