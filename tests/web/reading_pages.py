"""What a test can see on a page."""

import json
import re
from html import unescape

HARD_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def words(response) -> str:
    """Return the words of a page on one line, without its tags."""
    page = response.content.decode()
    text = re.sub(r"<[^>]+>", " ", re.split(r"<body[^>]*>", page)[-1])
    return re.sub(r"\s+", " ", unescape(text).translate(HARD_SPACES)).strip()


def stamp(response) -> str:
    """Return the stamp that the form on a page carries."""
    return unescape(re.search(r'name="stamp" value="([^"]*)"', response.content.decode())[1])


def puzzle(response) -> dict:
    """Return the calculation that the form on a page asks of the browser."""
    return json.loads(unescape(re.search(r'data-puzzle="([^"]*)"', response.content.decode())[1]))


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
