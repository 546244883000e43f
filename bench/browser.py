"""How fast a browser verifies a log from the saved page, and one receipt, the network off."""

import argparse
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright
from tests.campaign_log import LOG_KEY, CampaignLog, Story, campaign, receipt_extra
from tests.logs import FolderLog, two_witnesses
from tests.verifying.exports import bare_log, export
from tools.browser import find_chromium
from tools.verifier_page import PAGE

SMALL, LARGE = 3_000, 200_000
ACTS_PER_MINUTE = 200
ACTS_PER_PERSON = 4
ROUNDS = 5
PATIENCE_MS = 600_000


def story(acts: int) -> Story:
    """Return a campaign of so many acts."""
    return Story(acts, ACTS_PER_MINUTE, people=acts // ACTS_PER_PERSON + 3)


def verdict_s(page: Page, files: list[Path]) -> float:
    """Return how long it takes from the button to the verdict."""
    page.set_input_files("#files", files)
    began = time.perf_counter()
    page.click("[data-check]")
    page.wait_for_selector("[data-result=proven]", timeout=PATIENCE_MS)
    return time.perf_counter() - began


def measured(browser: Browser, files: list[Path]) -> float:
    """Return the seconds for a page that was just opened."""
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto(PAGE.as_uri())
        keys = [str(LOG_KEY.key), *(str(each.key) for each in two_witnesses())]
        page.fill("#keys", "\n".join(keys))
        return verdict_s(page, files)
    finally:
        context.close()


def told(name: str, leaves: int, took: list[float]) -> str:
    """Return a line of the table."""
    middle = median(took)
    return f"{name:<34} {leaves:>8,} {middle:>8.2f} s {leaves / middle:>10,.0f} leaves/s"


def receipt_of(log: FolderLog, told_by: CampaignLog, place: Path) -> Path:
    """Write the receipt of an act in the middle of the log."""
    number = told_by.marks[f"act {told_by.story.acts // 2 + 1}"]
    file = place / "act.tlog-proof"
    file.write_bytes(log.receipt(number, receipt_extra(told_by, number)))
    return file


def table(browser: Browser, place: Path, sizes: list[int]) -> None:
    """Print the figures for logs of these sizes."""
    for acts in sizes:
        folder = place / str(acts)
        folder.mkdir()
        told_by = campaign(story(acts))
        log = bare_log(folder / "log", told_by.leaves)
        receipt = receipt_of(log, told_by, folder)
        rounds = ROUNDS if acts <= SMALL else 1
        alone = [measured(browser, [receipt]) for _ in range(ROUNDS)]
        print(f"receipt of {receipt.stat().st_size:,} bytes, alone: {median(alone):.3f} s")
        whole = [measured(browser, [export(folder, log)]) for _ in range(rounds)]
        print(told(f"export of {acts:,} acts, with its books", log.size, whole))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, nargs="*", default=[SMALL, LARGE])
    sizes = parser.parse_args().acts
    path = find_chromium()
    if path is None:
        raise SystemExit("There is no Chromium here: run make browser.")
    with sync_playwright() as playwright, TemporaryDirectory() as place:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        print(f"Chromium {browser.version}")
        table(browser, Path(place), sizes)
        browser.close()


if __name__ == "__main__":
    main()
