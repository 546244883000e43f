"""Receipt codes: every slip of the finger is found, and nobody makes one without the key."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tablee.core.purchase.code import (
    ALPHABET,
    LAST_SERIAL,
    LENGTH,
    MOST_SERIES,
    is_signed,
    plain,
    read_code,
    series_key,
    write_code,
)

KEY = series_key(b"a secret", "table-2026", "purchase", 3)
codes = st.builds(
    write_code,
    st.binary(min_size=32, max_size=32),
    st.integers(0, MOST_SERIES - 1),
    st.integers(0, LAST_SERIAL),
)


@given(series=st.integers(0, MOST_SERIES - 1), serial=st.integers(0, LAST_SERIAL))
def test_what_is_written_is_read(series, serial):
    code = read_code(write_code(KEY, series, serial))
    assert code is not None
    assert (code.series, code.serial) == (series, serial)
    assert is_signed(KEY, code)


@given(written=codes, place=st.integers(0, LENGTH - 1), other=st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found(written, place, other):
    text = plain(written)
    assume(text[place] != other)
    assert read_code(text[:place] + other + text[place + 1 :]) is None


@given(written=codes, places=st.tuples(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1)))
def test_every_two_that_changed_places_are_found(written, places):
    text = list(plain(written))
    one, other = places
    assume(text[one] != text[other])
    text[one], text[other] = text[other], text[one]
    assert read_code("".join(text)) is None


@given(written=codes, place=st.integers(0, LENGTH), more=st.sampled_from(ALPHABET))
def test_a_character_too_many_or_too_few_is_found(written, place, more):
    text = plain(written)
    assert read_code(text[:place] + more + text[place:]) is None
    assert read_code(text[:place] + text[place + 1 :]) is None or place == LENGTH


@given(written=codes)
def test_it_may_be_typed_in_any_way_people_type(written):
    code = read_code(written)
    text = plain(written)
    for typed in (
        written.lower(),
        f"  {text}\n",
        " ".join(text),
        text.replace("0", "o").replace("1", "l"),
        text.replace("0", "O").replace("1", "I").replace("V", "u"),
        text.replace("-", "–"),
        "\u00a0".join((text[:5], text[5:10], text[10:])),
    ):
        assert read_code(typed) == code


@given(st.text(max_size=60))
def test_any_text_can_be_typed(text):
    code = read_code(text)
    assert (
        code is None or not is_signed(KEY, code) or plain(text) == plain(write_code(KEY, *code[:2]))
    )


@pytest.mark.parametrize(
    "other",
    [
        series_key(b"another secret", "table-2026", "purchase", 3),
        series_key(b"a secret", "table-2027", "purchase", 3),
        series_key(b"a secret", "table-2026", "selection", 3),
        series_key(b"a secret", "table-2026", "purchase", 4),
    ],
)
def test_a_code_is_bound_to_site_campaign_kind_and_series(other):
    code = read_code(write_code(KEY, 3, 17))
    assert is_signed(KEY, code)
    assert not is_signed(other, code)


def test_a_code_has_three_groups_and_no_characters_that_look_alike():
    written = write_code(KEY, 3, 17)
    assert [len(group) for group in written.split("-")] == [5, 5, 5]
    assert set("ILOU").isdisjoint(ALPHABET)
    assert len(set(ALPHABET)) == 32


@pytest.mark.parametrize("digit", ["٣", "\uff13", "é", "ß", "\x00", "\ud800"])
def test_other_alphabets_are_no_codes(digit):
    assert read_code(f"{digit}{plain(write_code(KEY, 3, 17))[1:]}") is None
