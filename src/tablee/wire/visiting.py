"""Whether a request comes from somebody who clicked, or from a machine that only looks ahead."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

COOKIE = "tablee_visitor"
COOKIE_AGE_S = 180 * 24 * 3600
AGENTS = Path(__file__).parent / "preview_agents.txt"
_AHEAD_HEADERS = ("sec-purpose", "purpose", "x-purpose", "x-moz")
_BROWSERS = ("mozilla/", "opera/")
_AHEAD_WORDS = ("prefetch", "prerender", "preview")


@lru_cache(maxsize=1)
def preview_agents() -> tuple[str, ...]:
    """Return the words by which link-preview fetchers and robots name themselves."""
    lines = AGENTS.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().casefold() for line in lines if line.strip() and line[0] != "#")


@lru_cache(maxsize=4_096)
def is_preview_agent(agent: str) -> bool:
    """Return whether *agent* is a program that names itself, or one that hides.

    Every browser that people use begins its name as Mosaic's successor did, or as Opera did: what
    does not is a program, whatever it is called this year.
    """
    said = agent.casefold()
    return not said.startswith(_BROWSERS) or any(word in said for word in preview_agents())


def kept_by(cookies: str) -> str:
    """Return our cookie among *cookies*, whatever others there are; empty for none."""
    for each in cookies.split(";"):
        name, is_one, value = each.strip().partition("=")
        if is_one and name.strip() == COOKIE:
            return value.strip().strip('"')
    return ""


def is_looking_ahead(method: str, headers: Mapping[str, str]) -> bool:
    """Return whether a request comes from a machine rather than from somebody who clicked.

    Names in *headers* are in small letters.
    """
    if method != "GET" or is_preview_agent(headers.get("user-agent", "")):
        return True
    for name in _AHEAD_HEADERS:
        said = headers.get(name, "").casefold()
        if said and any(word in said for word in _AHEAD_WORDS):
            return True
    # A picture or a frame that points here is not a click; old browsers do not say.
    return headers.get("sec-fetch-dest", "document") != "document"
