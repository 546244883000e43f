"""Where each key of a TOML text stands.

tomllib reads values and forgets lines; the libraries that keep a text's layout for editing do
not give line numbers either. A text that tomllib has accepted is easy to walk through once
more: nothing has to be judged, only keys and the ends of values are to be found. A property
test holds this walk to tomllib: both find the same keys in any text.
"""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^,\]}\s#]*|[^,\]}\s#]+")


class Places:
    """The lines of a text's keys."""

    def __init__(self, lines: dict[Path, int] | None = None) -> None:
        self._lines = {} if lines is None else lines

    @property
    def paths(self) -> frozenset[Path]:
        """Every key and every element of a list."""
        return frozenset(self._lines)

    def line(self, path: Path) -> int:
        """Return the line of *path*, or of the nearest thing around it that is written."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def places_of(text: str) -> Places:
    """Return the places of the keys of *text*, which tomllib must have accepted."""
    return Places(_Walk(text.replace("\r\n", "\n")).lines())


class _Walk:
    """One walk through a text, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[Path, int] = {}
        self._sizes: dict[Path, int] = {}
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def lines(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._sees("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._found

    def _header(self) -> Path:
        brackets = 2 if self._sees("[[") else 1
        line = self._line()
        self._at += brackets
        keys = self._keys()
        self._at += brackets
        path: Path = ()
        for key in keys[:-1]:
            path = self._last((*path, key))
            self._found.setdefault(path, line)
        path = (*path, keys[-1])
        self._found.setdefault(path, line)
        if brackets > 1:
            self._sizes[path] = self._sizes.get(path, 0) + 1
        path = self._last(path)
        # A table may be opened by its own sub-table first; its own line is the better one.
        self._found[path] = line
        return path

    def _last(self, path: Path) -> Path:
        """Return the last element of a list of tables; any other path as it is."""
        self._found.setdefault(path, self._line())
        size = self._sizes.get(path)
        return path if size is None else (*path, size - 1)

    def _pair(self, path: Path) -> None:
        line = self._line()
        for key in self._keys():
            path = (*path, key)
            self._found.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if self._sees('"') or self._sees("'"):
                keys.append(tomllib.loads(f"key = {self._take(_QUOTED)}")["key"])
            else:
                keys.append(self._take(_BARE))
            self._skip(_SPACE)
            if not self._sees("."):
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        if self._sees("["):
            self._list(path)
        elif self._sees("{"):
            self._inline_table(path)
        elif self._sees('"') or self._sees("'"):
            self._take(_QUOTED)
        else:
            self._take(_SCALAR)

    def _list(self, path: Path) -> None:
        self._at += 1
        self._skip(_BLANK)
        index = 0
        while not self._sees("]"):
            self._found[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1
            self._skip_comma()
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip(_BLANK)
        while not self._sees("}"):
            self._pair(path)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        self._skip(_BLANK)
        if self._sees(","):
            self._at += 1
            self._skip(_BLANK)

    def _sees(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"line {self._line()} is not what tomllib reads")
        self._at = match.end()
        return match.group()

    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1
