"""Whatever lies in a log or an export, the verifier ends, and says what is wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.campaign_log import LOG_KEY
from tests.logs import FolderLog

from tablee.core.log.checkpoint import Checkpoint
from tablee.verifying.conclusion import WRONG
from tablee.verifying.verifier import Wish, verify_log

NESTED = b"[" * 14_000
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\n", b"\xff", b"null", b"{}", NESTED, b"1e999", b"\xed\xa0\x80"]),
)
ENTRIES = st.one_of(
    CONTENTS,
    st.builds(
        lambda kind, minute: b'{"leaf":"%s","minute":%d}' % (kind, minute),
        st.sampled_from([b"close", b"genesis", b"act", b"tally", b"terms", b"\\ud800"]),
        st.integers(0, 2**60),
    ),
)


@pytest.mark.parametrize("size", [10**6, 10**12, 2**56])
def test_a_log_that_claims_more_than_is_there_is_not_walked_along(small, tmp_path, size):
    text = str(Checkpoint(small.origin, size, bytes(32)))
    (tmp_path / "tile/entries").mkdir(parents=True)
    first = small.folder / "tile/entries/000"
    (tmp_path / "tile/entries/000").write_bytes(first.read_bytes())
    (tmp_path / "checkpoint").write_bytes(small.signed(text))
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == WRONG
    assert any("tile/entries/001" in each.files for each in conclusion.findings)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_file_of_an_export_may_hold_anything(small_export, data):
    files = sorted(path for path in small_export.rglob("*") if path.is_file())
    file = data.draw(st.sampled_from(files))
    before = file.read_bytes()
    content = data.draw(CONTENTS)
    try:
        file.write_bytes(content)
        conclusion = verify_log(str(small_export), Wish())
    finally:
        file.write_bytes(before)
    assert conclusion.code == WRONG or content == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_any_bytes_may_stand_as_leaves_of_a_signed_log(tmp_path_factory, leaves):
    folder = tmp_path_factory.mktemp("log")
    log = FolderLog(folder, LOG_KEY.key.name, LOG_KEY)
    log.add(leaves)
    log.publish()
    assert verify_log(str(folder), Wish()).code == WRONG


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONTENTS)
def test_any_bytes_may_come_as_a_receipt_or_a_kept_checkpoint(small, content):
    assert verify_log(str(small.folder), Wish(receipt=content)).code == WRONG
    assert verify_log(str(small.folder), Wish(kept=content)).code == WRONG
