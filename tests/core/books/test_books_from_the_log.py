"""The books follow from the leaves alone, and two programs of others come to the same."""

import csv
from collections import Counter
from io import StringIO

import pytest
from tests.ledgers import by_beancount, by_hledger

from tablee.core.books.beancount import Beancount
from tablee.core.books.derivation import BooksOfLog
from tablee.core.books.hledger import Hledger
from tablee.core.books.names import AccountNames
from tablee.core.books.sheet import ActSheet, ledger_json, ledger_rows, row

MINUTE = 22_176_000  # 2012-03-01T00:00Z
DAY = 1_440
STRANGE = 'Crédit "d\'ici" ; account x\\'


def laid(kind, pool, units, **shares):
    name = {"pledge": "first"} if kind == "raise" else {"name": "first"}
    weights = [[sponsor, weight] for sponsor, weight in shares.items()]
    return {"leaf": kind, **name, "pool": pool, "units": units, "shares": weights}


def tally(**earned):
    return {"leaf": "tally", "earned": earned}


def signed(kind, who, units, reference):
    role = "sponsor" if kind == "payment" else "beneficiary"
    text = f"tablee-{kind}/v1\ncampaign table\n{role} {who}\nunits {units}\n"
    seal = f"\n— {who.split()[0]} AAAAAAAAAAA=\n"
    document = f"{text}on 2012-03-04\nreference {reference}\n{seal}"
    return {"leaf": "receipt", "document": document}


def dated(leaves):
    return [{**leaf, "minute": MINUTE + at * DAY // 2} for at, leaf in enumerate(leaves)]


@pytest.fixture
def leaves():
    return dated(
        [
            {"leaf": "genesis"},
            laid("pledge", "blogs", 100, Danone=3, Carrefour=1),
            laid("pledge", "=cmd", 50, **{STRANGE: 1}),
            tally(blogs={}, **{"=cmd": {}}),
            tally(blogs={"Danone": 30, "Carrefour": 10}, **{"=cmd": {STRANGE: 7}}),
            tally(blogs={"Danone": 29, "Carrefour": 10}, **{"=cmd": {STRANGE: 7}}),
            laid("raise", "blogs", 11, Danone=3, Carrefour=1),
            signed("payment", "Danone", 20, "; tricky"),
            signed("payment", "Danone", 20, "; tricky"),
            signed("delivery", "Les Restos", 12, "BL 7"),
            {"leaf": "close"},
            {"leaf": "settle", "owed": {"Danone": 31, "Carrefour": 25, STRANGE: 7}},
            tally(blogs={"Danone": 31, "Carrefour": 10}, **{"=cmd": {STRANGE: 7}}),
        ]
    )


def movements(leaves):
    books = BooksOfLog()
    return [move for leaf in leaves for move in books.take(leaf)], books.reconciliation()


def written(journal, leaves, folder):
    moves, reconciliation = movements(leaves)
    lines = [line for move in moves for line in journal.write(move)]
    path = folder / "journal"
    path.write_text("".join([*lines, *journal.close(reconciliation)]), encoding="utf-8")
    return path


EXPECTED = Counter(
    {
        "promised:Danone": -83,
        "promised:Carrefour": -28 - 15,
        f"promised:{STRANGE}": -50,
        "earned:Danone:blogs": 31,
        "earned:Carrefour:blogs": 10,
        "earned:Carrefour:floor": 15,
        f"earned:{STRANGE}:=cmd": 7,
        "voided:Danone:blogs": 52,
        "voided:Carrefour:blogs": 18,
        f"voided:{STRANGE}:=cmd": 43,
        "owed:Danone": -20,
        "paid:Danone": 20,
        "due:Les Restos": -12,
        "delivered:Les Restos": 12,
    }
)


def test_what_stands_on_each_account_follows_from_the_leaves(leaves):
    _, reconciliation = movements(leaves)
    assert +Counter(reconciliation.balances) - Counter() == +EXPECTED
    assert {name: units for name, units in reconciliation.balances.items() if units} == EXPECTED


def test_a_movement_names_the_leaves_it_follows_from(leaves):
    moves, _ = movements(leaves)
    assert [(move.first_leaf, move.last_leaf) for move in moves if move.entry.reason == "earned"]
    assert (moves[0].first_leaf, moves[0].last_leaf, moves[0].entry.reason) == (
        1,
        1,
        "pledge first",
    )
    assert moves[-1].entry.reason == "remainder at close"


def test_beancount_finds_no_fault_and_the_same_balances(leaves, tmp_path):
    path = written(Beancount("A table"), leaves, tmp_path)
    assert nonzero(by_beancount(path)) == EXPECTED


def test_hledger_finds_no_fault_and_the_same_balances(leaves, tmp_path):
    path = written(Hledger("A table"), leaves, tmp_path)
    assert nonzero(by_hledger(path)) == EXPECTED


def test_a_changed_posting_is_found_by_both(leaves, tmp_path):
    for journal, count in ((Beancount("A table"), by_beancount), (Hledger("A table"), by_hledger)):
        path = written(journal, leaves, tmp_path)
        text = path.read_text(encoding="utf-8")
        changed = text.replace(
            "Assets:Earned:Danone-blogs  30 UNIT", "Assets:Earned:Danone-blogs  31 UNIT"
        )
        assert changed != text
        path.write_text(changed, encoding="utf-8")
        with pytest.raises(AssertionError):
            count(path)


def test_every_prefix_of_a_log_has_books_without_fault(leaves, tmp_path):
    for size in range(len(leaves)):
        by_beancount(written(Beancount("A table"), leaves[:size], tmp_path))


def test_accounts_that_look_alike_keep_names_of_their_own():
    names = AccountNames()
    found = {names.of(f"promised:{each}") for each in ("Ça", "Ca", "ca", "日本", "¿?", "Ca 2")}
    assert len(found) == 6
    assert names.of("promised:Ça") == "Equity:Promised:Ca"


def test_no_cell_of_a_sheet_is_a_formula(leaves):
    moves, _ = movements(leaves)
    sheet = "".join(line for move in moves for line in ledger_rows(move))
    cells = [cell for line in csv.reader(StringIO(sheet)) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r\0" and cell]
    assert (
        row(["-1", -1, "\t=1", '"', "=HYPERLINK(1)"]) == '\'-1,-1,\'\t=1,"""",\'=HYPERLINK(1)\r\n'
    )


def test_movements_are_json_too(leaves):
    moves, _ = movements(leaves)
    assert ledger_json(moves[0]) == (
        '{"first_leaf":1,"last_leaf":1,"moment":"2012-03-01T12:00Z",'
        '"postings":[["promised:Danone",-75],["pledged:Danone:blogs",75],'
        '["promised:Carrefour",-25],["pledged:Carrefour:blogs",25]],"reason":"pledge first"}\n'
    )


def test_the_sheet_of_acts_says_how_each_act_stands_at_the_end():
    act = {"leaf": "act", "kind": "post", "pool": "blogs", "units": 10, "evidence": "A"}
    door = {"leaf": "act", "kind": "post", "evidence": "C", "reason": "window"}
    leaves = dated(
        [
            {**act, "act": 1, "start": 0},
            {**act, "act": 2, "start": 10, "evidence": "C"},
            {**door, "act": 3},
            {**act, "act": 4, "start": 20},
            {"leaf": "reverse", "act": 1, "reason": "fake", "judge": "clock"},
            {"leaf": "restore", "act": 1, "judge": "clock"},
            {"leaf": "refuse", "act": 2, "reason": "no_link", "judge": "clock"},
            {"leaf": "finish", "act": 2, "reason": "no_link", "judge": "clock"},
        ]
    )
    sheet = ActSheet()
    for leaf in leaves:
        sheet.take(leaf)
    lines = [sheet.write(index, leaf).rstrip() for index, leaf in enumerate(leaves)]
    assert [line for line in lines if line] == [
        "1,0,2012-03-01T00:00Z,post,blogs,10,0,A,counted,,5",
        '2,1,2012-03-01T12:00Z,post,blogs,10,10,C,"refused, left the line",no_link,7',
        "3,2,2012-03-02T00:00Z,post,,0,,C,refused,window,",
        "4,3,2012-03-02T12:00Z,post,blogs,10,20,A,counted,,",
    ]


def nonzero(balances) -> Counter[str]:
    return Counter({name: units for name, units in balances.items() if units})
