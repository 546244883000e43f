"""Files that are written whole or not at all."""

import os
from pathlib import Path


def write(path: Path, content: bytes, *, mode: int = 0o644, is_lasting: bool = True) -> None:
    """Put *content* at *path*, in place of what was there.

    When the call returns what *is_lasting* survives a power cut; whatever happens, nobody reads
    half of it from a machine that did not crash.

    Raises:
        OSError: what was there before may still be there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        if is_lasting:
            os.fsync(file.fileno())
    beside.replace(path)
    if is_lasting:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let what was renamed in *folder* survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
