"""Which sort of source somebody named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tablee.core.text import Text
from tablee.verifying.finding import Unusable
from tablee.verifying.sources.address import fetched
from tablee.verifying.sources.archive import Archive
from tablee.verifying.sources.folder import Folder
from tablee.verifying.sources.source import Source


@contextmanager
def opened(where: str) -> Iterator[Source]:
    """Give the files of a folder, of a zip file, or of a log at an address.

    Raises:
        Unusable: there is nothing there that could be read.
    """
    if where.startswith(("http://", "https://")):
        with TemporaryDirectory(prefix="tablee-verify-") as place:
            yield fetched(where, Path(place))
    elif Path(where).is_dir():
        yield Folder(Path(where))
    elif Path(where).is_file():
        with Archive(Path(where)) as archive:
            yield archive
    else:
        words = Text("There is nothing at {}.", "Il n'y a rien à {}.")
        raise Unusable(words.about(where))
