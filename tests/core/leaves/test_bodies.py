"""The body of a leaf says what the rules know, and nothing that its kind does not say."""

from datetime import timedelta

import pytest
from tests import make

from tablee.core.leaves.body import cover_body, terms_body
from tablee.core.rulebook import HOUR_MS, as_ms


@pytest.mark.parametrize("grace_hours", [0, 1, 48])
def test_terms_say_when_the_campaign_closes_and_when_its_last_call_is(grace_hours):
    body = terms_body(make.version(grace_hours=grace_hours), bytes(32))
    assert body["opens_ms"] == as_ms(make.OPENS_AT)
    assert body["closes_ms"] == as_ms(make.CLOSES_AT + timedelta(seconds=1)) - 1
    assert body["last_call_ms"] == body["closes_ms"] + grace_hours * HOUR_MS


@pytest.mark.parametrize(
    ("cause", "kind", "named"),
    [
        ("pledge:of:blogs", "pledge", {"name": "of:blogs"}),
        ("milestone:ten", "milestone", {"name": "ten"}),
        ("raise:of:blogs:1700", "raise", {"pledge": "of:blogs", "from_ms": 1_700}),
    ],
)
def test_cover_is_said_by_its_cause(cause, kind, named):
    cover = {"pool": "blogs", "units": 3, "shares": [["Dana", 1]]}
    assert cover_body(cause, "blogs", make.segment(3)) == (kind, {**named, **cover})
