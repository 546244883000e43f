"""Tell whether somebody who reads a page can see a link on it, as far as the page itself says.

Only what stands at the link and around it is looked at, not style sheets: what is found makes
a person look, and costs nobody a meal.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

DEEPEST = 400
"""Elements around a link; browsers stop at 512."""
_NOT_SHOWN = frozenset({"noscript", "template"})
"""What is in them is for machines: it is not there at all."""
_PICTURES = "img,svg,video,audio,picture,canvas,object,button,input"
_FOR_MACHINES = frozenset(
    {"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "d-none"}
)
_NOTHING = re.compile(r"[\s\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]*")
_LONGEST_VALUE = 200
_USUAL = 200
"""Letters of a style that is worth remembering: most stand on a page many times."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_TINY_LETTERS = (
    r"(?:.*[^\d.])?(?:0++(?:\.0*+)?|\.0++|[01](?:\.\d+)?(?:px|pt))(?:[a-z%]{1,4})?(?:/.*)?"
)
_FAR_OFF = r"-\d{4}.*"
_HIDING = {
    name: re.compile(pattern)
    for name, pattern in {
        "display": "none",
        "visibility": "hidden|collapse",
        "content-visibility": "hidden",
        "font-size": _TINY_LETTERS,
        "font": _TINY_LETTERS,
        "opacity": r"(?:0++(?:\.0*+)?|\.0++)%?",
        "color": "transparent",
        "text-indent": r"-\d{3}.*",
        "transform": r".*scale[xy]?\(0[,)].*",
        "clip": r"rect\(.*",
        "clip-path": r"inset\((?:50|100)%.*|circle\(0.*",
        "left": _FAR_OFF,
        "right": _FAR_OFF,
        "top": _FAR_OFF,
        "bottom": _FAR_OFF,
        "margin": _FAR_OFF,
        "margin-left": _FAR_OFF,
        "margin-top": _FAR_OFF,
    }.items()
}
"""By property, what hides: in lower case, without spaces."""
_FLAT = ("height", "width", "max-height", "max-width")
_TINY = frozenset({"0", "1", "0px", "1px"})


def is_seen(link: LexborNode) -> bool | None:
    """Return whether *link* can be seen; nothing when it is not there for people at all."""
    is_visible = not _is_empty(link)
    for node in _lineage(link):
        if node is None:
            return False
        if node.tag in _NOT_SHOWN:
            return None
        is_visible = is_visible and not is_hiding(node)
    return is_visible


def is_hiding(node: LexborNode) -> bool:
    """Return whether *node* says of itself that people are not to see it."""
    attributes = node.attributes
    if not attributes:
        return node.tag == "dialog"
    if "hidden" in attributes or (node.tag == "dialog" and "open" not in attributes):
        return True
    if (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    if not _FOR_MACHINES.isdisjoint((attributes.get("class") or "").split()):
        return True
    return is_style_hiding(attributes.get("style") or "")


def is_style_hiding(style: str) -> bool:
    """Return whether *style*, as written in an attribute, hides what it is about.

    >>> is_style_hiding("Display : NONE !important"), is_style_hiding("font-size: 10px")
    (True, False)
    """
    return _is_usual_hiding(style) if len(style) < _USUAL else _is_hiding(style)


def _is_hiding(style: str) -> bool:
    plain = "".join(_COMMENT.sub("", style).lower().split())
    if "\\" in plain:
        return True
    said = dict(_declarations(plain))
    if any(name in _HIDING and _HIDING[name].fullmatch(value) for name, value in said.items()):
        return True
    return said.get("overflow") == "hidden" and any(said.get(side) in _TINY for side in _FLAT)


_is_usual_hiding = lru_cache(maxsize=1024)(_is_hiding)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        yield name, value[:_LONGEST_VALUE].removesuffix("!important")


def _is_empty(link: LexborNode) -> bool:
    """Return whether there is nothing of *link* to see: no word, no picture, or one of a dot."""
    if link.tag != "a":
        attributes = link.attributes
        return any((attributes.get(side) or "") in _TINY for side in ("width", "height"))
    if not _NOTHING.fullmatch(link.text()):
        return False
    return all(_is_empty(picture) for picture in link.css(_PICTURES))


def _lineage(link: LexborNode) -> Iterator[LexborNode | None]:
    """Give *link* and what is around it, and nothing at last where that is too deep to tell."""
    node: LexborNode | None = link
    for _ in range(DEEPEST):
        if node is None:
            return
        yield node
        node = node.parent
    yield None
