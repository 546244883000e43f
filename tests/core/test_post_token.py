"""Names in addresses open what they were made for, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.errors import UnknownAct
from tablee.core.post.token import OwnName, referrer_of
from tablee.core.receipt import read_token, receipt_token

MAKERS = (receipt_token, OwnName.SUBMISSION.make, OwnName.PERSONAL.make)
READERS = (read_token, OwnName.SUBMISSION.number, OwnName.PERSONAL.number)
numbers = st.integers(1, 2**40 - 1)


@given(numbers, st.sampled_from(range(3)), st.sampled_from(range(3)))
def test_each_token_is_read_by_its_own_reader_only(number, maker, reader):
    token = MAKERS[maker](make.SECRET, make.SLUG, number)
    if maker == reader:
        assert READERS[reader](make.SECRET, make.SLUG, token) == number
    else:
        with pytest.raises(UnknownAct):
            READERS[reader](make.SECRET, make.SLUG, token)


@given(numbers, st.text(max_size=20))
def test_nobody_guesses_one(number, words):
    for read in READERS:
        for guess in (words, f"{number}-{words}", f"{number}"):
            with pytest.raises(UnknownAct):
                read(make.SECRET, make.SLUG, guess)


def test_the_token_of_another_campaign_or_another_site_opens_nothing():
    token = OwnName.PERSONAL.make(make.SECRET, make.SLUG, 7)
    with pytest.raises(UnknownAct):
        OwnName.PERSONAL.number(make.SECRET, "other-2026", token)
    with pytest.raises(UnknownAct):
        OwnName.PERSONAL.number(b"another secret", make.SLUG, token)


def test_a_personal_link_is_found_among_the_links_of_a_page():
    token = OwnName.PERSONAL.make(make.SECRET, make.SLUG, 7)
    link = f"{make.CAMPAIGN_PAGE}r/{token}"
    forged = f"{make.CAMPAIGN_PAGE}r/8-{'0' * 16}"
    for links in ([link], [make.CAMPAIGN_PAGE, forged, link], [f"{link}/?utm_source=x#y"]):
        assert referrer_of(make.SECRET, make.SLUG, links) == 7
    other = f"https://meals.example/c/other/r/{token}"
    for links in ([], [make.CAMPAIGN_PAGE], [forged], [other], [f"{link}x"], [token]):
        assert referrer_of(make.SECRET, make.SLUG, links) == 0
