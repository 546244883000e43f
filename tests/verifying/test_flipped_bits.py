"""One changed bit, in any file, and the file is named."""

from tests.campaign_log import campaign
from tests.verifying.conftest import SMALL
from tests.verifying.exports import bare_log

from tablee.verifying.conclusion import PROVEN, WRONG
from tablee.verifying.verifier import Wish, verify_log


def flipped(content, bit):
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def some_bits(content, path):
    """Return a first, a last, and some bits between, others in each file."""
    count = len(content) * 8
    return sorted({0, 5, count // 2, hash_of(path) % count, count - 9, count - 1} & {*range(count)})


def hash_of(path):
    return sum(path.encode()) * 2_654_435_761


def named(where, wish=None):
    conclusion = verify_log(str(where), wish or Wish())
    assert conclusion.code == WRONG
    return {file for each in conclusion.findings for file in each.files}


def test_any_bit_of_any_file_of_an_export_is_named(small_export):
    files = sorted(path for path in small_export.rglob("*") if path.is_file())
    assert len(files) > 15
    for file in files:
        path = file.relative_to(small_export).as_posix()
        content = file.read_bytes()
        for bit in some_bits(content, path):
            file.write_bytes(flipped(content, bit))
            assert path in named(small_export), f"{path}, bit {bit}"
        file.write_bytes(content)
    assert verify_log(str(small_export), Wish()).code == PROVEN


def test_every_byte_of_the_list_of_hashes_is_vouched_for(small_export):
    file = small_export / "hashes"
    content = file.read_bytes()
    for byte in range(0, len(content), 13):
        file.write_bytes(flipped(content, byte * 8 + byte % 8))
        assert "hashes" in named(small_export), f"byte {byte}"


def test_any_tile_of_a_bare_log_is_named_and_no_other(tmp_path):
    log = bare_log(tmp_path, campaign(SMALL).leaves)
    for file in sorted(path for path in (log.folder / "tile").rglob("*") if path.is_file()):
        path = file.relative_to(log.folder).as_posix()
        content = file.read_bytes()
        for bit in some_bits(content, path):
            file.write_bytes(flipped(content, bit))
            assert named(log.folder) == {path}, f"{path}, bit {bit}"
        file.unlink()
        assert named(log.folder) == {path}
        file.write_bytes(content)


def test_every_byte_of_what_the_log_signed_is_vouched_for(tmp_path):
    log = bare_log(tmp_path, campaign(SMALL).leaves, witnesses=())
    file = log.folder / "checkpoint"
    content = file.read_bytes()
    for bit in range(3, len(content) * 8, 8):
        file.write_bytes(flipped(content, bit))
        assert "checkpoint" in named(log.folder), f"bit {bit}"


def test_a_file_that_is_missing_from_an_export_is_named(small_export):
    (small_export / "acts.csv").unlink()
    assert named(small_export) == {"acts.csv"}
