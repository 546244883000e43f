"""What a test can see on a page."""

import re
from html import unescape

HARD_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def words(response) -> str:
    """Return the words of a page on one line, without its tags."""
    page = response.content.decode()
    text = re.sub(r"<[^>]+>", " ", re.split(r"<body[^>]*>", page)[-1])
    return re.sub(r"\s+", " ", unescape(text).translate(HARD_SPACES)).strip()


def figures(response) -> dict[str, str]:
    """Return the figures that the live count moves, by name; those of lines by line."""
    page = response.content.decode()
    found = {}
    line = ""
    pattern = r'data-pool="([^"]+)"|data-figure="([^"]+)">([^<]*)<'
    for pool, name, figure in re.findall(pattern, page):
        line = pool or line
        if name:
            found[f"{line}:{name}" if line else name] = figure.translate(HARD_SPACES)
    return found
