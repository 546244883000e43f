"""The page, the log, our books, Beancount and hledger say the same, at any moment of a campaign."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from tests.acceptance.conftest import inside
from tests.ledgers import by_beancount, by_hledger

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.jobs.keeping.exports import press_of
from tablee.outside.log.archive import ZipDraft
from tablee.outside.signing import verify
from tablee.usecases.log.export_log import export_log

pytestmark = pytest.mark.slow

EDITIONS = ("restos-2010", "restos-2011", "restos-2012")
PAID = {"restos-2010": 16_675, "restos-2011": 22_740}
WAIT_S = 60
SHOWN = re.compile(r'data-figure="(\w+)\.(\w+)"[^>]*>\s*([\d\s,  ]+)<')


class Moment(NamedTuple):
    """What the log and the books say, as they stood at one moment."""

    sequence: int
    figures: dict
    balances: Counter


@pytest.mark.parametrize("edition", EDITIONS)
def test_all_five_agree_in_the_middle_of_a_load_and_at_the_close(places, tmp_path, edition, figure):
    place = places("sqlite")
    lines = place.run("acts", "generate", edition).splitlines(keepends=True)
    first, rest = tmp_path / "first.ndjson", tmp_path / "rest.ndjson"
    half = len(lines) // 2
    first.write_text("".join(lines[:half]), encoding="utf-8")
    rest.write_text("".join(lines[half:]), encoding="utf-8")
    place.apply_example(edition)
    place.run("acts", "import", edition, str(first))
    with place.server() as server:
        middle = sealed_through(place, edition, place.tally(edition)["sequence"], tmp_path)
        expect_page(server, edition, middle)
        looks = compared_while_loading(place, edition, rest, tmp_path)
        loaded = sealed_through(place, edition, place.tally(edition)["sequence"], tmp_path)
        expect_page(server, edition, loaded)
        place.run("campaign", "close", edition)
        place.run("campaign", "settle", edition)
        end = sealed_through(place, edition, place.tally(edition)["sequence"], tmp_path)
        expect_page(server, edition, end)
    paid = sum(pool["paid"] for pool in end.figures["pools"].values())
    assert paid == PAID.get(edition, paid)
    figure(f"{edition}: agreed at {middle.sequence}, {looks} times under load, {end.sequence}")


def compared_while_loading(place, edition, file, folder) -> int:
    """Import a file, and compare as often as there is time meanwhile; return how often."""
    command = [sys.executable, "-m", "tablee", "acts", "import", edition, str(file)]
    looks = 0
    with subprocess.Popen(command, env=place.environ, stdout=subprocess.DEVNULL) as load:
        while load.poll() is None:
            looks += compared(place, edition, folder) is not None
            time.sleep(0.5)
    assert load.returncode == 0
    return looks


def sealed_through(place, edition, sequence, folder) -> Moment:
    """Wait until a log is sealed and published so far, and compare."""
    until_s = time.monotonic() + WAIT_S
    while time.monotonic() < until_s:
        moment = compared(place, edition, folder, least=sequence)
        if moment is not None:
            assert moment.sequence == sequence
            return moment
        time.sleep(0.5)
    pytest.fail(f"{edition} was not sealed through {sequence}")


def compared(place, edition, folder, least=0) -> Moment | None:
    """Compare the log with the books of three programs; nothing where it is not all published."""
    with inside(place) as site:
        with site.desks.read() as desk:
            campaign = desk.campaigns.see(edition)
            log = desk.logs.of(campaign.id)
            balances, through = desk.books.balances(campaign.id), desk.books.through(campaign.id)
        if log is None or log.published_size != log.size or log.sequence < least:
            return None
        with ZipDraft(folder) as draft:
            if export_log(press_of(site), edition, draft).size != log.size:
                return None
            draft.seal(folder / "bundle.zip")
    figures = recounted(folder)
    assert (figures["through"], through) == (log.sequence, log.sequence)
    with ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(folder / "bundle")
    by_two = [
        by_beancount(folder / "bundle/ledger/main.beancount"),
        by_hledger(folder / "bundle/ledger/main.journal"),
    ]
    assert [nonzero(each) for each in by_two] == [nonzero(balances)] * 2
    for pool, earned in figures["earned"].items():
        assert earned == {who: balances[f"earned:{who}:{pool}"] for who in earned}
    return Moment(log.sequence, figures, balances)


def recounted(folder):
    """Return the figures of a bundle, counted again from its leaves, and see that it says so."""
    count = Recount(verify)
    with ZipFile(folder / "bundle.zip") as archive, archive.open("leaves.jsonl") as leaves:
        for line in leaves:
            count.take(read_leaf(line[:-1]))
        said = json.loads(archive.read("tally.json"))
    figures = {name: each for name, each in count.tally().items() if name != "previous"}
    assert {name: said[name] for name in figures} == figures
    return figures


def expect_page(server, edition, moment):
    """See that `tally.json` and the page say what was recounted; nothing moves meanwhile."""
    tally = json.loads(fetched(f"{server.url}/c/{edition}/tally.json"))
    assert tally["sequence"] == moment.sequence
    pools = moment.figures["pools"]
    for pool in tally["pools"]:
        names = ("cap", "acts", "offered", "paid", "unpaid", "pending")
        expected = pools.get(pool["name"], dict.fromkeys(names, 0))
        assert {name: pool[name] for name in names} == expected
    earned = Counter()
    for shares in moment.figures["earned"].values():
        earned.update(shares)
    assert {each["name"]: each["earned"] for each in tally["sponsors"] if each["earned"]} == earned
    page = fetched(f"{server.url}/c/{edition}/")
    shown = {(arm, name): digits(value) for arm, name, value in SHOWN.findall(page)}
    sums = tally.get("without_purchases", tally["totals"])
    assert shown["without_purchases", "paid"] == sums["paid"]
    assert shown["without_purchases", "unpaid"] == sums["unpaid"]
    assert shown["without_purchases", "pending"] == sums["pending"]


def fetched(url) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def digits(words) -> int:
    return int("".join(char for char in words if char.isdigit()))


def nonzero(balances) -> Counter:
    return Counter({name: units for name, units in balances.items() if units})
