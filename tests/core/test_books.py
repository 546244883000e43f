"""An entry that does not balance cannot be made; so all accounts together are always zero."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.books.ledger import Entry, Posting, account, balances, earned, pledged
from tablee.core.books.settlement import floor_entry, is_settled, owed, remainder_entry
from tablee.core.errors import Unbalanced
from tablee.core.line import Line
from tablee.core.promise import Sponsor

amounts = st.lists(st.integers(-1_000, 1_000), max_size=8)
accounts = st.sampled_from(["promised:Dana", "pledged:Dana:blogs", "earned:Dana:blogs", "x"])
changes = st.dictionaries(st.sampled_from(["Dana", "Carl", "Gus"]), st.integers(-50, 50))


@given(units=amounts)
def test_an_entry_balances_or_cannot_be_made(units):
    postings = tuple(Posting(f"account:{at}", each) for at, each in enumerate(units))
    if sum(units) == 0:
        assert Entry("fair", postings).postings == postings
    else:
        with pytest.raises(Unbalanced, match=f"'foul' is off by {sum(units)}"):
            Entry("foul", postings)


@given(rows=st.lists(st.lists(st.tuples(accounts, st.integers(-9, 9)), max_size=4)))
def test_all_accounts_together_are_zero(rows):
    entries = []
    for row in rows:
        rest = Posting("rest", -sum(units for _, units in row))
        entries.append(Entry("any", (*(Posting(*each) for each in row), rest)))
    totals = balances(entries)
    assert sum(totals.values()) == 0
    for name in totals:
        expected = sum(p.units for entry in entries for p in entry.postings if p.account == name)
        assert totals[name] == expected


@given(promises=changes, moves=st.lists(changes))
def test_units_go_from_promised_to_pledged_to_earned_and_back(promises, moves):
    entries = [pledged("blogs", promises, "pledge:blogs")]
    entries += [earned("blogs", change, "changes 1 to 9") for change in moves]
    totals = balances(entries)
    gained = Counter()
    for change in moves:
        gained.update(change)
    for name in ("Dana", "Carl", "Gus"):
        promise = promises.get(name, 0)
        assert totals[account("promised", name)] == -promise
        assert totals[account("earned", name, "blogs")] == gained[name]
        assert totals[account("pledged", name, "blogs")] == promise - gained[name]


def test_what_has_not_changed_is_not_written():
    assert earned("blogs", {"Dana": 0}, "nothing").postings == ()
    assert remainder_entry({"Dana:blogs": 0}).postings == ()


@given(floors=st.dictionaries(st.sampled_from("DCG"), st.integers(0, 90)), done=st.data())
def test_at_the_close_a_sponsor_gives_its_floor_or_more(floors, done):
    got = {name: done.draw(st.integers(0, 90)) for name in floors}
    sponsors = [Sponsor(name, floor) for name, floor in floors.items()]
    totals = balances([floor_entry(sponsors, got)])
    for sponsor in sponsors:
        lifted = totals[account("earned", sponsor.name, "floor")]
        assert got[sponsor.name] + lifted == owed(sponsor, got[sponsor.name])
        assert owed(sponsor, got[sponsor.name]) == max(got[sponsor.name], sponsor.floor)
        assert totals[account("promised", sponsor.name)] == -lifted


def test_a_sponsor_of_whom_nothing_was_earned_still_gives_its_floor():
    entry = floor_entry([Sponsor("Dana", 12), Sponsor("Carl")], {})
    assert balances([entry]) == Counter({"earned:Dana:floor": 12, "promised:Dana": -12})


def test_what_nobody_earned_is_voided():
    totals = balances([remainder_entry({"Dana:blogs": 40, "Carl:blogs": 2})])
    assert totals["pledged:Dana:blogs"] == -40
    assert totals["voided:Dana:blogs"] == 40
    assert totals["voided:Carl:blogs"] == 2


@pytest.mark.parametrize("is_closed", [True, False])
@pytest.mark.parametrize("held", [[0, 0], [0, 1], []])
def test_figures_are_final_once_closed_with_no_place_held(is_closed, held):
    lines = [Line(held=places) for places in held]
    assert is_settled(is_closed=is_closed, lines=lines) == (is_closed and not any(held))
