"""Put the code of a changed module into its functions as they stand in memory.

That is the quickest way to change a module that is imported already. What runs while a module is
imported cannot be changed so.
"""

import gc
from collections.abc import Callable
from inspect import CO_NEWLOCALS
from pathlib import Path
from types import CodeType, FunctionType

Name = tuple[str, int]
"""Where a function stands: its name with that of its class, and its first line."""


class Swap:
    """A module in memory, and what it takes to change it."""

    def __init__(self, module: str, path: Path) -> None:
        """Find the functions of a module that was imported from *path*."""
        self._path = str(path)
        self._imported, self._codes = self._parted(path.read_text(encoding="utf-8"))
        self._living: dict[Name, list[FunctionType]] = {}
        for each in gc.get_objects():
            # Whoever asks some objects for their class sets them up: these are none of ours.
            if type(each) is FunctionType and each.__module__ == module:
                code = each.__code__
                self._living.setdefault((code.co_qualname, code.co_firstlineno), []).append(each)

    def into(self, source: str) -> Callable[[], None] | None:
        """Return what makes the module that of *source*, if that can be done in memory."""
        try:
            imported, codes = self._parted(source)
        except SyntaxError:
            return None
        if imported != self._imported or codes.keys() != self._codes.keys():
            return None
        changed = [name for name, code in codes.items() if code != self._codes[name]]
        if not changed or any(name not in self._living for name in changed):
            return None

        def change() -> None:
            for name in changed:
                for function in self._living[name]:
                    function.__code__ = codes[name]

        return change

    def _parted(self, source: str) -> tuple[object, dict[Name, CodeType]]:
        """Return what a module does while it is imported, and its functions."""
        functions: dict[Name, CodeType] = {}
        return _imported(compile(source, self._path, "exec"), functions), functions


def _imported(code: CodeType, functions: dict[Name, CodeType]) -> object:
    """Return what code does while it is imported, and note the functions in it."""
    told: list[object] = [code.co_code, code.co_names]
    for each in code.co_consts:
        if not isinstance(each, CodeType):
            told.append(repr(each))
        elif each.co_flags & CO_NEWLOCALS:
            name = (each.co_qualname, each.co_firstlineno)
            functions[name] = each
            told.append(name)
        else:  # a class
            told.append(_imported(each, functions))
    return told
