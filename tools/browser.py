"""Find the system's Chromium for the browser tests, or install it where we may."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ENVIRONMENT = "CHROMIUM"


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, if there is one.

    `CHROMIUM` names one that is not on the PATH.
    """
    named = os.environ.get(ENVIRONMENT)
    candidates = (named, *NAMES) if named else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Install Debian's Chromium; only root on a Debian can."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update", "-qq"], [*install, "fonts-dejavu-core"]):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Say which browser the tests will drive; 1 when there is none to be had."""
    if find_chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("browser: installing chromium for the browser tests")
        install_chromium()
    path = find_chromium()
    if path is None:
        print(
            "browser: the tests need Chromium: install your system's package"
            f" 'chromium', or name a browser in {ENVIRONMENT}.",
            file=sys.stderr,
        )
        return 1
    print(f"browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
