"""What shuts people out of a page, as journeys find it."""

from axe_playwright_python.sync_playwright import Axe
from tests.journeys.conftest import DESK, PHONE

WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
LIGHTS = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe().axe_script
ASKED = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(found =>
  found.violations.map(each =>
    [location.pathname, each.id, each.nodes.map(node => node.html.slice(0, 160))]))"""
SETTLED = """Promise.allSettled(document.getAnimations()
  .filter(each => each instanceof CSSTransition).map(each => each.finished)).then(() => null)"""
"""While a colour passes into another one, neither is there."""


def violations(page) -> list[list]:
    """Return the rules that a page breaks, and where."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: list[list] = page.evaluate(ASKED, RULES)
    return found


def shut_out(page, screens=(DESK,)) -> list[list]:
    """Return what shuts anybody out of a page by day and by night, on these screens and a phone.

    The page is opened once, and its reader changes the colours and the width: what a style sheet
    makes of these is all that differs, and each would else be opened six times.
    """
    found = []
    for screen in screens:
        page.set_viewport_size(screen)
        for scheme in LIGHTS:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            found += [[scheme, screen["width"], *each] for each in violations(page)]
    page.set_viewport_size(PHONE)
    widths = page.evaluate(WIDTHS)
    return found if widths == [PHONE["width"]] * 2 else [*found, [page.url, *widths]]
