"""Rules about language: every sentence a person reads is marked, and has a French twin."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation.template import templatize

from tools.catalogue import Key
from tools.house.sources import Source

MARKING = frozenset(
    [
        "_",
        "gettext",
        "gettext_lazy",
        "gettext_noop",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
        "npgettext",
        "npgettext_lazy",
    ]
)
MARKED_IN_TEMPLATE = re.compile(
    r"\b(?P<function>n?p?gettext|_)\((?P<words>u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"(?:,\s*u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))*)"
)
SPOKEN_ATTRIBUTES = re.compile(
    r"\b(?:alt|title|placeholder|aria-label|aria-description)\s*=\s*\"(?P<words>[^\"]*)\""
)
# Names that are the same in every language.
PROPER_NAMES = re.compile(r"Tablée|Tablee|English|Français|RSS|JSON|HTML|CSV")
LETTERS = re.compile(r"[^\W\d_]{2}")


def unmarked_words(templates: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Find words in *templates* (path and text) that no translator can see."""
    for name, text in templates:
        spoken = _without(r"\{%\s*(?P<b>comment)\b.*?\{%\s*endcomment\s*%\}", text)
        spoken = _without(r"<!--.*?-->|\{#.*?#\}", spoken)
        spoken = _without(
            r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", spoken
        )
        spoken = _without(r"<(script|style|code|kbd|pre)\b.*?</\1\s*>", spoken)
        spoken = _without(r"\{%.*?%\}|\{\{.*?\}\}", spoken)
        said = [match["words"] for match in SPOKEN_ATTRIBUTES.finditer(spoken)]
        said += re.sub(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", "\n", spoken).splitlines()
        for words in said:
            plain = PROPER_NAMES.sub("", re.sub(r"&#?\w+;", "", words)).strip()
            if LETTERS.search(plain):
                yield f"{name} has words that are not marked for translation: {plain!r}"


def keys_in_template(text: str) -> set[Key]:
    """Return what *text* asks the catalogue for."""
    keys = set()
    for match in MARKED_IN_TEMPLATE.finditer(templatize(text)):
        words = ast.literal_eval(f"({match['words']},)")
        keys.add(_key(match["function"], list(words)))
    return keys


def keys_in_python(source: Source) -> set[Key]:
    """Return what *source* asks the catalogue for."""
    keys = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            function = node.func.id if isinstance(node.func, ast.Name) else function
            if function in MARKING:
                words = [
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                ]
                if words:
                    keys.add(_key(function.removesuffix("_lazy"), words))
    return keys


def untranslated(keys: Iterable[Key], catalogue: Mapping[Key, list[str]]) -> Iterator[str]:
    """Find *keys* without a whole translation in *catalogue*."""
    for key in sorted(keys):
        answers = catalogue.get(key)
        if answers is None:
            yield f"{key.text!r} is not in the catalogue"
        elif not all(answers):
            yield f"{key.text!r} has no translation"


def _key(function: str, words: list[str]) -> Key:
    context = words.pop(0) if function in {"pgettext", "npgettext"} else ""
    return Key(context, words[0])


def _without(pattern: str, text: str) -> str:
    return re.sub(pattern, " ", text, flags=re.DOTALL)
