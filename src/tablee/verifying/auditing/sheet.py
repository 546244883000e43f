"""The auditor's sheet: for each act drawn what it was, and boxes for what somebody finds.

As CSV it is filled in with a spreadsheet and read again; as a page it is printed.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import StringIO

from tablee.core.books.days import moment_of
from tablee.core.books.sheet import row
from tablee.core.leaves.veil import Content, opens, raw_of
from tablee.core.text import Text
from tablee.verifying.auditing.draw import Draw
from tablee.verifying.finding import Unusable

Say = Callable[[str, str], str]

HEAD = (
    "lot", "act", "leaf", "units", "received", "kind", "object", "occurred_ms", "received_ms",
    "source", "salt", "found",
)  # fmt: skip
"""What each column says; *found* is filled in: ``good``, ``bad`` or ``unknown``."""
FOUND = ("good", "bad", "unknown")
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Opening:
    """What an act was, as only the site knows; nothing where it was erased."""

    content: Content | None = None
    salt: str = ""


Open = Callable[[int], Opening]
"""Returns what an act was."""


def sheet_rows(draw: Draw, opening: Open | None) -> list[list[str | int]]:
    """Return a line for each lot; without *opening*, what an act was stays closed."""
    rows: list[list[str | int]] = []
    for each in draw.drawn:
        leaf = draw.leaves[each.leaf]
        opened = opening(each.act) if opening else Opening()
        content = opened.content
        closed = ["", "", "", "", ERASED if opening else ""]
        shown = closed
        if content is not None:
            told = (content.object, content.occurred_ms, content.received_ms, content.source)
            shown = [*map(str, told), opened.salt]
        received = moment_of(leaf["minute"])
        rows.append([each.lot, each.act, each.leaf, each.units, received, leaf["kind"], *shown, ""])
    return rows


def as_csv(rows: Iterable[Sequence[str | int]]) -> str:
    """Return the sheet for a spreadsheet."""
    return row(HEAD) + "".join(row(each) for each in rows)


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet that was filled in."""

    draws: int
    bad: int
    unknown: int
    """Acts that nobody could look at again, most of them because they were erased."""
    unopened: tuple[int, ...] = ()
    """Acts called good of which the sheet shows something else than the log stands for."""
    erased: int = 0
    """Of the bad, those that nobody could look at again, and that may have been erased for it."""


def read_filled(text: str, draw: Draw) -> Filled:
    """Return what a filled sheet says, and whether it is about the acts that were drawn.

    Whoever knew what was drawn could have it erased: as many acts as were erased since count as
    bad where they are unknown, those first on which most lots fell.

    Raises:
        Unusable: a line is missing, is about another act, or was not filled in.
    """
    lines = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    if len(lines) != len(draw.drawn):
        raise Unusable(_OTHER_SHEET.about(len(lines), len(draw.drawn)))
    found, unopened, unknown = Counter[str](), [], Counter[int]()
    for line, drawn in zip(lines, draw.drawn, strict=True):
        said = (line.get("lot"), line.get("act"), line.get("leaf"))
        mark = (line.get("found") or "").strip().lower()
        if said != (str(drawn.lot), str(drawn.act), str(drawn.leaf)) or mark not in FOUND:
            raise Unusable(_BAD_LINE.about(drawn.lot))
        if mark == "good" and not _is_opened(line, draw.leaves[drawn.leaf]["commitment"]):
            unopened.append(drawn.act)
        found[mark] += 1
        unknown[drawn.act] += mark == "unknown"
    erased = sum(lots for _, lots in unknown.most_common(draw.erased))
    bad, left = found["bad"] + erased, found["unknown"] - erased
    return Filled(len(lines), bad, left, tuple(unopened), erased)


def _is_opened(line: dict[str, str], commitment: str) -> bool:
    """Return whether the log stands for what a line shows."""
    try:
        content = Content(
            line["kind"],
            _plain(line["object"]),
            int(line["occurred_ms"]),
            int(line["received_ms"]),
            _plain(line["source"]),
        )
        return opens(commitment, raw_of(_plain(line["salt"])), content)
    except (ValueError, KeyError, TypeError):
        return False


def _plain(cell: str) -> str:
    """Return a text without the quote that keeps spreadsheets from reading a formula."""
    is_kept = cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t", "\r", "\n", "\0"}
    return cell[1:] if is_kept else cell


def as_page(draw: Draw, rows: Iterable[Sequence[str | int]], say: Say) -> str:
    """Return the sheet to be printed, with boxes to tick."""
    boxes = "".join(
        f"<td>☐ {escape(each)}</td>"
        for each in (
            say("is there", "existe"),
            say("is what its kind says", "est du bon type"),
            say("in time", "dans la période"),
            say("counted once", "comptée une fois"),
        )
    )
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in each[:-2]) + boxes + "</tr>\n"
        for each in rows
    )
    heads = "".join(f"<th>{escape(name)}</th>" for name in HEAD[:-2])
    title = say("Auditor's sheet", "Feuille de l'auditeur")
    about = say(
        "{} lots drawn from {} units in the first {} leaves of {}. Seed: {}. Root: {}. Look each "
        "act up again and tick what you find. Signed: ____________________ on: __________",
        "{} lots tirés de {} unités dans les {} premières feuilles de {}. Graine : {}. Racine : "
        "{}. Revoyez chaque action et cochez ce que vous trouvez. Signé : ____________________ "
        "le : __________",
    ).format(
        len(draw.drawn),
        draw.units,
        draw.checkpoint.size,
        escape(draw.checkpoint.origin),
        draw.seed.hex(),
        draw.checkpoint.root.hex(),
    )
    if draw.erased:
        about += " " + say(_ERASED.en, _ERASED.fr).format(draw.erased)
    return _PAGE.format(title=title, about=about, heads=heads, lines=lines)


_PAGE = """<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 10pt sans-serif }}
table {{ border-collapse: collapse; font-size: 8pt }}
td, th {{ border: 1px solid; padding: 2px 4px; text-align: left; overflow-wrap: anywhere }}
tr {{ break-inside: avoid }}
</style>
<h1>{title}</h1>
<p>{about}</p>
<table>
<tr>{heads}<th colspan="4"></th></tr>
{lines}</table>
"""
_ERASED = Text(
    "Acts erased since the seeds could be known: {}. Call those that nobody can look at again "
    "unknown; as many of them count as bad.",
    "Actions effacées depuis que l'on pouvait connaître les graines : {}. Dites unknown celles que "
    "nul ne peut revoir ; autant comptent comme mauvaises.",
)
_OTHER_SHEET = Text(
    "This sheet has {} lines, and {} lots were drawn.",
    "Cette feuille a {} lignes, et {} lots ont été tirés.",
)
_BAD_LINE = Text(
    "Lot {} is about another act, or 'found' is not good, bad or unknown.",
    "Le lot {} parle d'une autre action, ou « found » n'est pas good, bad ou unknown.",
)
