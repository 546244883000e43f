"""A log of the site on this machine, read like any other."""

from tablee.ports.log.files import LogFiles
from tablee.verifying.sources.source import Missing


class Shelved:
    """The files of one log on a site's shelf."""

    def __init__(self, files: LogFiles) -> None:
        self._files = files

    def read(self, path: str) -> bytes:
        """Return what a file holds.

        Raises:
            Missing: it is not there.
        """
        content = self._files.read(path)
        if content is None:
            raise Missing(path)
        return content

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        return self._files.paths()
