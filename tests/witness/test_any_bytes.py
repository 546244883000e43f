"""Whatever is sent to a witness is answered, and signed only if it is what the log says."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.logs import ORIGIN
from tests.witness.conftest import leaves
from tests.witness.stand import request_of

ANSWERS = {200, 400, 403, 404, 409, 422}


@pytest.fixture
def good(stand, log):
    """A request that would be signed, by a witness that has seen the log before."""
    stand.show_log(log, 0)
    log.add(leaves(20, "more"))
    return request_of(5, log.grown(5), log.signed(log.text()))


ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(body=st.binary(max_size=300))
def test_noise_is_answered(stand, good, body):
    assert stand.show(body).status == 400
    assert stand.memory.log(ORIGIN).checkpoint.size == 5, good


@ONCE
@given(at=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_request_with_one_other_byte_is_not_signed(stand, good, at, byte):
    """Only in a line by somebody else might a byte not matter; here the log's line is the last."""
    at %= len(good)
    body = good[:at] + bytes([good[at] ^ byte]) + good[at + 1 :]
    answer = stand.show(body)
    assert answer.status in ANSWERS - {200}
    assert stand.memory.log(ORIGIN).checkpoint.size == 5


@ONCE
@given(first=st.integers(0, 10_000), last=st.integers(0, 10_000))
def test_a_part_of_a_request_is_not_signed(stand, good, first, last):
    first, last = sorted((first % len(good), last % len(good)))
    assume(first < last)
    assert stand.show(good[:first] + good[last:]).status in ANSWERS - {200}
    assert stand.memory.log(ORIGIN).checkpoint.size == 5
