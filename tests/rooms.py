"""A room with one more folder in it, as somebody adds one: no other file is touched."""

import sys
from contextlib import contextmanager

from tablee import registry


@contextmanager
def one_more(room, name, source, folder):
    """Let *room* (a package of ours) have a folder *name* with *source* in it, kept in *folder*."""
    place = folder / name
    place.mkdir()
    (place / "__init__.py").write_text(source)
    room.__path__.append(str(folder))
    _forget()
    try:
        yield
    finally:
        room.__path__.remove(str(folder))
        sys.modules.pop(f"{room.__name__}.{name}", None)
        vars(room).pop(name, None)
        _forget()


def _forget():
    registry.receivers.cache_clear()
    registry.connectors.cache_clear()
