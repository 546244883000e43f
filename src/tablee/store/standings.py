"""Copies of where a campaign stands, so that what is stored cannot change behind our back."""

from dataclasses import fields, replace
from operator import attrgetter

from tablee.core.line import Line
from tablee.core.standing import KindCount, Standing

# Twice in every group of acts: `dataclasses.replace` for each would cost four times as much.
_of_line = attrgetter(*(field.name for field in fields(Line)))
_of_kind = attrgetter(*(field.name for field in fields(KindCount)))


def copied(standing: Standing) -> Standing:
    """Return a copy that shares nothing with *standing*."""
    return replace(
        standing,
        lines={name: Line(*_of_line(line)) for name, line in standing.lines.items()},
        kinds={name: KindCount(*_of_kind(count)) for name, count in standing.kinds.items()},
        reached=set(standing.reached),
        laid=set(standing.laid),
    )
