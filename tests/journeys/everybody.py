"""What shuts people out of a page, as journeys find it."""

from axe_playwright_python.sync_playwright import Axe

WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def violations(page) -> list[tuple[str, list[str]]]:
    """Return the rules that a page breaks, and where."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]
