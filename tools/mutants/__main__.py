"""Measure some modules or all of them: ``python -m tools.mutants core/log/tree``."""

import argparse
import os

from tools.mutants import BUILD, Score, measured, rooms, told


def main() -> None:
    """Measure the modules that were named, or all of them, and write the summary."""
    known = rooms()
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("modules", nargs="*", help=f"some of: {' '.join(known)}")
    words.add_argument("--again", action="store_true", help="only what survived the last time")
    words.add_argument("--quick", action="store_true", help="ask the quick tests only")
    asked = words.parse_args()
    names = asked.modules or list(known)
    os.nice(max(0, 10 - os.nice(0)))  # whoever wants it nicer has said so
    scores: list[Score] = []
    for name in names:
        score = measured(name, known[name], is_again=asked.again, is_quick=asked.quick)
        scores.append(score)
        report = BUILD / f"{name.replace('/', '-')}.txt"
        report.write_text(told(scores[-1:]), encoding="utf-8")
        print(scores[-1], flush=True)
    (BUILD / "summary.txt").write_text(told(scores), encoding="utf-8")


if __name__ == "__main__":
    main()
