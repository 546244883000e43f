"""Programs of others that check what we publish: Go's own packages, tlog-scales, hledger."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
SCALES = HERE / "scales.py"
GO_SOURCES = Path("/usr/share/gocode")
TREES = GO_SOURCES / "src" / "golang.org" / "x" / "mod" / "sumdb" / "tlog"
PACKAGES = ("golang-go", "golang-golang-x-mod-dev", "hledger")


def missing() -> list[str]:
    """Return the packages, of Debian or of Python, that are not here."""
    found = [] if shutil.which("go") else [PACKAGES[0]]
    if not TREES.is_dir():
        found.append(PACKAGES[1])
    if not shutil.which("hledger"):
        found.append(PACKAGES[2])
    if find_spec("tlog_scales") is None:
        found.append("tlog-scales (from PyPI)")
    return found


def built(folder: Path) -> Path:
    """Build `verify.go` into *folder*, with Debian's sources and nothing from the network."""
    program = folder / "verify"
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_SOURCES),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    build = ["go", "build", "-o", str(program), str(HERE / "verify.go")]
    subprocess.run(build, check=True, env=environment)
    return program


def install() -> None:
    """Install Debian's packages; only root on a Debian can."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    add = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
    for command in (["apt-get", "update", "-qq"], add):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
