"""Where published test vectors lie: beside this repository, for they are the work of others.

`LOG_VECTORS` names the folder; without it, it is `../shared/vectors`.
What to put there is told in `tests/vectors/README.md`.
"""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]
VECTORS = Path(os.environ.get("LOG_VECTORS", HERE.parent / "shared" / "vectors"))
GOLDEN = HERE / "tests" / "vectors" / "golden-log-3k"


def present(name):
    """Return the mark of tests that need the vectors of this name."""
    return pytest.mark.skipif(
        not (VECTORS / name).is_dir(),
        reason=f"{name} is not in the folder LOG_VECTORS: see tests/vectors/README.md",
    )
