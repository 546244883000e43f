"""Counting in any batches gives the same as counting at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.usecases.stage import Stage
from tests.usecases.test_campaign_machine import TERMS, says

MIDDLE = datetime.fromtimestamp(make.MIDDLE_MS // 1_000, UTC)
RAISES = (
    make.raised(8, effective_at=MIDDLE - timedelta(hours=18)),
    make.raised(2, "shares-pledge", MIDDLE - timedelta(hours=7)),
)


@given(
    story=st.lists(says, max_size=30),
    cuts=st.lists(st.integers(0, 30), max_size=6),
    is_replay=st.booleans(),
)
def test_counting_in_any_batches_is_counting_at_once(story, cuts, is_replay):
    terms = replace(TERMS, raises=RAISES)
    at_once, in_parts = Stage(terms, is_replay=is_replay), Stage(terms, is_replay=is_replay)
    claims = [said.claim(make.MIDDLE_MS) for said in story]
    whole = at_once.record(*claims)
    edges = [0, *sorted(cuts), len(claims)]
    parts = [
        result for first, last in pairwise(edges) for result in in_parts.record(*claims[first:last])
    ]
    assert [(each.act.number, each.is_new) for each in parts] == [
        (each.act.number, each.is_new) for each in whole
    ]
    assert in_parts.acts() == at_once.acts()
    assert in_parts.standing() == at_once.standing()
    assert in_parts.messages() == at_once.messages()
    at_once.post()
    in_parts.post()
    assert in_parts.balances() == at_once.balances()


@given(story=st.lists(says, max_size=20))
def test_sending_everything_again_changes_nothing_for_acts_that_stand(story):
    stage = Stage(TERMS)
    claims = [said.claim(make.MIDDLE_MS) for said in story]
    stage.record(*claims)
    stage.record(*claims)
    before = stage.acts(), stage.standing()
    stage.record(*claims)
    assert (stage.acts(), stage.standing()) == before
