"""Files that are written whole or not at all, and outlast a power cut.

What a file shall hold is written to a draft first: a hidden file beside it, which then takes its
name. Whoever reads sees the old file or the new one, and never a part of it.
"""

import ctypes
import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

OPEN = 0o644
"""Anybody on this machine may read the file."""
PRIVATE = 0o600
"""Only its owner may."""
MANY = 8
"""From so many files on, one call for the whole file system is cheaper than one for each: each of
those waits for a commit of the file system's own journal."""


def write(path: Path, content: bytes, *, mode: int = OPEN) -> None:
    """Write a file, or write it again; it is on disk when this returns.

    Raises:
        OSError: what was there before may still be there.
    """
    write_all({path: content}, mode=mode)


def write_all(contents: Mapping[Path, bytes], *, mode: int = OPEN) -> None:
    """Write many files of one file system, and ask the disk once for all of them.

    Their content is on disk before any of them has its name, so that a power cut leaves no file
    that is torn.

    Raises:
        OSError: any of them may or may not have been written.
    """
    with ExitStack() as stack:
        drafts = {
            path: stack.enter_context(_drafted(path, content, mode))
            for path, content in contents.items()
        }
        flush(drafts.values())
        for path, draft in drafts.items():
            draft.replace(path)
    flush({path.parent for path in drafts})


def write_once(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, unless there is one: whoever comes first wins.

    Raises:
        OSError: it may or may not have been written.
    """
    with _drafted(path, content, PRIVATE) as draft:
        flush([draft])
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    flush([path.parent])


def put(path: Path, content: bytes, *, mode: int = OPEN) -> None:
    """Write a file, whole or not at all, without waiting for the disk.

    Until it is flushed a power cut may undo that, or leave a torn file.

    Raises:
        OSError: what was there before is still there.
    """
    with _drafted(path, content, mode) as draft:
        draft.replace(path)


def make_folder(folder: Path, *, mode: int = 0o755) -> None:
    """Make a folder and those above it, where need be, so that they outlast a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent, mode=mode)
        folder.mkdir(mode=mode, exist_ok=True)
        flush([folder.parent])


def flush(paths: Collection[Path]) -> None:
    """Let what files hold, and what has a name in folders, outlast a power cut.

    They are of one file system: a few are flushed singly, many in one go.

    Raises:
        OSError: what was written may not be on disk.
    """
    if len(paths) >= MANY and _flush_around(next(iter(paths))):
        return
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _drafted(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """Give a draft that is taken away in the end, unless it has got another name."""
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _flush_around(path: Path) -> bool:
    """Flush the whole file system that *path* is in; return whether this machine can."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            raise OSError(ctypes.get_errno(), "what was written may not be on disk", str(path))
    finally:
        os.close(descriptor)
    return True
