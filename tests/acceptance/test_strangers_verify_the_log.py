"""Programs that share no code with us verify a log of ours, and see when it was tampered with.

Go's own packages for signed notes and trees (a small program of ours holds them together,
`tools/peers/verify.go`), and tlog-scales, a Python program of somebody else.
"""

import json
import os
import subprocess
import sys

import pytest
from tests import make
from tests.core.log.public import GOLDEN
from tests.logs import FolderLog, Witnessing, two_witnesses
from tests.usecases.log.sealery import Sealery
from tools.peers import SCALES, built, missing

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.note import ML_DSA_44, read_note
from tablee.usecases.log.prove import prove

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing()) and not os.environ.get("CI"),
        reason="Go or tlog-scales is not here: run `make peers`",
    ),
]


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    return built(tmp_path_factory.mktemp("go"))


@pytest.fixture
def log(tmp_path):
    """A log that was published at sizes 1, 256, 700 and 1,500, with three witnesses."""
    witnesses = (*two_witnesses(), Witnessing("press.example/w", 4))
    log = FolderLog(tmp_path / "log", witnesses=witnesses)
    for size in (1, 256, 700, 1_500):
        log.add(b'{"leaf":"act","act":%d}' % number for number in range(log.size, size))
        log.publish()
    (tmp_path / "receipt.tlog-proof").write_bytes(log.receipt(1_234, b"more"))
    return log


def answered(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def by_go(go, log):
    """Let Go's packages judge; they know witnesses of sort 0x04."""
    witnesses = [key for key in keys(log)[1:] if key.sort != ML_DSA_44]
    return answered(
        [
            go,
            f"-key={log.signer.key}",
            *(f"-witness={key}" for key in witnesses),
            *(f"-older={path}" for path in sorted(log.folder.glob("checkpoint.*"))),
            f"-receipt={log.folder.parent / 'receipt.tlog-proof'}",
            log.folder,
        ]
    )


def by_scales(log):
    """Let tlog-scales judge; it knows witnesses of both sorts."""
    older = [f"--older={path}" for path in sorted(log.folder.glob("checkpoint.*"))]
    return answered([sys.executable, SCALES, log.folder, *map(str, keys(log)), *older])


def keys(log):
    return [log.signer.key, *(each.key for each in log.witnesses)]


def test_gos_own_packages_verify_a_log_of_ours(go, log):
    code, said = by_go(go, log)
    assert code == 0, said
    assert said.splitlines() == [
        "right checkpoint of 1500 leaves, with 2 witnesses",
        f"right files of the tree: {len(list(log.folder.glob('tile/*/**/*[0-9]')))}",
        "right root",
        "right inclusion of 1500 leaves",
        "right growth from 1 leaves",
        "right growth from 1500 leaves",
        "right growth from 256 leaves",
        "right growth from 700 leaves",
        "right receipt of leaf 1234",
    ]


def test_somebody_elses_python_verifies_a_log_of_ours(log):
    code, said = by_scales(log)
    assert code == 0, said
    assert said.splitlines() == [
        "right checkpoint of 1500 leaves, with 3 witnesses",
        "right root",
        "right inclusion of 1500 leaves",
        "right growth from 1 leaves",
        "right growth from 1500 leaves",
        "right growth from 256 leaves",
        "right growth from 700 leaves",
    ]


def test_both_verify_the_golden_log(go):
    known = json.loads((GOLDEN / "keys.json").read_text())
    older, receipt = GOLDEN / "checkpoint.2000", GOLDEN / "receipt-1523.tlog-proof"
    witnesses = [f"-witness={key}" for key in known["witnesses"]]
    command = [go, f"-key={known['log']}", *witnesses, f"-older={older}", f"-receipt={receipt}"]
    code, said = answered([*command, GOLDEN])
    assert code == 0, said
    assert "right inclusion of 3049 leaves" in said
    everybody = [known["log"], *known["witnesses"]]
    code, said = answered([sys.executable, SCALES, GOLDEN, *everybody, f"--older={older}"])
    assert code == 0, said
    assert "right growth from 2000 leaves" in said


def test_what_scales_writes_is_our_receipt(log):
    command = "import sys; from tlog_scales.cli import main; sys.exit(main())"
    code, said = answered([sys.executable, "-c", command, "gen-proof", log.folder, "1234"])
    assert code == 0, said
    assert said.encode() == log.receipt(1_234)


FILES = ["tile/entries/000", "tile/entries/005.p/220", "tile/0/001", "tile/0/002.p/188"]
FILES += ["tile/1/000.p/5", "tile/1/000.p/2", "checkpoint", "checkpoint.700"]


@pytest.mark.parametrize("path", FILES)
def test_go_sees_one_changed_bit_in_any_file(go, log, path):
    place = log.folder / path
    content = bytearray(place.read_bytes())
    content[min(30, len(content) // 3)] ^= 1
    place.write_bytes(content)
    code, said = by_go(go, log)
    assert code == 1
    assert "WRONG" in said


def test_both_see_another_history(go, log):
    other = FolderLog(log.folder, witnesses=log.witnesses)
    leaves = [leaf.replace(b"3", b"4") for leaf in log.leaves]
    for place in log.folder.rglob("*.p/*"):
        place.unlink()
    other.add(leaves)
    other.publish()
    code, said = by_go(go, log)
    assert code == 1
    assert "WRONG" in said
    assert "checkpoint.256: invalid transparency proof" in said
    code, said = by_scales(log)
    assert code != 0
    assert "ConsistencyProofInvalid" in said


def test_both_miss_a_witness_that_did_not_sign(go, log):
    log.publish()
    silent = FolderLog(log.folder, witnesses=(*log.witnesses, Witnessing("absent.example/w", 9)))
    code, said = by_go(go, silent)
    assert (code, "WRONG note: 3 of 4 have signed" in said) == (1, True), said
    code, said = by_scales(silent)
    assert code != 0
    assert "no signature matched vkey" in said


@pytest.fixture
def sealed(tmp_path):
    """A campaign of 3,000 acts, sealed as it grew; its log and all its checkpoints."""
    stage, folder = Sealery(), tmp_path / "sealed"
    for count in (1, 299, 1_700, 1_000):
        stage.acts(count, name=f"the-{count}")
        assert stage.seal().is_published
        raw = stage.files.read("checkpoint")
        size = read_checkpoint(read_note(raw).text).size
        stage.files.write(f"checkpoint.{size}", raw)
    for path in stage.files.paths():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(stage.files.read(path))
    with stage.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        act = desk.journal(campaign).act(1_234)
        proof = prove(desk, stage.files, campaign, act, is_own=True)
    (tmp_path / "receipt.tlog-proof").write_bytes(str(proof).encode())
    return stage.log(), folder


def test_both_verify_what_a_campaign_sealed(go, sealed, tmp_path):
    log, folder = sealed
    older = sorted(folder.glob("checkpoint.*"))
    command = [go, f"-key={log.vkey}", *(f"-older={path}" for path in older)]
    code, said = answered([*command, f"-receipt={tmp_path / 'receipt.tlog-proof'}", folder])
    assert code == 0, said
    assert f"right inclusion of {log.size} leaves" in said
    assert said.count("right growth") == 4
    assert said.count("right receipt") == 1
    code, said = answered(
        [sys.executable, SCALES, folder, log.vkey, *(f"--older={path}" for path in older)]
    )
    assert code == 0, said
    assert f"right inclusion of {log.size} leaves" in said
    assert said.count("right growth") == 4
