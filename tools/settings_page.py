"""Write the table of docs/settings.md from the settings themselves."""

import re
import sys
from collections.abc import Iterable

from tablee.config import SETTINGS, Setting
from tools.house.sources import ROOT

PAGE = ROOT / "docs" / "settings.md"
HEADING = "| setting | default | what it means | limit |\n|---|---|---|---|\n"


def rows(settings: Iterable[Setting]) -> str:
    """Return the table's rows, one for each setting."""
    return "".join(
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else 'empty'}"
        f" | {setting.meaning} | {setting.limit or '—'} |\n"
        for setting in settings
    )


def page_with(table: str, page: str) -> str:
    """Return *page* with *table* in the place of its own."""
    return re.sub(
        re.escape(HEADING) + r"(\|.*\n)*", lambda _: HEADING + table, page, flags=re.MULTILINE
    )


def main() -> int:
    """Write the page anew."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page_with(rows(SETTINGS), page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
