"""The 23 ways to name an address that webmention.rocks shows to senders, told anew as values."""

from typing import NamedTuple

SITE = "https://rocks.example"
HERE = "/here"


class Case(NamedTuple):
    """A page, and where mentions of it go."""

    why: str
    headers: tuple[tuple[str, str], ...]
    body: str
    found: str | None


def _header(value, name="Link"):
    return ((name, value),)


CASES = {
    1: Case("a header, relative, rel unquoted", _header("</here>; rel=webmention"), "", HERE),
    2: Case("a header, absolute", _header(f"<{SITE}/here>; rel=webmention"), "", HERE),
    3: Case("an element, relative", (), '<link rel="webmention" href="/here">', HERE),
    4: Case("an element, absolute", (), f'<link href="{SITE}/here" rel=webmention>', HERE),
    5: Case("an anchor, relative", (), '<a rel="webmention" href="/here">tell</a>', HERE),
    6: Case("an anchor, absolute", (), f'<a href="{SITE}/here" rel="webmention">x</a>', HERE),
    7: Case("strange case", _header("</here>; rel=webmention", "LinK"), "", HERE),
    8: Case("a header, rel quoted", _header('</here>; rel="webmention"'), "", HERE),
    9: Case("several rels", (), '<link rel="webmention other" href="/here">', HERE),
    10: Case("several rels in a header", _header('</here>; rel="webmention other"'), "", HERE),
    11: Case(
        "all three: the header wins",
        _header('</here>; rel="webmention"'),
        '<link rel="webmention" href="/no"><a rel="webmention" href="/no">x</a>',
        HERE,
    ),
    12: Case(
        "a rel that only ends so",
        (),
        '<link rel="not-webmention" href="/no"><a rel="webmention" href="/here">x</a>',
        HERE,
    ),
    13: Case(
        "a comment",
        (),
        '<!-- <a rel="webmention" href="/no"></a> --><a rel="webmention" href="/here">x</a>',
        HERE,
    ),
    14: Case(
        "escaped markup",
        (),
        '<code>&lt;a rel="webmention" href="/no"&gt;</code><a rel=webmention href="/here">x</a>',
        HERE,
    ),
    15: Case("an empty address: the page itself", (), '<link rel="webmention" href="">', "/15"),
    16: Case(
        "an anchor before an element",
        (),
        '<a rel="webmention" href="/here">x</a><link rel="webmention" href="/no">',
        HERE,
    ),
    17: Case(
        "an element before an anchor",
        (),
        '<link rel="webmention" href="/here"><a rel="webmention" href="/no">x</a>',
        HERE,
    ),
    18: Case(
        "two headers",
        (("Link", '</no>; rel="other"'), ("Link", '</here>; rel="webmention"')),
        "",
        HERE,
    ),
    19: Case(
        "one header with two links",
        _header('</no,no>; rel="other"; title="a, b", </here>; rel="webmention"'),
        "",
        HERE,
    ),
    20: Case(
        "an element without an address",
        (),
        '<link rel="webmention"><a rel="webmention" href="/here">x</a>',
        HERE,
    ),
    21: Case("a query", (), '<link rel="webmention" href="/here?query=yes">', "/here?query=yes"),
    22: Case("relative to the path", (), '<link rel="webmention" href="22/here">', "/22/here"),
    23: Case("after a redirect", (), '<link rel="webmention" href="here">', "/moved/here"),
}
NOBODY = Case("nobody to tell", _header('</no>; rel="pingback"'), "<p>webmention</p>", None)
