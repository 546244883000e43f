"""Read the text files of this room: one rule a line, text after # is not read."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tablee.evidence.address.domain import is_suffix

ANY_SUFFIX = ".*"
"""At the end of a host: any public suffix."""


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the rules in the file called *name*, in its order."""
    text = files("tablee.evidence.address").joinpath(name).read_text(encoding="utf-8")
    rules = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(rule for rule in rules if rule)


def parents(host: str) -> Iterator[tuple[str, str]]:
    """Give every way to see *host* as one below another: that one, and the other as a rule.

    The longest host comes first, each as the files may write it: for `www.lea.blogspot.fr`
    `lea.blogspot.fr` is given with `blogspot.fr` and with `blogspot.*`.
    """
    labels = host.split(".")
    for index in range(1, len(labels)):
        below, parent = ".".join(labels[index - 1 :]), ".".join(labels[index:])
        yield below, parent
        yield below, with_any_suffix(parent)


def with_any_suffix(host: str) -> str:
    """Return `blogspot.*` for `blogspot.co.uk`; empty when that is not how *host* is made."""
    label, _, suffix = host.partition(".")
    return label + ANY_SUFFIX if suffix and is_suffix(suffix) else ""
