"""Prints what was measured of posts: figures, their spread, and ratios to the package."""

from statistics import median
from typing import NamedTuple

PEER = "webmentions[db,fastapi]==0.2.0"
NO_PEER = f"The package {PEER} could not be installed here, so we are compared with nobody."

VERIFIED = "verified, one process"
BESIDE = "verified, a worker beside"
TOLD = "accepted, {} clients"
HANGING = "accepted while every source hangs, 200 a second"
THE_PACKAGE = "the package webmentions, accepted and verified"


class Figure(NamedTuple):
    """What one measurement gave."""

    posts_per_s: float
    p99_ms: float
    cost_ms: float
    """Processor time of the server for each post."""


Found = dict[str, list[Figure]]


class Ratio(NamedTuple):
    """What is divided by what the package does, and what the budget asks for."""

    name: str
    over: str
    aim: float


RATIOS = (
    Ratio("M1 verified ÷ the package", VERIFIED, 10),
    Ratio("M1 verified, a worker beside ÷ the package", BESIDE, 10),
    Ratio("M2 accepted, 64 clients ÷ the package", TOLD.format(64), 100),
    Ratio("M2 accepted, 1,024 clients ÷ the package", TOLD.format(1_024), 100),
)


def print_table(found: Found) -> None:
    """Print figures and ratios, each with its spread."""
    heads = f"{'min':>9}{'median':>9}{'max':>9}"
    print(f"\n{'posts a second':<50}{heads}{'p99 ms':>9}{'work ms':>9}")
    for name, figures in found.items():
        several = [each.posts_per_s for each in figures]
        print(
            f"{name:<50}{min(several):>9,.0f}{median(several):>9,.0f}{max(several):>9,.0f}"
            f"{median(each.p99_ms for each in figures):>9.1f}"
            f"{median(each.cost_ms for each in figures):>9.2f}"
        )
    if THE_PACKAGE not in found:
        print(f"\n{NO_PEER}")
        return
    print(f"\n{'ratio':<50}{heads}{'work':>9}{'aim':>9}")
    for ratio in RATIOS:
        pairs = [*zip(found[ratio.over], found[THE_PACKAGE], strict=True)]
        several = [over.posts_per_s / under.posts_per_s for over, under in pairs]
        work = median(under.cost_ms / over.cost_ms for over, under in pairs)
        print(
            f"{ratio.name:<50}{min(several):>9.1f}{median(several):>9.1f}{max(several):>9.1f}"
            f"{work:>9.1f}{ratio.aim:>9g}"
        )
    print("Work is processor time: how often more the package needs of it for a post.")
