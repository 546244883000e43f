"""Rules about promises: what exists is documented, mapped, tested and twinned."""

import ast
import posixpath
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from tools.house.sources import Source

SETTING = re.compile(r"TABLEE_[A-Z0-9_]+(?<!_)")


def settings_of(files: Iterable[Source]) -> set[str]:
    """Return the settings that the code asks for by name."""
    return {
        name
        for source in files
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in SETTING.findall(node.value)
        if SETTING.fullmatch(node.value.removesuffix("_FILE"))
    }


def undocumented(names: Iterable[str], page: str) -> Iterator[str]:
    """Find *names* that do not stand on *page* in backticks, alone or before a space."""
    for name in sorted(names):
        if not re.search(rf"`{re.escape(name)}(?=[` ])", page):
            yield f"{name} is not documented"


def commands_of(files: Iterable[Source]) -> set[str]:
    """Return the commands that click declares, as they are typed: `tablee campaign check`."""
    found: dict[str, tuple[str, str, bool]] = {}
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    declared = _declared(mark, node.name)
                    if declared:
                        found[node.name] = declared
    return {_typed(function, found) for function, (_, _, is_group) in found.items() if not is_group}


def options_of(files: Iterable[Source]) -> set[str]:
    """Return the options that click declares: `--per-day`."""
    return {
        word
        for source in files
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "option"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        for word in argument.value.split("/")
        if word.startswith("--")
    }


def _declared(mark: ast.expr, function: str) -> tuple[str, str, bool] | None:
    """Return parent, word and whether it is a group, when *mark* declares a command."""
    call = mark if isinstance(mark, ast.Call) else None
    attribute = call.func if call else mark
    if not isinstance(attribute, ast.Attribute) or attribute.attr not in {"command", "group"}:
        return None
    if not isinstance(attribute.value, ast.Name):
        return None
    word = re.sub(r"_(command|cmd|group|grp)$", "", function).replace("_", "-")
    given = [*call.args, *(key.value for key in call.keywords if key.arg == "name")] if call else []
    for argument in given[:1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            word = argument.value
    return attribute.value.id, word, attribute.attr == "group"


def _typed(function: str, found: Mapping[str, tuple[str, str, bool]]) -> str:
    words: list[str] = []
    here = function
    while here in found:
        parent, word, is_group = found[here]
        if parent == "click":  # the program itself
            if not is_group:
                words.insert(0, word)
            break
        words.insert(0, word)
        here = parent
    return " ".join(["tablee", *words])


def unanswered(errors: Iterable[Source], mapped: Container[str]) -> Iterator[str]:
    """Find errors that can be raised and that neither they nor what they are a sort of is mapped.

    A class that others inherit from is a group: it needs no row of its own.
    """
    classes = [
        node for source in errors for node in source.tree.body if isinstance(node, ast.ClassDef)
    ]
    parents = {node.name: {_last_name(base) for base in node.bases} for node in classes}
    groups = {name for bases in parents.values() for name in bases}
    for name, bases in parents.items():
        is_leaf = bool(bases) and name not in groups
        if is_leaf and name not in mapped and not any(base in mapped for base in bases):
            yield f"{name} has no row in PROBLEMS"


def rows_of(problems: Source, table: str) -> set[str]:
    """Return the names that are keys of the dictionary *table*."""
    for node in ast.walk(problems.tree):
        target, value = _assigned(node)
        if target == table and isinstance(value, ast.Dict):
            return {_last_name(key) for key in value.keys if key is not None}
    return set()


def _assigned(node: ast.AST) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    return "", None


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def runtime_dependencies_of(pyproject: str) -> set[str]:
    """Return every package that a running site needs."""
    project = tomllib.loads(pyproject)
    return _names_of(project["project"]["dependencies"])


def dependencies_of(pyproject: str) -> set[str]:
    """Return every package that pyproject asks for, whatever for."""
    project = tomllib.loads(pyproject)
    asked = [
        *project["project"]["dependencies"],
        *(line for lines in project["project"]["optional-dependencies"].values() for line in lines),
        *(line for lines in project["dependency-groups"].values() for line in lines),
    ]
    return _names_of(asked)


def _names_of(asked: Iterable[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in asked}


def imported_by(files: Iterable[Source]) -> set[str]:
    """Return the top packages that *files* import, or name as a dotted path in a string."""
    found = set()
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.partition(".")[0])
    return found


def untested_usecases(usecases: Iterable[Source], tests: Iterable[Source]) -> Iterator[str]:
    """Find use cases that no test names, in its text or as `test_NAME.py`; in any sub-room."""
    texts = [f"{source.path.stem.removeprefix('test_')}\n{source.text}" for source in tests]
    for source in usecases:
        name = source.path.stem
        if name != "__init__" and not any(re.search(rf"\b{name}\b", text) for text in texts):
            yield f"{source.path} has no test"


def headings_of(page: str) -> list[int]:
    """Return the levels of the headings of a Markdown page, in order; code is left out."""
    prose = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]


def dead_links(name: str, page: str, existing: Container[str]) -> Iterator[str]:
    """Find links and pictures of the page called *name* that lead to no file of the repository."""
    folder = PurePosixPath(name).parent
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page):
        if ":" in target:
            continue
        path = posixpath.normpath(str(folder / target))
        if path not in existing:
            yield f"{name} leads to {target}, which is not there"
