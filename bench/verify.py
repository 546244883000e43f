"""Looks afterwards: is every acknowledged act there, and do books and lines agree?"""

import os
import subprocess
import sys
from collections.abc import Mapping

from bench import campaign
from tablee.config import read_settings
from tablee.usecases.tally_campaign import tally_campaign
from tablee.wiring import check_site, open_site


def check_door(environ: Mapping[str, str], acknowledged: int) -> None:
    """Check the site of *environ*, in a process of its own, after its server has ended.

    Raises:
        AssertionError: an acknowledged act is missing, or an invariant is broken.
    """
    words = {name: value for name, value in os.environ.items() if not name.startswith("TABLEE_")}
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.verify", str(acknowledged)],
        env={**words, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2_000:]


def main() -> None:
    """Compare."""
    site = open_site(read_settings({k: v for k, v in os.environ.items() if k[:7] == "TABLEE_"}))
    with site.desks.read() as desk:
        tally = tally_campaign(desk, campaign.SLUG, site.clock.now_ms())
    acknowledged = int(sys.argv[1])
    assert tally.totals.acts == acknowledged, f"{tally.totals.acts} acts, not {acknowledged}"
    assert tally.totals.paid == min(campaign.CAP, acknowledged), tally.totals
    faults = check_site(site)
    assert not faults, faults[:5]


if __name__ == "__main__":
    main()
