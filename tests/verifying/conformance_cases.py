"""Writes `conformance/`: small logs, good ones and lies, for whoever tries a verifier.

``python -m tests.verifying.conformance_cases`` writes the folder anew, with the same bytes.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from tests.campaign_log import LOG_KEY, Story, campaign, noted, receipt_extra, signer
from tests.core.promising.touched import SecurityKey
from tests.logs import FolderLog, Witnessing
from tests.verifying.exports import bare_log, export, unpacked
from tests.verifying.lies import CAUGHT, edited, with_leaf
from tools.house.sources import ROOT

from tablee.core.leaves.canonical import read, spelled
from tablee.core.leaves.leaf import read_leaf
from tablee.core.log.note import Note, Signature
from tablee.outside.signing import KeySigner

FOLDER = ROOT / "conformance"
STORY = Story(acts=36)
SECURITY_KEY = SecurityKey("restosducoeur.example/touched")
BY_TOUCH = Story(acts=36, touched=SECURITY_KEY)
AUDITED = Story(acts=36, draws=30)
WITNESSES = (Witnessing("sponsor.example/w", 2), Witnessing("association.example/w", 3))
WHERE, RECEIPT = "log", "receipt.tlog-proof"
PROVEN, WRONG, UNUSABLE, UNWITNESSED = range(4)


def log_in(place: Path, leaves: Iterable[bytes] = (), *, witnesses: int = 2) -> FolderLog:
    """Write a bare log for which so many witnesses stand, and for which two are asked."""
    log = bare_log(place / WHERE, leaves or campaign(STORY).leaves, WITNESSES[:witnesses])
    asked = FolderLog(place, witnesses=WITNESSES, signer=LOG_KEY).policy
    (log.folder / "policy").write_text(str(asked))
    return log


def write_good(place: Path) -> None:
    log_in(place)


def write_erased(place: Path) -> None:
    log_in(place, campaign(Story(acts=36, erased=40)).leaves)


def write_invented(place: Path) -> None:
    log_in(place, campaign(Story(acts=36, invented=20)).leaves)


def write_touched(place: Path) -> None:
    log_in(place, campaign(BY_TOUCH).leaves)


def write_untouched(place: Path) -> None:
    """Write a log in which a security key signed while nobody was there."""
    log = campaign(BY_TOUCH)
    number = log.marks["delivery"]
    text = read_leaf(log.leaves[number])["document"].partition("-----BEGIN")[0]
    document = text + replace(SECURITY_KEY, flags=0).sign(text)
    log_in(place, with_leaf(log, number, edited(log.leaves[number], document=document)))


def write_signed_audit(place: Path) -> None:
    log_in(place, campaign(AUDITED).leaves)


def write_unsigned_audit(place: Path) -> None:
    log_in(place, campaign(replace(AUDITED, is_signed=False)).leaves)


def changed_audit(place: Path, document: str = "", **changes: int) -> None:
    """Write a log in which the result of an audit is not what its auditor signed."""
    log = campaign(AUDITED)
    number = log.marks["result"]
    leaf = read_leaf(log.leaves[number])
    forged = edited(log.leaves[number], **{"document": document or leaf["document"], **changes})
    log_in(place, with_leaf(log, number, forged))


def write_forged_audit(place: Path) -> None:
    """Write a log whose organiser signed what an auditor should have signed."""
    log = campaign(AUDITED)
    signed = read_leaf(log.leaves[log.marks["result"]])["document"]
    text = signed.partition("\n\n")[0] + "\n"
    changed_audit(place, noted(text, KeySigner("university.example/audits", bytes(32))))


def write_mended_audit(place: Path) -> None:
    """Write a log that says fewer acts could not be looked at than the auditor signed."""
    changed_audit(place, unverifiable=0)


def write_without_witness(place: Path) -> None:
    log_in(place, witnesses=0)


def write_below_quorum(place: Path) -> None:
    log_in(place, witnesses=1)


def write_doubled(place: Path) -> None:
    """Write a log whose policy asks for two witnesses, and counts one with two keys as both."""
    doubled = (WITNESSES[0], Witnessing("sponsor.example/w", 4))
    log = bare_log(place / WHERE, campaign(STORY).leaves, doubled)
    asked = FolderLog(place, witnesses=(*doubled, WITNESSES[1]), signer=LOG_KEY).policy
    (log.folder / "policy").write_text(str(asked).replace(" all ", " 2 "))


def write_joined(place: Path) -> None:
    """Write a log whose policy lets either key of one of its two witnesses do."""
    several = (*WITNESSES, Witnessing("sponsor.example/w", 4))
    log = bare_log(place / WHERE, campaign(STORY).leaves, WITNESSES)
    asked = FolderLog(place, witnesses=several, signer=LOG_KEY).policy
    joined = "group sponsor any w1 w3\ngroup everyone all sponsor w2"
    text = str(asked).replace("group everyone all w1 w2 w3", joined)
    (log.folder / "policy").write_text(text)


def write_export(place: Path) -> None:
    """Write an export as it is published: one zip file."""
    log = log_in(place)
    export(place, log).rename(place / "export.zip")
    shutil.rmtree(log.folder)
    (place / "drafts").rmdir()


def rewritten_export(place: Path, path: str, old: bytes, new: bytes) -> None:
    """Write an export in which one file says something else, and whose hashes were signed anew."""
    write_export(place)
    folder = unpacked(place / "export.zip", place / WHERE)
    (place / "export.zip").unlink()
    file = folder / path
    changed = file.read_bytes().replace(old, new, 1)
    assert changed != file.read_bytes()
    before = sha256(file.read_bytes()).hexdigest()
    file.write_bytes(changed)
    text = (folder / "hashes").read_text(encoding="utf-8").rpartition("\n\n")[0] + "\n"
    text = text.replace(before, sha256(changed).hexdigest())
    signed = Signature(LOG_KEY.key.name, LOG_KEY.key.id, LOG_KEY.sign(text.encode()))
    (folder / "hashes").write_text(str(Note(text, (signed,))), encoding="utf-8")


def write_false_books(place: Path) -> None:
    rewritten_export(place, "ledger/main.beancount", b"  first-leaf: ", b"  first-leaf: 1")


def write_false_terms(place: Path) -> None:
    rewritten_export(place, "terms/1.json", b"2012", b"2013")


def write_changed_file(place: Path) -> None:
    write_export(place)
    folder = unpacked(place / "export.zip", place / WHERE)
    (place / "export.zip").unlink()
    file = folder / "acts.csv"
    file.write_bytes(file.read_bytes().replace(b"share", b"shore", 1))


def flip(file: Path, byte: int) -> None:
    content = bytearray(file.read_bytes())
    content[byte] ^= 1
    file.write_bytes(content)


def write_changed_leaf(place: Path) -> None:
    folder = log_in(place).folder
    file = next((folder / "tile/entries").rglob("*/*"))
    flip(file, file.read_bytes().index(b'"units":') + 8)


def write_changed_tile(place: Path) -> None:
    flip(next((log_in(place).folder / "tile/0").rglob("*/*")), 100)


def write_missing_tile(place: Path) -> None:
    next((log_in(place).folder / "tile/0").rglob("*/*")).unlink()


def write_missing_leaves(place: Path) -> None:
    next((log_in(place).folder / "tile/entries").rglob("*/*")).unlink()


def write_bad_signature(place: Path) -> None:
    file = log_in(place).folder / "checkpoint"
    text = file.read_text(encoding="utf-8")
    at = text.index(f"— {LOG_KEY.key.name} ") + len(LOG_KEY.key.name) + 20
    file.write_text(text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :], "utf-8")


def write_other_key(place: Path) -> None:
    """Write a log whose checkpoint somebody else signed under the log's name."""
    log = log_in(place)
    other = KeySigner(LOG_KEY.key.name, sha256(b"another").digest())
    again = FolderLog(log.folder, log.origin, other, WITNESSES)
    (log.folder / "checkpoint").write_bytes(again.signed(log.text()))


def write_other_policy(place: Path) -> None:
    log = log_in(place)
    other = FolderLog(place, signer=signer("another.example/log"), witnesses=WITNESSES)
    (log.folder / "policy").write_text(str(other.policy))


def act() -> int:
    return campaign(STORY).marks["act 33"]


def write_receipt(place: Path) -> None:
    log = log_in(place)
    (place / RECEIPT).write_bytes(log.receipt(act(), receipt_extra(campaign(STORY), act())))


def write_receipt_for_other(place: Path) -> None:
    log = log_in(place)
    extra = read(receipt_extra(campaign(STORY), act()))
    extra["content"]["object"] += "x"
    (place / RECEIPT).write_bytes(log.receipt(act(), spelled(extra)))


def write_receipt_dropped(place: Path) -> None:
    write_receipt(place)
    shutil.rmtree(place / WHERE)
    log_in(place, campaign(Story(acts=36, dropped=frozenset({33}))).leaves)


def write_receipt_of_longer(place: Path) -> None:
    write_receipt(place)
    shutil.rmtree(place / WHERE)
    log_in(place, campaign(STORY).leaves[: act() + 1])


def write_other_beginning(place: Path) -> None:
    """Write a log whose first leaf says that it is another's."""
    begin, *others = campaign(STORY).leaves
    log_in(place, [edited(begin, origin="another.example/log"), *others])


def write_no_receipt(place: Path) -> None:
    write_receipt(place)
    (place / RECEIPT).write_bytes(b"c2sp.org/tlog-proof@v1\nindex 01\n\n")


def write_no_log(place: Path) -> None:
    (place / WHERE).mkdir()
    (place / WHERE / "README.txt").write_text("There is no log here.\n")


def write_no_zip(place: Path) -> None:
    (place / "export.zip").write_bytes(b"PK\x03\x04 and no more\n")


def write_hostile_zip(place: Path) -> None:
    with ZipFile(place / "export.zip", "w") as archive:
        archive.writestr(_first_day("checkpoint"), b"\n")
        archive.writestr(_first_day("../outside.txt"), b"out\n")


def write_zip_of_two_readings(place: Path) -> None:
    """Write an export with something before it: where its list lies, programs differ."""
    write_export(place)
    export = place / "export.zip"
    export.write_bytes(b"#!/bin/sh\n" + export.read_bytes())


def _first_day(name: str) -> ZipInfo:
    return ZipInfo(name, (1980, 1, 1, 0, 0, 0))


Write = Callable[[Path], None]
CASES: dict[str, tuple[Write, int, tuple[str, ...], str]] = {
    "log": (write_good, PROVEN, (), "A log of 36 acts, seen by two witnesses."),
    "export": (write_export, PROVEN, (), "Its export, as one zip file."),
    "erased": (write_erased, PROVEN, (), "People had acts erased: nothing changes."),
    "invented": (write_invented, PROVEN, (), "Twenty acts are invented: no log shows it."),
    "receipt": (write_receipt, PROVEN, (), "A participant finds their act."),
    "security_key": (write_touched, PROVEN, (), "A delivery signed with a security key."),
    "signed_audit": (write_signed_audit, PROVEN, (), "What an auditor found, and signed."),
    "unsigned_audit": (write_unsigned_audit, PROVEN, (), "What nobody signed: that is told."),
    "without_witness": (write_without_witness, UNWITNESSED, (), "Nobody has seen it."),
    "below_quorum": (write_below_quorum, UNWITNESSED, (), "One witness of two has seen it."),
    "one_witness_twice": (write_doubled, UNWITNESSED, (), "One witness with two keys is not two."),
    "two_keys_joined": (write_joined, PROVEN, (), "Of one witness either key will do."),
    "no_log": (write_no_log, UNUSABLE, (), "There is no checkpoint."),
    "no_zip": (write_no_zip, UNUSABLE, (), "This is no zip file."),
    "two_readings_zip": (write_zip_of_two_readings, UNUSABLE, (), "Two lists may be read in it."),
    "hostile_zip": (write_hostile_zip, UNUSABLE, (), "A path leads out of the zip file."),
    "changed_leaf_fail": (write_changed_leaf, WRONG, ("tiles", "root"), "One bit of a leaf."),
    "changed_tile_fail": (write_changed_tile, WRONG, ("tiles",), "One bit of a tile."),
    "missing_tile_fail": (write_missing_tile, WRONG, ("tiles",), "A tile is missing."),
    "missing_leaves_fail": (write_missing_leaves, WRONG, ("tiles",), "Leaves are missing."),
    "changed_file_fail": (write_changed_file, WRONG, ("files", "books"), "A table was changed."),
    "false_books_fail": (write_false_books, WRONG, ("books",), "The books say something else."),
    "false_terms_fail": (write_false_terms, WRONG, ("terms",), "The terms say something else."),
    "bad_signature_fail": (write_bad_signature, WRONG, ("checkpoint",), "A broken signature."),
    "other_key_fail": (write_other_key, WRONG, ("checkpoint",), "Somebody else signed it."),
    "other_policy_fail": (write_other_policy, WRONG, ("checkpoint",), "Another log's policy."),
    "nobody_touched_fail": (write_untouched, WRONG, ("promises",), "Nobody touched that key."),
    "forged_audit_fail": (write_forged_audit, WRONG, ("promises",), "Another key signed it."),
    "mended_audit_fail": (write_mended_audit, WRONG, ("promises",), "Not what was signed."),
    "receipt_for_other_fail": (write_receipt_for_other, WRONG, ("receipt",), "Another act."),
    "receipt_dropped_fail": (write_receipt_dropped, WRONG, ("receipt",), "Its act was dropped."),
    "receipt_of_longer_fail": (write_receipt_of_longer, WRONG, ("receipt",), "A longer log's."),
    "other_beginning_fail": (write_other_beginning, WRONG, ("count",), "Another's first leaf."),
    "receipt_unreadable_fail": (write_no_receipt, WRONG, ("receipt",), "This is no receipt."),
}


def write_cases(folder: Path) -> None:
    """Write every case into *folder*."""
    for name, (write, code, wrong, about) in CASES.items():
        _write(folder / name, write, {"about": about, "code": code, "wrong": [*wrong]})
    for name, (lie, check) in CAUGHT.items():
        leaves = lie(campaign(STORY))
        place = folder / f"{'_'.join(name.split())}_fail".replace("'", "")
        expected = {"about": f"Organiser: {name}.", "code": WRONG, "wrong": [check]}
        _write(place, lambda here, leaves=leaves: log_in(here, leaves), expected)


def _write(place: Path, write: Write, expected: dict[str, object]) -> None:
    place.mkdir(parents=True)
    write(place)
    words = json.dumps(expected, indent=2) + "\n"
    (place / "expected.json").write_text(words, encoding="utf-8")


def main() -> None:
    """Write the folder anew."""
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    write_cases(FOLDER)


if __name__ == "__main__":
    main()
