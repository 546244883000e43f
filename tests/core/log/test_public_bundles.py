"""Checkpoints inside the published bundles of Sigstore are believed, or not, as their names say."""

import json
from base64 import b64decode

import pytest
from tests.core.log.public import VECTORS, present

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.fault import BadLog, BadNote
from tablee.core.log.note import ED25519, Key, believed, read_note
from tablee.core.log.tree import check_inclusion, leaf_hash
from tablee.outside.signing import verify

NAME = "sigstore-conformance"
pytestmark = present(NAME)

FOLDER = VECTORS / NAME / "test" / "assets" / "bundle-verify"
CASES = sorted(path.name for path in FOLDER.glob("rekor2-*"))


def trusted(case):
    """Return the log's key; the note is signed under its host name."""
    logs = json.loads((FOLDER / case / "trusted_root.json").read_text())["tlogs"]
    ed25519 = [log for log in logs if log["publicKey"]["keyDetails"] == "PKIX_ED25519"]
    return [
        Key(
            log["baseUrl"].removeprefix("https://"),
            ED25519,
            b64decode(log["publicKey"]["rawBytes"])[-32:],
        )
        for log in ed25519
    ]


def check(case):
    """Check one bundle's log entry against its own trusted root."""
    bundle = json.loads((FOLDER / case / "bundle.sigstore.json").read_text())
    entry = bundle["verificationMaterial"]["tlogEntries"][0]
    proof = entry["inclusionProof"]
    note = read_note(proof["checkpoint"]["envelope"].encode())
    keys = trusted(case)
    checkpoint = read_checkpoint(note.text)
    if not any(key.name == checkpoint.origin for key in believed(note, keys, verify)):
        raise BadNote("No log that is trusted has signed this.")
    check_inclusion(
        int(proof["logIndex"]),
        checkpoint.size,
        leaf_hash(b64decode(entry["canonicalizedBody"])),
        [b64decode(each) for each in proof["hashes"]],
        checkpoint.root,
    )


def test_all_of_them_are_here():
    assert len(CASES) == 11


@pytest.mark.parametrize("case", CASES)
def test_a_bundle(case):
    if case.endswith("_fail"):
        with pytest.raises(BadLog):
            check(case)
    else:
        check(case)
