"""A simulation as a picture: one line of places per row, and where its cover ends.

One self-contained SVG without script, in the colours of the pages, light and dark. What is paid
fills the row from below in one shade; what lies above the cap is an outline, as on the campaign
page. Every row says the same in words, so that no meaning hangs on a colour.
"""

from collections.abc import Iterable
from datetime import date
from html import escape

from tablee.campaign_file.money import count, money
from tablee.campaign_file.simulate import Simulation, noun
from tablee.core.tally import PoolTally
from tablee.core.text import Text

WIDTH, LEFT, RIGHT = 960, 24, 936
HEAD, ROW, PLOT = 104, 176, 108
"""Heights, in the units of the picture: the head, one row, and the drawing in it."""
CLIP = 3
"""A row is at most this many times as high as its cap: 150,000 shares must not hide 5,000."""

_STYLE = """
svg{--cloth:#fffdf8;--ink:#221c15;--soft:#6a5f52;--rule:#e4dac8;--tomato:#c8321f;--slate:#64748b}
@media (prefers-color-scheme:dark){svg{--cloth:#211d18;--ink:#f4ecdf;--soft:#b6a995;
--rule:#3a332a;--tomato:#f0705c;--slate:#94a3b8}}
.cloth{fill:var(--cloth);stroke:var(--rule)}
text{fill:var(--ink);font:15px "Source Sans 3",system-ui,"Segoe UI",sans-serif}
.h{font:500 26px Fraunces,Georgia,serif}.t{font:500 19px Fraunces,Georgia,serif}
.soft{fill:var(--soft)}.paid{fill:var(--tomato)}
.unpaid{fill:none;stroke:var(--slate);stroke-width:1.5;stroke-dasharray:3 3}
.cap{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:2 5}
.foot{stroke:var(--rule)}.end{text-anchor:end}
"""
_TITLE = Text(en="{title}: simulation", fr="{title} : simulation")
_HEAD = Text(
    en="{paid} of {cap} promised {unit} earned, {unpaid} unpaid; {money} owed in all",
    fr="{paid} {unit} gagnés sur {cap} promis, {unpaid} sans {unit} ; {money} dus en tout",
)
_ROW = Text(
    en="{paid} paid of {cap}, {unpaid} unpaid; {full}",
    fr="{paid} gagnés sur {cap}, {unpaid} sans {unit} ; {full}",
)
_FULL = Text(en="full on {days}", fr="pleine le {days}")
_OPEN = Text(en="never full", fr="jamais pleine")
_KEY = Text(
    en="Filled: paid. Dashed outline: offered. Dotted line: the cap.",
    fr="Plein : gagnés. Contour en tirets : offerts. Pointillé : le plafond.",
)


def as_svg(simulation: Simulation, language: str) -> str:
    """Return the picture, with its title and description for those who do not see it."""
    pools = simulation.pools
    height = HEAD + ROW * len(pools) + 36
    title = _TITLE.say(language).format(title=simulation.terms.title.say(language))
    head = _headline(simulation, language)
    rows = [_sentence(simulation, pool, language) for pool in pools]
    plots = [_row(simulation, index, language) for index in range(len(pools))]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
            f'aria-labelledby="title desc" lang="{language[:2]}">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(". ".join([head, *rows]))}.</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="cloth" x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="18"/>',
            f'<text class="h" x="{LEFT}" y="44">{escape(title)}</text>',
            f'<text class="soft" x="{LEFT}" y="74">{escape(head)}</text>',
            *plots,
            f'<text class="soft" x="{LEFT}" y="{height - 18}">{escape(_KEY.say(language))}</text>',
            "</svg>\n",
        ]
    )


def _headline(simulation: Simulation, language: str) -> str:
    unit = simulation.terms.unit
    return _HEAD.say(language).format(
        paid=count(simulation.totals.paid, language),
        cap=count(sum(pool.cap for pool in simulation.pools), language),
        unpaid=count(simulation.totals.unpaid, language),
        unit=noun(simulation, language),
        money=money(simulation.owed_minor, unit.currency, language),
    )


def _sentence(simulation: Simulation, pool: PoolTally, language: str) -> str:
    days = ", ".join(_spoken(day, language) for day in simulation.full_on(pool.name))
    figures = _ROW.say(language).format(
        paid=count(pool.paid, language),
        cap=count(pool.cap, language),
        unpaid=count(pool.unpaid, language),
        unit=noun(simulation, language),
        full=_FULL.say(language).format(days=days) if days else _OPEN.say(language),
    )
    title = next(each.title for each in simulation.terms.pools if each.name == pool.name)
    colon = " :" if language.startswith("fr") else ":"
    return f"{title.say(language)}{colon} {figures}"


def _row(simulation: Simulation, index: int, language: str) -> str:
    top = HEAD + ROW * index
    foot = top + 28 + PLOT
    pool = simulation.pools[index]
    steps = [end.pools[index] for end in simulation.days]
    most = max(1, min(max(pool.offered, pool.cap), CLIP * max(pool.cap, 1)))
    title, _, figures = _sentence(simulation, pool, language).partition(": ")
    first, last = simulation.days[0].day, simulation.days[-1].day
    return "\n".join(
        [
            f'<text class="t" x="{LEFT}" y="{top + 14}">{escape(title.strip())}</text>',
            f'<text class="soft end" x="{RIGHT}" y="{top + 14}">{escape(figures)}</text>',
            _shape("unpaid", [step.offered for step in steps], foot, most),
            _shape("paid", [step.paid for step in steps], foot, most),
            _shape("cap", [step.cap for step in steps], foot, most),
            _cut(pool, foot, most, language),
            f'<path class="foot" d="M{LEFT} {foot}H{RIGHT}"/>',
            f'<text class="soft" x="{LEFT}" y="{foot + 18}">{_spoken(first, language)}</text>',
            f'<text class="soft end" x="{RIGHT}" y="{foot + 18}">{_spoken(last, language)}</text>',
        ]
    )


def _cut(pool: PoolTally, foot: int, most: int, language: str) -> str:
    """Return how far a line goes that is too high for its row."""
    if pool.offered <= most:
        return ""
    text = f"↑ {count(pool.offered, language)}"
    return f'<text class="soft end" x="{RIGHT - 10}" y="{foot - PLOT + 22}">{text}</text>'


def _shape(name: str, values: list[int], foot: int, most: int) -> str:
    """Return a staircase of one step per day; all but the cap are closed at the foot."""
    path = f"M{LEFT} {_height(values[0], foot, most)}" if name == "cap" else f"M{LEFT} {foot}"
    path += "".join(_stairs(values, foot, most))
    path += "" if name == "cap" else f"V{foot}Z"
    return f'<path class="{name}" d="{path}"/>'


def _stairs(values: list[int], foot: int, most: int) -> Iterable[str]:
    for index, value in enumerate(values, start=1):
        right = LEFT + (RIGHT - LEFT) * index // len(values)
        yield f"V{_height(value, foot, most)}H{right}"


def _height(value: int, foot: int, most: int) -> int:
    return foot - PLOT * min(value, most) // most


def _spoken(day: date, language: str) -> str:
    return f"{day:%d/%m/%Y}" if language.startswith("fr") else day.isoformat()
