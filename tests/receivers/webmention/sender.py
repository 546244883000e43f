"""A small sender of webmentions, for tests: it finds an address as the Recommendation says."""

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urljoin

MOST_REDIRECTS = 20
FORM = "application/x-www-form-urlencoded"


class Page(NamedTuple):
    """What came back for an address."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def named(self, wanted: str) -> list[str]:
        return [value for name, value in self.headers if name.lower() == wanted]


Get = Callable[[str], Page]
Post = Callable[[str, str, str], Page]


def discover(target: str, get: Get) -> str | None:
    """Return the address to which mentions of *target* are sent; nothing when it takes none."""
    page = get(target)
    for _ in range(MOST_REDIRECTS):
        if page.status not in {301, 302, 303, 307, 308}:
            break
        target = urljoin(target, page.named("location")[0])
        page = get(target)
    found = _in_headers(page.named("link"))
    if found is None:
        found = _in_markup(page.body)
    return None if found is None else urljoin(target, found)


def send(source: str, target: str, get: Get, post: Post) -> Page | None:
    """Tell *target* that *source* mentions it; return the answer, if anybody is to be told."""
    address = discover(target, get)
    if address is None:
        return None
    return post(address, urlencode({"source": source, "target": target}), FORM)


_LINK = re.compile(r'<(?P<address>[^>]*)>(?P<rest>(?:[^",]|"[^"]*")*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


def _in_headers(headers: Iterable[str]) -> str | None:
    for header in headers:
        for link in _LINK.finditer(header):
            rel = _REL.search(link["rest"])
            if rel and "webmention" in (rel[1] or rel[2]).lower().split():
                return link["address"]
    return None


def _in_markup(markup: str) -> str | None:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Finds the first ``<link>`` or ``<a>`` that names the address."""

    found: str | None = None

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        rels = (said.get("rel") or "").lower().split()
        if self.found is None and tag in {"link", "a"} and "webmention" in rels:
            self.found = said.get("href")
