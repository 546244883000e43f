"""A plugin of pytest: whatever a test lets Python recount, the browser's code recounts beside it.

Both must take each leaf, or both refuse it; `test_the_verdict_is_the_same.py` runs the tests of
the recount with it.
"""

import sys
from itertools import count

import pytest
from tests.web.verifier.engine import Engine, Refused

from tablee.core.leaves.canonical import spelled
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf
from tablee.core.leaves.recount import Recount

NUMBERS = count()
SEEN = {"taken": 0, "refused": 0}


class Twice(Recount):
    """A recount that asks the browser's code what it thinks of each leaf, too."""

    engine: Engine

    def take(self, leaf: Leaf) -> None:
        """Count one more leaf, twice."""
        if not hasattr(self, "name"):
            self.name = str(next(NUMBERS))
        expected: BadLeaf | None = None
        try:
            super().take(leaf)
        except BadLeaf as error:
            expected = error
        found: Refused | None = None
        try:
            self.engine.ask("take", name=self.name, leaf=spelled(leaf).decode())
        except Refused as error:
            found = error
        assert (expected is None) is (found is None), (leaf, expected, found)
        SEEN["taken" if expected is None else "refused"] += 1
        if expected is not None:
            raise expected


@pytest.fixture(scope="session", autouse=True)
def both_count():
    """Put the double recount in the place of the single one."""
    with pytest.MonkeyPatch.context() as patch, Engine() as engine:
        Twice.engine = engine
        for room in ("teller", "writer"):
            patch.setattr(f"tests.core.leaves.{room}.Recount", Twice)
        yield
    told = ", ".join(f"{what} by both: {number}" for what, number in SEEN.items())
    sys.stdout.write(f"\n{told}\n")
