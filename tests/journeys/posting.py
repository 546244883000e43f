"""A real server that counts posts by itself, and blogs for it to look at."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import urlopen

from tests import make
from tests.blogs import Blogs
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.outside.secret import site_secret


class Street(NamedTuple):
    """A site, and the blogs around it."""

    url: str
    blogs: Blogs
    secret: bytes

    @property
    def page(self) -> str:
        return f"{self.url}/c/{make.SLUG}/"

    def tell(self, source: str) -> str:
        """Send a webmention; return the address of its status page."""
        told = urlencode({"source": source, "target": self.page}).encode()
        with urlopen(f"{self.page}webmention", told) as answer:  # noqa: S310 - our own server
            return answer.headers["Location"]


@contextmanager
def street(home: Path) -> Iterator[Street]:
    with Blogs() as blogs:
        environ = own_environ(lay_tables(home), {"LC_ALL": "C"} | blogs.environ)
        command = [sys.executable, "-m", "tests.journeys.counting"]
        subprocess.run(command, env=environ, capture_output=True, check=True)
        with OwnServer(environ, free_port()) as server:
            yield Street(server.url, blogs, site_secret(home, ""))
