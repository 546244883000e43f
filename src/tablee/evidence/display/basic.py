"""What can be shown of any page, from what is cheap to find and safe to read."""

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tablee.core.post.finding import Display
from tablee.evidence.page.coding import as_utf8
from tablee.evidence.page.read import MOST_BYTES
from tablee.evidence.page.tame import tame
from tablee.evidence.page.told import display_of, read_told

HTML = frozenset({"text/html", "application/xhtml+xml", ""})


def page_of(content: bytes, content_type: str) -> bytes:
    """Return the page in UTF-8 and tamed; nothing when it is no page."""
    kind = content_type.partition(";")[0].strip().lower()
    return tame(as_utf8(content[:MOST_BYTES], content_type))[0] if kind in HTML else b""


def basic_display(page: bytes) -> Display:
    """Return what can be shown of *page*, as `page_of` returns it."""
    try:
        tree = LexborHTMLParser(page)
    except SelectolaxError:
        return Display()
    return display_of(tree, read_told(tree, {}), {})
