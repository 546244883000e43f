"""A real WordPress on this machine: Debian's, with a database of its own, for one test.

What is configured for the test is in the folder `wordpress` beside this file, nothing else is:
WordPress may ping addresses of this machine (it refuses private ones otherwise), and finds itself
by its address, as no name server knows its name. Publishing, pinging and doing what is due are
WordPress's own.
"""

import contextlib
import http.client
import os
import secrets
import shutil
import signal
import subprocess
import time
import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.wordpress import THEME, THEMES, WORDPRESS, program

from tablee.cli.replay.own_server import free_port

HOST = "emil-writes.example"
OURS = Path(__file__).parent / "wordpress"
START_LIMIT_S = 60


class Weblog:
    """Emil's blog, up and running."""

    def __init__(self, port: int, password: str) -> None:
        self.port = port
        self._password = password

    def publish(self, title: str, text: str) -> int:
        """Publish a post as blogging programs do; return its number."""
        post = {"post_title": title, "post_content": text, "post_status": "publish"}
        return int(self._say("wp.newPost", post))

    def edit(self, number: int, text: str) -> None:
        """Change a post."""
        assert self._say("wp.editPost", number, {"post_content": text})

    def visit(self, path: str = "/") -> str:
        """Read a page, as any visitor does; WordPress then does what is due."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(wire):
            wire.request("GET", path, headers={"Host": HOST})
            return wire.getresponse().read().decode()

    def _say(self, method: str, *words: object) -> str:
        address = f"http://127.0.0.1:{self.port}/xmlrpc.php"
        with xmlrpc.client.ServerProxy(address) as blog:
            answer = getattr(blog, method)(0, "emil", self._password, *words)
        return str(answer)


@contextmanager
def running_weblog(folder: Path, site_port: int) -> Iterator[Weblog]:
    """Run WordPress while the block lasts; it may ping the site at *site_port*."""
    port, password = free_port(), secrets.token_urlsafe()
    site = _lay_out(folder / "blog")
    environ = os.environ | {
        "TEST_BLOG_FOLDER": str(site),
        "TEST_BLOG_SOCKET": str(folder / "sql"),
        "TEST_BLOG_HOST": HOST,
        "TEST_BLOG_PORT": str(port),
        "TEST_BLOG_PASSWORD": password,
        "TEST_SITE_PORT": str(site_port),
        "PHP_CLI_SERVER_WORKERS": "4",
    }
    php = program("php") or "php"
    with _mariadb(folder):
        done = subprocess.run(
            [php, OURS / "install.php"], env=environ, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        with _running([php, "-S", f"127.0.0.1:{port}", "-t", site], environ, folder / "php.txt"):
            blog = Weblog(port, password)
            _wait(lambda: "Emil writes" in blog.visit())
            yield blog


def _lay_out(site: Path) -> Path:
    """Make a folder with Debian's files and our configuration.

    WordPress lives where its first file says it is, and PHP follows links before it says so: the
    few files at the top are copied, the folders linked.
    """
    site.mkdir()
    for each in WORDPRESS.glob("*.php"):
        shutil.copy(each, site)
    for name in ("wp-admin", "wp-includes"):
        (site / name).symlink_to(WORDPRESS / name)
    shutil.copy(OURS / "wp-config.php", site)
    content = site / "wp-content"
    for name in ("plugins", "uploads", "themes", "mu-plugins"):
        (content / name).mkdir(parents=True)
    (content / "themes" / THEME).symlink_to(THEMES / THEME)
    (content / "mu-plugins" / "on-one-machine.php").symlink_to(OURS / "on-one-machine.php")
    return site


@contextmanager
def _mariadb(folder: Path) -> Iterator[None]:
    """Run a database server that listens on a socket in *folder* and nowhere else."""
    where, socket = folder / "mariadb", folder / "sql"
    us = ["--user=root"] if os.geteuid() == 0 else []
    make = [program("mariadb-install-db") or "", "--no-defaults", f"--datadir={where}", *us]
    options = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
    done = subprocess.run([*make, *options], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    serve = [program("mariadbd") or "", "--no-defaults", f"--datadir={where}", *us]
    quick = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder}/pid"]
    with _running([*serve, f"--socket={socket}", *quick], {**os.environ}, folder / "mariadb.txt"):
        _wait(socket.exists)
        ask = [program("mariadb") or "mariadb", "--no-defaults", f"--socket={socket}", "-uroot"]
        subprocess.run([*ask, "-e", "CREATE DATABASE blog"], check=True)
        yield


@contextmanager
def _running(words: list[object], environ: dict[str, str], log: Path) -> Iterator[None]:
    """Run a server while the block lasts, with all its children."""
    with log.open("wb") as said:
        server = subprocess.Popen(
            [str(word) for word in words],
            env=environ,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait(claim) -> None:
    deadline_s = time.monotonic() + START_LIMIT_S
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if claim():
                return
        assert time.monotonic() < deadline_s, "the blog did not start"
        time.sleep(0.05)
