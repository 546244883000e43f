"""Rules about size, description and numbers: what is long, crowded, unexplained or inexact."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.house.sources import Source

FUNCTION_LIMIT_LINES = 50
ROOM_LIMIT_MODULES = 16
PARAMETER_LIMIT = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(files: Iterable[Source], limit_lines: int) -> Iterator[str]:
    """Find files with more than *limit_lines*; look for two nouns in each."""
    for source in files:
        lines = len(source.text.splitlines())
        if lines > limit_lines:
            yield f"{source.path} has {lines} lines, the limit is {limit_lines}"


def long_functions(files: Iterable[Source]) -> Iterator[str]:
    """Find functions too long to be seen at once."""
    for source in files:
        for node in functions(source.tree):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LIMIT_LINES:
                yield f"{source.at(node)} {node.name} has {lines} lines"


def crowded_rooms(paths: Iterable[Path]) -> Iterator[str]:
    """Find folders with too many modules to keep in mind."""
    modules = Counter(path.parent for path in paths if path.name != "__init__.py")
    for room, number in sorted(modules.items()):
        if number > ROOM_LIMIT_MODULES:
            yield f"{room} has {number} modules, the limit is {ROOM_LIMIT_MODULES}"


def many_parameters(files: Iterable[Source]) -> Iterator[str]:
    """Find functions that should be handed one value made for them.

    The linter counts too; where it was told not to, with a reason, neither do we.
    """
    for source in files:
        lines = source.text.splitlines()
        for node in functions(source.tree):
            if "noqa: PLR0913 - " in lines[node.lineno - 1]:
                continue
            words = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            names = [word.arg for word in words if word.arg not in {"self", "cls"}]
            if len(names) > PARAMETER_LIMIT:
                yield f"{source.at(node)} {node.name} has {len(names)} parameters"


def unexplained_modules(files: Iterable[Source]) -> Iterator[str]:
    """Find modules that do not say what they are for, in a whole sentence."""
    for source in files:
        summary = (ast.get_docstring(source.tree) or "").partition("\n\n")[0].strip()
        if not summary.endswith((".", "?", "!")):
            yield f"{source.path}:1 does not begin with a sentence saying what it is for"


def unexplained_publics(files: Iterable[Source]) -> Iterator[str]:
    """Find public classes, functions and methods without a docstring."""
    for source in files:
        for node in _publics(source.tree.body):
            if not ast.get_docstring(node):
                yield f"{source.at(node)} {node.name} has no docstring"


def inexact_numbers(files: Iterable[Source]) -> Iterator[str]:
    """Find floats, and the division that makes them."""
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                yield f"{source.at(node)} {node.value} is not a whole number"
            elif isinstance(node, ast.Name) and node.id in {"float", "Decimal", "complex"}:
                yield f"{source.at(node)} {node.id} rounds"
            elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
                yield f"{source.at(node)} / makes a float: use // or compare products"


def functions(tree: ast.AST) -> Iterator[Function]:
    """Give every function and method of *tree*, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _publics(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or _is_decorated(node, {"overload", "override", "setter"}):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _publics(node.body)


def _is_decorated(node: Function | ast.ClassDef, names: set[str]) -> bool:
    return any(
        (isinstance(mark, ast.Name) and mark.id in names)
        or (isinstance(mark, ast.Attribute) and mark.attr in names)
        for mark in node.decorator_list
    )
