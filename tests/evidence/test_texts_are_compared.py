"""Texts that are nearly the same have nearly the same likeness, others do not."""

from hypothesis import given
from hypothesis import strategies as st

from tablee.evidence.text import clean, distance, likeness

WORDS = [f"mot{n % 97}{chr(97 + n % 7)}" for n in range(400)]
TEXT = " ".join(WORDS)
LIKENESS_OF_TEXT = 2406574621936730034


def test_the_likeness_of_a_text_is_the_same_for_ever():
    assert likeness(TEXT) == LIKENESS_OF_TEXT
    assert likeness(f"  {TEXT}!\n") == likeness(TEXT)


def test_a_copy_with_a_few_words_changed_is_near():
    changed = " ".join("autre" if n % 80 == 0 else word for n, word in enumerate(WORDS))
    assert 0 < distance(likeness(TEXT), likeness(changed)) <= 12


def test_another_text_is_far():
    other = " ".join(f"word{n % 89}{chr(110 + n % 5)}" for n in range(400))
    assert distance(likeness(TEXT), likeness(other)) >= 20


def test_a_short_text_is_like_none():
    assert likeness(" ".join(WORDS[:39])) == 0
    assert likeness(" ".join(WORDS[:40])) != 0
    assert likeness("") == 0


@given(st.text())
def test_a_clean_text_stays_as_it_is(text):
    for longest in (5, 50, 500):
        assert len(clean(text, longest)) <= longest
        assert clean(clean(text, longest), longest) == clean(text, longest)


@given(st.text(), st.text())
def test_distance_is_the_same_from_both_sides(one, other):
    assert distance(likeness(one), likeness(other)) == distance(likeness(other), likeness(one))
