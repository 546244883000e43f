"""The page "Your first campaign" is played, command by command, as a newcomer would type it."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tools.house.sources import read

DAY = timedelta(days=1)


def blocks_of(name: str) -> list[str]:
    """Return the shell blocks of the page called *name*."""
    return re.findall(r"^```sh\n(.*?)^```", read(name), re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    """Return the lines of the page's shell blocks that run Tablée and come to an end."""
    blocks = blocks_of("docs/first-campaign.md")
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("tablee ") and line != "tablee serve"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the newcomer works: a file filled in for a rehearsal, and acts of a partner."""
    template = read("src/tablee/campaign_file/examples/template.toml")
    yesterday = datetime.fromtimestamp(time.time(), UTC) - DAY
    opened = re.sub(r"(?<=opens_at = )[\d:T-]+", f"{yesterday:%Y-%m-%dT%H:%M:%S}", template)
    closing = f"{yesterday + 30 * DAY:%Y-%m-%dT%H:%M:%S}"
    opened = re.sub(r"(?<=closes_at = )[\d:T-]+", closing, opened)
    (tmp_path / "soup.toml").write_text(opened, encoding="utf-8")
    act = {"kind": "drawing", "object": "https://blog.example/1", "supporter": "alice@blog.example"}
    (tmp_path / "acts.ndjson").write_text(json.dumps(act) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_every_command_of_the_page_does_what_it_says(folder):
    typed = commands()
    assert len(typed) >= 8, "the page lost its commands"
    for line in typed:
        done = run(shlex.split(line), folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_both_languages_type_the_same():
    assert blocks_of("docs/first-campaign.fr.md") == blocks_of("docs/first-campaign.md")


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if "TABLEE" not in name}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**environment, "TABLEE_HOME": str(folder / "var"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
