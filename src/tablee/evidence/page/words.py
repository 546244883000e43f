"""The words people read on a page: all of them, and those of the post itself."""

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tablee.evidence.page.hiding import is_style_hiding
from tablee.evidence.page.target import fold
from tablee.evidence.text.likeness import FEWEST_WORDS

MOST_LETTERS = 100_000
_UNREAD = "script,style,template,noscript,iframe,textarea,select,noembed,noframes,object"
_HIDDEN = "[hidden],[style]"
_POST = (".e-content", ".entry-content", ".post-content", ".post-body", "article", "main")
_AROUND = "nav,header,footer,aside,form"


class Words(NamedTuple):
    """The words of a page, folded: case, widths and spaces do not matter."""

    all: str
    post: str
    """Without what the blog has on all its pages, where that can be told."""


def words_of(tree: LexborHTMLParser) -> Words:
    """Return the words of the page; what is not for reading is taken out of *tree*."""
    title = tree.css_first("title")
    heading = title.text() if title else ""
    _take_out(tree, _UNREAD)
    _take_out(tree, _HIDDEN, if_hidden=True)
    body = tree.body
    if body is None:
        return Words(fold(heading[:MOST_LETTERS]), "")
    text = _text(body)
    everything = fold(f"{heading} {text}")
    for selector in _POST:
        found = tree.css(selector)
        post = fold(_text(found[0])) if len(found) == 1 else ""
        if post.count(" ") >= FEWEST_WORDS:
            return Words(everything, post)
    is_all = not _take_out(tree, _AROUND)
    return Words(everything, everything[len(fold(heading)) :] if is_all else fold(_text(body)))


def _text(node: LexborNode) -> str:
    return node.text(separator=" ")[:MOST_LETTERS]


def _take_out(tree: LexborHTMLParser, selector: str, *, if_hidden: bool = False) -> bool:
    """Remove what matches, and return whether anything did.

    The last goes first, so that nothing is removed with what was around it.
    """
    unread = {
        node.mem_id: node for node in tree.css(selector) if _is_out(node, if_hidden=if_hidden)
    }
    for node in reversed(unread.values()):
        node.decompose()
    return bool(unread)


def _is_out(node: LexborNode, *, if_hidden: bool) -> bool:
    if node.tag in {"html", "body"}:
        return False
    attributes = node.attributes if if_hidden else {}
    style = attributes.get("style")
    return not if_hidden or "hidden" in attributes or bool(style and is_style_hiding(style))
