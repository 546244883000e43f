"""The same act has the same name by every road, and a name tells nothing of a person."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.act import (
    FINGERPRINT_BYTES,
    NEVER_IN_LINE,
    State,
    fingerprint,
    refusal_claim,
    supporter_key,
)
from tablee.core.errors import UnknownAct
from tablee.core.key import key_digest, key_text
from tablee.core.reason import DOOR_REASONS, Reason
from tablee.core.receipt import read_token, receipt_token
from tablee.core.standing import Standing

names = st.text("ab /-é", max_size=6)
objects = st.text("ab\n /é", max_size=6)
acts = st.tuples(names, names, objects)


@given(one=acts, other=acts)
def test_two_acts_share_a_fingerprint_only_if_they_are_the_same(one, other):
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)
    assert len(fingerprint(*one)) == FINGERPRINT_BYTES


def test_a_refusal_has_a_name_of_its_own_for_each_reason():
    print_ = make.claim().fingerprint
    claims = {print_, *(refusal_claim(print_, reason) for reason in Reason)}
    assert len(claims) == len(Reason) + 1


@pytest.mark.parametrize("written", [" Emil", "EMIL ", "\temil\n"])
def test_case_and_spaces_do_not_make_another_supporter(written):
    assert make.supporter(written) == make.supporter("Emil")


def test_a_supporter_has_another_pseudonym_in_each_campaign_and_on_each_site():
    keys = [
        supporter_key(b"one", "table-2025", "Emil"),
        supporter_key(b"one", "table-2026", "Emil"),
        supporter_key(b"two", "table-2026", "Emil"),
        supporter_key(b"two", "table-2026", "Fay"),
    ]
    assert all(one != other for one, other in combinations(keys, 2))


def test_an_act_has_a_place_while_it_counts_or_is_held():
    assert make.act().has_place
    assert make.act(state=State.REVERSED, is_held=True).has_place
    assert not make.act(state=State.REVERSED, is_held=False).has_place


@pytest.mark.parametrize("reason", sorted(DOOR_REASONS))
def test_an_act_refused_at_the_door_holds_no_place_and_blocks_nothing(reason):
    standing = Standing()
    said = make.claim()
    act = standing.turn_away(said, reason, make.MIDDLE_MS, "partner")
    assert (act.state, act.reason, act.has_place) == (State.REFUSED, reason, False)
    assert (act.units, act.line_start, act.pool) == (0, NEVER_IN_LINE, "")
    assert act.claim != said.fingerprint
    assert act.occurred_at_ms == act.received_at_ms == make.MIDDLE_MS
    assert standing.kind("post").turned_away == 1
    assert standing.lines == {}


def test_every_act_has_the_next_number():
    standing = Standing()
    refused = [
        standing.turn_away(make.claim(occurred_at_ms=at), Reason.TOO_LATE, 9, "form")
        for at in range(3)
    ]
    assert [act.number for act in refused] == [1, 2, 3]
    assert [act.occurred_at_ms for act in refused] == [0, 1, 2]
    assert (standing.last_number, standing.sequence) == (3, 3)


@given(number=st.integers(1, 2**40))
def test_a_receipt_token_leads_back_to_its_act(number):
    token = receipt_token(make.SECRET, make.SLUG, number)
    assert read_token(make.SECRET, make.SLUG, token) == number


@pytest.mark.parametrize(
    "token",
    [
        "",
        "17",
        "17-",
        "17-0000000000000000",
        "-1-0000000000000000",
        "x-0000000000000000",
        "²-0000000000000000",
        "0017" + receipt_token(make.SECRET, make.SLUG, 17)[2:],
        receipt_token(make.SECRET, make.SLUG, 17).upper(),
        receipt_token(make.SECRET, make.SLUG, 17) + "0",
        receipt_token(make.SECRET, make.SLUG, 18).replace("18-", "17-"),
        receipt_token(make.SECRET, "another", 17),
        receipt_token(b"another", make.SLUG, 17),
        "9" * 5_000,
        "17-é",
        "17-\udcff",
    ],
)
def test_a_token_cannot_be_guessed_or_bent(token):
    with pytest.raises(UnknownAct):
        read_token(make.SECRET, make.SLUG, token)


def test_a_key_is_kept_only_as_its_digest():
    key = key_text("x" * 43)
    assert key.startswith("tb_")
    assert key.encode() not in key_digest(key)
    assert key_digest(key) != key_digest(key + "x")
