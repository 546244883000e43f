"""Copies of where a campaign stands, so that what is stored cannot change behind our back."""

from dataclasses import replace

from tablee.core.standing import Standing


def copied(standing: Standing) -> Standing:
    """Return a copy that shares nothing with *standing*."""
    return replace(
        standing,
        lines={name: replace(line) for name, line in standing.lines.items()},
        kinds={name: replace(count) for name, count in standing.kinds.items()},
        reached=set(standing.reached),
        laid=set(standing.laid),
    )
