"""Rules about names: words that say nothing, and second words for a thing that has one."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tools.house.sources import Source

EMPTY_WORDS = frozenset(
    [
        "manager",
        "helper",
        "helpers",
        "util",
        "utils",
        "common",
        "base",
        "handler",
        "handlers",
        "process",
        "processor",
        "data",
        "info",
        "misc",
        "item",
        "items",
    ]
)

# Django, asyncio and ASGI ask for these by name; we only answer.
ASKED_FOR_BY_NAME = frozenset(
    [
        "get_context_data",
        "process_request",
        "process_response",
        "process_view",
        "process_exception",
        "data_received",
        "receive_data_chunk",
        "get_form_data",
        "cleaned_data",
        "handler400",
        "handler403",
        "handler404",
        "handler500",
    ]
)


def empty_names(files: Iterable[Source]) -> Iterator[str]:
    """Find modules, classes and functions named with a word that says nothing."""
    yield from named_with(files, dict.fromkeys(EMPTY_WORDS, "says nothing"))


def second_names(files: Iterable[Source], forbidden: dict[str, str]) -> Iterator[str]:
    """Find names made with a word the glossary forbids; *forbidden* gives the right one."""
    why = {word: f"is called {right} here (docs/glossary.md)" for word, right in forbidden.items()}
    yield from named_with(files, why)


def named_with(files: Iterable[Source], why: Mapping[str, str]) -> Iterator[str]:
    """Find names that contain one of some words as a whole word; *why* not, by word."""
    for source in files:
        for place, name in _names(source):
            if name in ASKED_FOR_BY_NAME:
                continue
            for word in sorted(why.keys() & set(words_of(name))):
                yield f"{place} {name}: {word!r} {why[word]}"


def words_of(name: str) -> list[str]:
    """Return the lower-case words a name is made of.

    >>> words_of("BlogPost"), words_of("lay_segment"), words_of("HTTPAnswer")
    (['blog', 'post'], ['lay', 'segment'], ['http', 'answer'])
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return [word for word in spaced.lower().split("_") if word]


def forbidden_words(glossary: str) -> dict[str, str]:
    """Read from the glossary which words are never used, and what is said instead.

    A row of its tables is `| **word** | French | what it is | never: this, that |`.
    """
    forbidden = {}
    for row in glossary.splitlines():
        match = re.match(r"\|\s*\*\*(?P<word>[\w -]+)\*\*.*\|\s*never:(?P<never>[^|]+)\|", row)
        if match:
            for word in match["never"].split(","):
                forbidden[word.strip()] = match["word"]
    return forbidden


def _names(source: Source) -> Iterator[tuple[str, str]]:
    yield str(source.path), Path(source.path).stem
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield source.at(node), node.name
