"""A small campaign for tests under load: some kinds, each with a line and a promise."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

HEAD = """
slug = "{slug}"
title = {{ en = "A crowd", fr = "Une foule" }}
summary = {{ en = "Many at once.", fr = "Beaucoup d'un coup." }}
opens_at = {opens_at}
closes_at = {closes_at}
time_zone = "UTC"

[unit]
one = {{ en = "meal", fr = "repas" }}
other = {{ en = "meals", fr = "repas" }}
value = "1.00"
currency = "EUR"
method = {{ en = "Set for a test.", fr = "Fixé pour un essai." }}

[label]
beneficiary = "A food bank"
organiser = "Ada"
remainder = {{ en = "Kept by the sponsor.", fr = "Gardé par le mécène." }}
paid_by = {paid_by}
contact = "ada@example.org"

[[sponsors]]
name = "Dana"

[[sponsors]]
name = "Cleo"
"""

LINE = """
[[pools]]
name = "{name}"
title = {{ en = "Shares {name}", fr = "Partages {name}" }}

[[kinds]]
name = "{name}"
pool = "{name}"
rate = {rate}
title = {{ en = "Share {name}", fr = "Partager {name}" }}
call = {{ en = "Share the page.", fr = "Partagez la page." }}
{more}

[[pledges]]
name = "{name}"
pool = "{name}"
units = {cap}
sponsors = {{ Dana = 2, Cleo = 1 }}
"""


class Kinds(NamedTuple):
    """What the kinds of a campaign have in common."""

    lines: Sequence[str] = ("share",)
    """Their names; each has a line of its own, of the same name."""
    rate: int = 1
    more: str = ""
    """Further fields, as they stand in the file."""


POSTS = Kinds(("post",), 10, 'proof = "link"\nper_day = 3')
"""Blog posts that bring ten meals each, three a day."""


def write_campaign(
    folder: Path, slug: str, cap: int, lines: Sequence[str] = ("share",), kinds: Kinds | None = None
) -> Path:
    """Write the file of a campaign that is open now; it pays *cap* units of each of its lines."""
    kinds = kinds or Kinds(lines)
    now = datetime.fromtimestamp(int(time.time()), UTC)
    file = folder / f"{slug}.toml"
    text = HEAD.format(
        slug=slug,
        opens_at=(now - timedelta(days=1)).isoformat(),
        closes_at=(now + timedelta(days=1)).isoformat(),
        paid_by=(now + timedelta(days=9)).date().isoformat(),
    )
    more = {"cap": cap, "rate": kinds.rate, "more": kinds.more}
    text += "".join(LINE.format(name=name, **more) for name in kinds.lines)
    file.write_text(text, "utf-8")
    return file
