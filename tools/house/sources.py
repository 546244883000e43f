"""Read the files that the rules look at."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GENERATED = "migrations"


@dataclass(frozen=True)
class Source:
    """One Python file, as text and as a tree."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python reads it."""
        return ast.parse(self.text, filename=str(self.path))

    @property
    def room(self) -> str:
        """The name of the top room it is in: `core` for `src/tablee/core/line.py`."""
        parts = self.path.parts
        inside = parts[parts.index("tablee") + 1 :] if "tablee" in parts else parts[-1:]
        return inside[0].removesuffix(".py")

    def at(self, node: ast.AST) -> str:
        """Say where *node* stands."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def sources(folder: str) -> list[Source]:
    """Return the Python files below *folder* of the repository, without migrations."""
    return [
        Source(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if GENERATED not in path.parts
    ]


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Give the path and text of every file that git keeps, or would keep; pictures are left out."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in sorted(set(listing.stdout.split("\0")) - {""}):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def read(name: str) -> str:
    """Return the text of a file of the repository; nothing when it is not there yet."""
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
