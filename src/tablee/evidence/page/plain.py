"""Find links of ours in documents without markup: JSON and plain text."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator

import msgspec

from tablee.evidence.page.target import Target

MOST_OURS = 32
_MOST_TOKENS = 100_000
_BETWEEN = re.compile(r"[\s<>()\[\]{}\"'`|\\^]+")
_AROUND = ",.;:!?*_«»“”\u2018’…"


def links_in_json(body: bytes, target: Target) -> tuple[str, ...] | None:
    """Return the links of ours that are all of a property's value; nothing if it is no JSON."""
    try:
        document = msgspec.json.decode(body.removeprefix(BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return _ours(_values(document), target)


def links_in_text(text: str, target: Target) -> tuple[str, ...]:
    """Return the links of ours that stand by themselves in *text*, not as part of another."""
    tokens = _BETWEEN.split(text, _MOST_TOKENS)
    return _ours((token.strip(_AROUND) for token in tokens if "://" in token), target)


def _ours(addresses: Iterator[str], target: Target) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for address in addresses:
        if "://" in address and address.strip() == address and target.is_at(address):
            found[address] = None
        if len(found) == MOST_OURS:
            break
    return tuple(found)


def _values(document: object) -> Iterator[str]:
    """Give the texts that are a property's value, or stand in a list that is one."""
    waiting: list[tuple[object, bool]] = [(document, False)]
    while waiting:
        each, is_value = waiting.pop()
        if isinstance(each, dict):
            waiting.extend((value, True) for value in reversed(each.values()))
        elif isinstance(each, list):
            waiting.extend((value, is_value) for value in reversed(each))
        elif is_value and isinstance(each, str):
            yield each
