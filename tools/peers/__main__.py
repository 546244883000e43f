"""Find the programs of others that verify a log of ours, or install them where we may."""

import os
import shutil
import sys

from tools.peers import PACKAGES, TREES, install, missing


def main() -> int:
    """Say which programs the tests will run; 1 when one is missing."""
    if set(PACKAGES) & set(missing()) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("peers: installing Debian's hledger, Go, and its packages for notes and trees")
        install()
    lacking = missing()
    if lacking:
        names = " ".join(lacking)
        print(f"peers: for the tests with programs of others install: {names}", file=sys.stderr)
        return 1
    print(f"peers: {shutil.which('go')}, {TREES}, {shutil.which('hledger')}, tlog-scales")
    return 0


if __name__ == "__main__":
    sys.exit(main())
