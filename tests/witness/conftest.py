"""A log, and a witness that looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.logs import FolderLog
from tests.witness.stand import Stand


@pytest.fixture
def log(tmp_path: Path) -> FolderLog:
    log = FolderLog(tmp_path / "log")
    log.add(leaves(5))
    return log


@pytest.fixture
def stand(tmp_path: Path, log: FolderLog) -> Iterator[Stand]:
    stand = Stand(tmp_path / "witness")
    stand.trust(log)
    yield stand
    stand.close()


def leaves(number: int, word: str = "leaf") -> list[bytes]:
    return [f"{word} {each}".encode() for each in range(number)]
