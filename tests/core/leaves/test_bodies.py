"""The body of a leaf says what the rules know, and nothing that its kind does not say."""

from datetime import timedelta

import pytest
from tests import make

from tablee.core.leaves.body import laid_body, terms_body
from tablee.core.rulebook import HOUR_MS, as_ms


@pytest.mark.parametrize("grace_hours", [0, 1, 48])
def test_terms_say_when_the_campaign_closes_and_when_its_last_call_is(grace_hours):
    body = terms_body(make.version(grace_hours=grace_hours), bytes(32))
    assert body["opens_ms"] == as_ms(make.OPENS_AT)
    assert body["closes_ms"] == as_ms(make.CLOSES_AT + timedelta(seconds=1)) - 1
    assert body["last_call_ms"] == body["closes_ms"] + grace_hours * HOUR_MS


def test_cover_is_said_by_its_cause():
    raised = make.raised(50, "blogs-pledge", make.OPENS_AT)
    goals = (
        make.milestone(),
        make.milestone("ten", pool="blogs", units=3, shares=make.shares(Dana=1)),
    )
    terms = make.terms(milestones=goals, raises=(raised,))
    cover = {"pool": "blogs", "shares": [["Dana", 1]]}
    moment_ms = as_ms(make.OPENS_AT)
    assert laid_body(terms, "pledge:blogs-pledge") == (
        "pledge",
        {"name": "blogs-pledge", "units": 100, **cover},
    )
    assert laid_body(terms, f"raise:blogs-pledge:{moment_ms}") == (
        "raise",
        {"pledge": "blogs-pledge", "from_ms": moment_ms, "units": 50, **cover},
    )
    assert laid_body(terms, "milestone:first-ten") == ("milestone", {"name": "first-ten"})
    assert laid_body(terms, "milestone:ten") == ("milestone", {"name": "ten", "units": 3, **cover})
    for unknown in ("pledge:none", "milestone:none", "raise:blogs-pledge:1", "gift:blogs-pledge"):
        with pytest.raises(LookupError):
            laid_body(terms, unknown)
