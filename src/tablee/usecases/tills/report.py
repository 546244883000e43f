"""The reconciliation report of one file: what was read, counted and refused, and why."""

from typing import Any

from tablee.ports.desk import Desks
from tablee.ports.kinds.tills import FileState, TillFile

MOST_FILES = 10_000


def report_of(file: TillFile) -> dict[str, Any]:
    """Return the report as plain values, for programs.

    Sums are in thousandths of a piece and in the smallest coin; each reason comes with how often
    it was given and the first lines. Nothing in it says who bought what.
    """
    account = file.progress.account
    return {
        "partner": file.partner,
        "file": file.name,
        "sha256": file.checksum,
        "size_bytes": file.size_bytes,
        "state": file.state.value,
        "read_percent": percent(file),
        "trouble": file.trouble.en,
        "trouble_fr": file.trouble.fr,
        "lines": account.lines,
        "baskets": account.baskets,
        "qualifying": account.qualifying,
        "plain": account.plain,
        "acts": account.acts,
        "known_acts": account.known_acts,
        "duplicates": account.duplicates,
        "returns": account.returns,
        "reversed": account.reversed,
        "milli": account.milli,
        "minor": account.minor,
        "refused": {
            reason: {"count": count, "first_lines": lines}
            for reason, (count, *lines) in sorted(account.refused.items())
        },
    }


def percent(file: TillFile) -> int:
    """Return how much of a file has been read, in whole hundredths."""
    if file.state is FileState.DONE:
        return 100
    return min(99, 100 * file.progress.position // max(1, file.length))


def files_of(desks: Desks, slug: str, most: int = MOST_FILES) -> list[TillFile]:
    """Return the files of a campaign, the latest first; all of them unless *most* says how many.

    Raises:
        UnknownCampaign: there is none of that name.
    """
    with desks.read() as desk:
        return desk.tills.files(desk.campaigns.see(slug).id, most)
