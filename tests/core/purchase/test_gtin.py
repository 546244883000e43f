"""Product codes: one form for all lengths, and no wrong digit goes unseen."""

from hypothesis import given
from hypothesis import strategies as st

from tablee.core.purchase.gtin import check_digit, gtin

bodies = (
    st.sampled_from((7, 11, 12, 13))
    .flatmap(lambda length: st.text("0123456789", min_size=length, max_size=length))
    .filter(lambda body: int(body) > 0)
)


@given(body=bodies)
def test_a_code_is_the_same_product_with_any_zeros_before_it(body):
    code = body + check_digit(body)
    assert gtin(code) == code.zfill(14)
    assert gtin(f" {code.zfill(13)} ") == code.zfill(14) if len(code) < 14 else True


@given(body=bodies, place=st.integers(0, 13), change=st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(body, place, change):
    code = body + check_digit(body)
    place %= len(code)
    wrong = str((int(code[place]) + change) % 10)
    assert gtin(code[:place] + wrong + code[place + 1 :]) is None


@given(text=st.text())
def test_any_text_is_a_code_of_fourteen_digits_or_none(text):
    found = gtin(text)
    assert found is None or (len(found) == 14 and found.isdigit())
