"""However the address of a post is written, it is one post; and nobody can claim another's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tablee.core.errors import InvalidClaim
from tablee.evidence.address import (
    blog_of,
    canonical,
    canonical_of,
    fetchable,
    named,
    page_at,
    registrable,
)

POST = "https://blog.example.org/2012/soup"


@pytest.mark.conformance("DD-01")
@pytest.mark.parametrize(
    "address",
    [
        "http://blog.example.org/2012/soup",
        "https://www.blog.example.org/2012/soup",
        "HTTPS://Blog.Example.ORG/2012/soup",
        "https://blog.example.org./2012/soup",
        "http://blog.example.org:80/2012/soup",
        "https://blog.example.org:443/2012/soup",
        "https://blog.example.org/2012/soup/",
        "https://blog.example.org/2012/soup#comments",
        "https://blog.example.org/2012/./x/../soup",
        "https://blog.example.org/2012/%73oup",
        "https://blog.example.org/2012/soup?utm_source=x&UTM_Medium=y&fbclid=z",
        "https://blog.example.org/2012/soup?replytocom=12",
        "https://blog.example.org/2012/soup;jsessionid=1A2B",
        "https://blog.example.org/2012/soup/amp",
        "https://blog.example.org/2012/soup/amp/",
        "https://blog.example.org/2012/soup?amp=1",
        "https://blog.example.org/2012/soup?amp",
        "https://amp.blog.example.org/2012/soup",
        "  https://blog.example.org/2012/soup\n",
    ],
)
def test_spellings_of_one_address_are_one(address):
    assert canonical(address) == POST


@pytest.mark.conformance("DD-01")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bücher.example/é", "http://xn--bcher-kva.example/%c3%a9"),
        ("https://blog.example/?b=2&a=1", "https://blog.example?a=1&b=2"),
        ("https://blog.example/?q=a%20b", "https://blog.example/?q=a+b"),
        ("https://blog.example/?p=", "https://blog.example/?p"),
        ("https://lea.blogspot.fr/x.html?m=1", "http://lea.blogspot.com/x.html"),
        ("https://lea.blogspot.co.uk/x.html", "http://lea.blogspot.com/x.html"),
        ("https://m.youtube.com/watch?v=1&feature=share", "https://www.youtube.com/watch?v=1"),
        ("https://fr.m.wikipedia.org/wiki/Soupe", "https://fr.wikipedia.org/wiki/Soupe"),
        ("https://mobile.twitter.com/lea/status/1?s=20", "https://x.com/lea/status/1"),
        ("http://[::0001]/x", "http://[::1]/x"),
    ],
)
def test_two_ways_to_one_page_are_one(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.conformance("DD-01")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://blog.example/?p=1", "https://blog.example/?p=2"),
        ("https://blog.example/a", "https://blog.example/A"),
        ("https://blog.example/a%2Fb", "https://blog.example/a/b"),
        ("https://blog.example:8080/a", "https://blog.example/a"),
        ("https://amp.wordpress.com/a", "https://wordpress.com/a"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://blog.example/?amplitude=1", "https://blog.example/"),
        ("https://lea.blogspot.com/?m=1", "https://lea.example/?m=1"),
        ("https://camp.example/camp", "https://camp.example/"),
    ],
)
def test_different_pages_stay_different(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.conformance("WM-04")
@pytest.mark.parametrize(
    "address",
    [
        "",
        "soup",
        "//blog.example/1",
        "javascript:alert(1)",
        "mailto:lea@blog.example",
        "ftp://blog.example/1",
        "file:///etc/passwd",
        "data:text/html,hello",
        "https://",
        "https:///1",
        "https://lea@blog.example/1",
        "https://lea:secret@blog.example/1",
        "https://@blog.example/1",
        "https://blog.example:port/1",
        "https://blog.example:999999/1",
        "https://blog..example/1",
        "https://.example/1",
        "https://blog%2eexample/1",
        "https://blog.example\\@evil.example/1",
        "https://blog.example/a\nb",
        "https://blog.example/\x00",
        "https://blog.example/\ud800",
        "https://[::1/1",
        "https://[fe80::1%25eth0]/1",
        "https://-blog.example/1",
        "https://" + "a" * 64 + ".example/1",
        "https://" + "ü" * 70 + ".example/1",
        "https://blog.example/" + "a" * 2048,
        "https://blog.example/" + "é" * 1000,
    ],
)
def test_what_is_no_page_address_is_refused(address):
    with pytest.raises(InvalidClaim):
        named(address)


@pytest.mark.parametrize(
    ("address", "blog"),
    [
        ("https://www.example.co.uk/1", "example.co.uk"),
        ("https://cuisine.lea.example/1", "lea.example"),
        ("https://lea.wordpress.com/1", "lea.wordpress.com"),
        ("https://www.lea.wordpress.com/1", "lea.wordpress.com"),
        ("https://lea.blogspot.fr/1", "lea.blogspot.com"),
        ("https://lea.over-blog.com/1", "lea.over-blog.com"),
        ("https://lea.substack.com/p/1", "lea.substack.com"),
        ("https://medium.com/@lea/1", "lea.medium.com"),
        ("https://lea.medium.com/1", "lea.medium.com"),
        ("https://medium.com/about", "medium.com"),
        ("https://www.tumblr.com/lea/1", "lea.tumblr.com"),
        ("https://lea.free.fr/1", "lea.free.fr"),
        ("https://free.fr/~lea/1", "free.fr/~lea"),
        ("https://perso.wanadoo.fr/lea/1", "perso.wanadoo.fr/lea"),
        ("https://sites.google.com/view/lea/1", "sites.google.com/view/lea"),
        ("https://blogs.mediapart.fr/lea/blog/1", "blogs.mediapart.fr/lea"),
        ("https://example.org/~lea/1", "example.org"),
        ("http://127.0.0.1:8000/1", "127.0.0.1"),
        ("http://[::1]/1", "[::1]"),
        ("http://intranet/1", "intranet"),
    ],
)
def test_the_blog_is_the_domain_or_less_where_hosts_are_shared(address, blog):
    assert named(address).blog == blog


def test_the_registrable_domain_comes_from_the_shipped_list():
    assert registrable("a.b.example.co.uk") == "example.co.uk"
    assert registrable("WWW.Example.ORG.") == "example.org"
    assert registrable("lea.github.io") == "lea.github.io"
    assert registrable("127.0.0.1") == "127.0.0.1"
    assert registrable("localhost") == "localhost"
    assert registrable("co.uk") == "co.uk"


@pytest.mark.conformance("DD-02")
@pytest.mark.parametrize(
    "claimed",
    [
        "https://other.example/1",
        "https://example.org.evil.example/1",
        "javascript:alert(1)",
        "https://[",
        "https://lea@blog.example.org/1",
        "https://blog.example.org/",
        "/",
        "",
        None,
    ],
)
def test_a_page_cannot_say_that_it_is_anothers(claimed):
    assert canonical_of(POST, claimed) == POST


@pytest.mark.conformance("DD-02")
def test_on_a_shared_host_a_page_cannot_say_that_it_is_a_neighbours():
    lea, tom = "https://lea.wordpress.com/1", "https://tom.wordpress.com/1"
    assert canonical_of(lea, tom) == lea
    on_medium = "https://medium.com/@lea/1"
    assert canonical_of(on_medium, "https://medium.com/@tom/1") == on_medium


@pytest.mark.conformance("DD-01", "DD-02")
@pytest.mark.parametrize(
    "claimed",
    ["https://example.org/soup", "//www.example.org/soup", "https://m.example.org/../soup"],
)
def test_within_a_domain_a_page_says_which_address_is_its_own(claimed):
    assert canonical_of(POST, claimed) in {"https://example.org/soup", "https://m.example.org/soup"}
    assert canonical_of("https://blog.example.org/?p=12", "/2012/soup/") == POST


def test_a_tidied_address_can_still_be_fetched():
    assert fetchable(" HTTP://WWW.Example.org:80/a/../b/?utm_source=x#f") == (
        "http://www.example.org/b/?utm_source=x"
    )


def test_a_blog_is_found_by_host_alone():
    assert blog_of("lea.canalblog.com") == "lea.canalblog.com"


hosts = st.sampled_from(
    ["www.amp.www.example.org", "amp.m.youtube.com", "lea.blogspot.co.uk", "bücher.example"]
)
pieces = st.sampled_from(
    [
        "/",
        "//",
        "/amp",
        "/.",
        "/..",
        "%2e",
        "%",
        "%7",
        "é",
        " ",
        ";jsessionid=1",
        "?",
        "&",
        "=",
        "a",
    ]
)
likely = st.builds(
    lambda host, tail: f"http://{host}/{''.join(tail)}", hosts, st.lists(pieces, max_size=12)
)


@given(st.one_of(likely, st.text(), st.text().map("http://".__add__)))
@example("http://a/?=&b")
@example("http://a/.;jsessionid=1/b")
@example("http://a/b/%2e.;JSESSIONID=1")
def test_the_name_of_a_page_names_itself(address):
    try:
        name = canonical(address)
    except InvalidClaim:
        return
    assert canonical(name) == name
    assert named(name) == named(address)
    assert canonical(fetchable(address)) == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("http://blog.example/soup/?utm_source=x", "https://blog.example/soup"),
        ("https://BLOG.example:443/soup/amp", "https://blog.example/soup"),
        ("https://blog.example/?p=8", "https://blog.example/?p=8"),
        ("https://blog.example/", ""),
        ("https://other.example/soup", ""),
        ("https://blog.example:8443/soup", ""),
        ("/soup", ""),
        ("", ""),
    ],
)
def test_a_host_says_of_its_own_pages_only_what_is_there(address, name):
    assert page_at(address, "https://blog.example/?p=7") == name
