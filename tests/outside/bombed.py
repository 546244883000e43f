"""Fetch from the port named, and print by how many MB this process had to grow for it."""

import asyncio
import sys
from ipaddress import ip_network
from pathlib import Path

from tablee.config import KnownHost
from tablee.outside.fetch import Gate, Rules
from tablee.ports.fetch import Ask


def peak_mb() -> float:
    """Return the most memory this process has held; the kernel's other figure is its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


async def main(port: int) -> None:
    known = {"b.test": KnownHost("b.test", "127.0.0.1", port)}
    gate = Gate(Rules(known=known, networks=(ip_network("127.0.0.1/32"),)), domain_of=str)
    before_mb = peak_mb()
    answer = await gate.fetch(Ask("http://b.test/"))
    growth_mb = peak_mb() - before_mb
    sys.stdout.write(f"{growth_mb:.1f} {len(answer.body)} {answer.is_whole}\n")
    await gate.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
