"""Take the pictures that the README shows, from the page of `make demo` while it runs."""

import json
import sys
import time
from urllib.request import urlopen

from playwright.sync_api import FloatRect, Locator, Page, sync_playwright

from tools.browser import find_chromium
from tools.house.sources import ROOT

PICTURES = ROOT / "docs" / "images"
WIDTH_PX = 1200
GAP_PX = 10
"""How far from the next heading the pictures end."""
SHARPNESS = 1.25
EARNED = 29_000
"""Meals from which on the page shows full lines, lines that still pay, and two that were raised."""
LINES = 3
"""How many lines of the table are shown: the full, the raised and the open one."""
FLAGS = ["--no-sandbox", "--disable-gpu"]
PAUSE_S = 0.5


def wait_until_earned(address: str, units: int) -> None:
    """Return when the campaign at *address* has earned *units*."""
    while True:
        with urlopen(f"{address}tally.json") as answer:  # noqa: S310 - the demo on this machine
            tally = json.load(answer)
        if tally["without_purchases"]["paid"] >= units:
            return
        time.sleep(PAUSE_S)


def end_of(part: Locator) -> float:
    """Return how far down the page *part* ends."""
    box = part.bounding_box()
    if box is None:
        sys.exit(f"picture: the page does not show {part}")
    return box["y"] + box["height"]


def take(page: Page) -> None:
    """Write the pictures: the top of the page down to the log's line, and the table."""
    page.locator(".proved-line").wait_for()
    top = end_of(page.locator(".hero")) - GAP_PX
    begun = end_of(page.locator("#act")) + 2 * GAP_PX
    ended = end_of(page.locator("#table .line").nth(LINES - 1)) + GAP_PX
    for name, clip in (
        ("campaign-page.png", FloatRect(x=0, y=0, width=WIDTH_PX, height=top)),
        ("campaign-table.png", FloatRect(x=0, y=begun, width=WIDTH_PX, height=ended - begun)),
    ):
        page.screenshot(path=PICTURES / name, clip=clip, full_page=True)
        print(f"picture: docs/images/{name}")


def main(address: str) -> int:
    """Take the pictures of the campaign at *address*, as `make demo` prints it."""
    wait_until_earned(address, EARNED)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(
            viewport={"width": WIDTH_PX, "height": 900},
            device_scale_factor=SHARPNESS,
            locale="fr-FR",
            # Figures that are live would run ahead of the sentences while the picture is taken.
            java_script_enabled=False,
        )
        page.goto(address)
        take(page)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
