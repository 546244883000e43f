"""Tells in the terminal what happens in a replay: how far it is, lines that fill, raises."""

import shutil
import sys
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from tablee.cli.words import number, say
from tablee.core.terms import Terms

CLEAR_LINE = "\r\x1b[K"
QUIET_LINES_EVERY_S = 5.0
"""How often the progress is told where a line cannot be written over, as in a file."""
MONTHS_FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


class Announcer:
    """Watches the tally as it goes by, and says each thing once."""

    def __init__(self, terms: Terms, out: TextIO | None = None) -> None:
        self._terms = terms
        self._zone = ZoneInfo(terms.time_zone)
        self._out = out or sys.stdout
        self._caps: dict[str, int] = {}
        self._full: set[tuple[str, int]] = set()
        self._seen_acts, self._seen_s = 0, 0.0
        self._last_line_s = -QUIET_LINES_EVERY_S

    def moment(self, campaign_ms: int) -> str:
        """Return a moment as people of the campaign say it."""
        local = datetime.fromtimestamp(campaign_ms // 1000, UTC).astimezone(self._zone)
        month = say(local.strftime("%b"), MONTHS_FR[local.month - 1])
        return f"{local.day} {month} {local:%Y %H:%M}"

    def watch(self, tally: dict[str, Any], campaign_ms: int) -> None:
        """Say what is new since the last time."""
        for pool in tally["pools"]:
            name, cap = str(pool["name"]), int(pool["cap"])
            before = self._caps.get(name)
            if before is not None and cap > before:
                self._announce(campaign_ms, self._raised(name, before, cap))
            self._caps[name] = cap
            if cap and int(pool["offered"]) >= cap and (name, cap) not in self._full:
                self._full.add((name, cap))
                self._announce(campaign_ms, self._filled(name, cap))

    def progress(self, tally: dict[str, Any], campaign_ms: int, elapsed_s: float) -> None:
        """Write the one line that says how far it is, over the last one."""
        totals, purchases = tally["without_purchases"], tally["purchases"]
        acts = int(tally["totals"]["acts"])
        pace = int((acts - self._seen_acts) / max(elapsed_s - self._seen_s, 0.1))
        self._seen_acts, self._seen_s = acts, elapsed_s
        line = say(
            "{} | {} meals paid | {} unpaid | {} pending | {} acts, {}/s",
            "{} | {} repas gagnés | {} sans repas | {} en attente | {} actions, {}/s",
        ).format(
            self.moment(campaign_ms),
            *(number(int(totals[name])) for name in ("paid", "unpaid", "pending", "acts")),
            number(pace),
        )
        if purchases:
            words = say(" | purchases apart: {}", " | achats, à part : {}")
            line += words.format(number(int(purchases["paid"])))
        if self._out.isatty():
            # A line longer than the terminal could not be written over.
            self._write(CLEAR_LINE + line[: shutil.get_terminal_size().columns - 1])
        elif elapsed_s - self._last_line_s >= QUIET_LINES_EVERY_S:
            self._last_line_s = elapsed_s
            self._write(line + "\n")

    def end_line(self) -> None:
        """Leave the progress line as it stands."""
        if self._out.isatty():
            self._write("\n")

    def _announce(self, campaign_ms: int, sentence: str) -> None:
        clear = CLEAR_LINE if self._out.isatty() else ""
        self._write(f"{clear}  * {self.moment(campaign_ms)}: {sentence}\n")

    def _title(self, pool: str) -> str:
        found = next((each for each in self._terms.pools if each.name == pool), None)
        return say(found.title.en, found.title.fr) if found else pool

    def _filled(self, pool: str, cap: int) -> str:
        words = say(
            "the line '{}' is full: {} meals are earned. Acts go on, and wait unpaid.",
            "la ligne « {} » est pleine : {} repas sont gagnés. Les actions continuent, "
            "sans repas pour l'instant.",
        )
        return words.format(self._title(pool), number(cap))

    def _raised(self, pool: str, before: int, cap: int) -> str:
        words = say(
            "RAISE: the sponsors lift the line '{}' from {} to {} meals. Acts that waited are "
            "paid, oldest first.",
            "RELÈVEMENT : les mécènes portent la ligne « {} » de {} à {} repas. Les actions "
            "sans repas sont payées, les plus anciennes d'abord.",
        )
        return words.format(self._title(pool), number(before), number(cap))

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
