"""Rules about what must not be in a committed file: names of one machine and of its suppliers."""

import re
from collections.abc import Iterable, Iterator

# Written in two halves, or this file would find itself.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "deb.debian" + ".org",
    "crates" + ".io",
    "proxy.golang" + ".org",
)
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work|root|opt|home/\w+|Users/\w+|tmp/bash)/[\w.]")
# The licence is a verbatim text.
VERBATIM = frozenset({"LICENSE"})


def strangers(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Find registry hosts and machine paths in *texts*, given as path and text."""
    for name, text in texts:
        if name in VERBATIM:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            for host in HOSTS:
                if host in line:
                    yield f"{name}:{number} names a package registry's host"
            if MACHINE_PATHS.search(line):
                yield f"{name}:{number} names a folder of one machine"
