"""A real site whose log a real witness signs before anybody sees it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

from tests import make
from tests.blogs import Blogs, post
from tests.sites import lay_tables
from tests.witness.daemon import Daemon

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ

PATIENCE_S = 30


class Witnessed(NamedTuple):
    """The site, the blogs around it, and the two keys that a stranger has from elsewhere."""

    url: str
    blogs: Blogs
    environ: Mapping[str, str]
    keys: tuple[str, str]

    @property
    def page(self) -> str:
        return f"{self.url}/c/{make.SLUG}/"

    def run(self, *words: str) -> str:
        return run(self.environ, *words)

    def wait_for(self, path: str) -> str:
        """Return what the campaign answers at *path*, once it does."""
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                with urlopen(self.page + path) as answer:  # noqa: S310 - our own server
                    return answer.read().decode()
            except HTTPError:
                if time.monotonic() > deadline_s:
                    raise
            time.sleep(0.2)


def run(environ: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=True)
    return done.stdout.strip()


@contextmanager
def witnessed(home: Path) -> Iterator[Witnessed]:
    """Open the campaign of `counting`, and let nothing be published that no witness signed."""
    with Blogs() as blogs:
        environ = own_environ(lay_tables(home / "site"), {"LC_ALL": "C"} | blogs.environ)
        run(environ, "tests.journeys.counting")
        folder = home / "witness"
        name = ("--name", "newspaper.example/witness")
        key = run(environ, "tablee", "witness", "init", str(folder), *name)
        with OwnServer(environ, free_port()) as server:
            site = Witnessed(server.url, blogs, environ, ("", key))
            log = site.wait_for("log/policy").split()[1]
            site.run("tablee", "witness", "trust", str(folder), log)
            daemon = Daemon(folder)
            try:
                policy = home / "policy"
                lines = (f"log {log}", f"witness newspaper {key} {daemon.url}", "quorum newspaper")
                policy.write_text("\n".join(lines) + "\n")
                site.run("tablee", "log", "policy", make.SLUG, str(policy))
                yield site._replace(keys=(log, key))
            finally:
                daemon.stop()


def blog_post(site: Witnessed, host: str) -> str:
    """Publish a post that counts; return its address."""
    site.blogs.pages[f"{host}/1"] = post(site.page, words=f"We had soup at {host}.")
    return f"http://{host}/1"
