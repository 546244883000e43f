"""However a receipt comes again, it counts once; and what can be put right is not lost by then."""

import pytest
from tests import make, sites
from tests.jobs.tills import shop

from tablee.core.purchase.rules import BasketRule
from tablee.core.purchase.slip import object_of
from tablee.core.rulebook import HOUR_MS, as_ms
from tablee.evidence.tills import Unreadable
from tablee.ports.kinds.tills import FileState
from tablee.store.selfcheck import selfcheck
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.codes.issue_codes import Order, issue_codes, revoke_series
from tablee.usecases.codes.redeem_code import Answer, Typed, redeem_code
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.tally_campaign import tally_campaign
from tablee.usecases.tills.report import files_of
from tablee.wiring import memory_site


@pytest.fixture
def site():
    """The site with its shop; in the end its books contradict nothing."""
    opened = shop.open_shop(memory_site(clock=sites.set_clock()))
    yield opened
    assert_whole(opened)


def assert_whole(site):
    """All that a site says agrees: baskets with their parts, files with the tally and the books."""
    assert selfcheck(site.desks, {make.SLUG: 0}) == []
    accounts = [each.progress.account for each in files_of(site.desks, make.SLUG)]
    for each in accounts:
        undated = each.refused.get("bad_time", [0])[0]
        assert each.baskets == each.qualifying + each.plain + each.duplicates + undated
    with site.desks.read() as desk:
        found = tally_campaign(desk, make.SLUG, site.clock.now_ms())
    by_code = sum(state == "counted" and "code" in source for state, source in states(site))
    by_till = sum(each.acts for each in accounts) - sum(each.reversed for each in accounts)
    reversed_codes = sum(state == "reversed" and "code" in source for state, source in states(site))
    assert found.purchases.paid == by_till + by_code + reversed_codes


def states(site):
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        every = [journal.act(number + 1) for number in range(journal.standing().last_number)]
    return [(each.state.value, each.source) for each in every]


def send(site, tmp_path, *lines, name="day.csv", **said):
    return shop.read(site, shop.write(tmp_path, shop.csv(*lines), name), **said)


def told(file):
    account = file.progress.account
    return account.acts, account.duplicates, {key: each[0] for key, each in account.refused.items()}


@pytest.mark.parametrize(
    ("receipt", "store"),
    [
        ("t0017", "0042"),
        (" T0017 ", "0042"),
        ("T0017", "42"),
        ("T0017", "00042 "),
        ("\uff340017", "42"),
    ],
)
def test_a_receipt_written_otherwise_is_the_same(site, tmp_path, receipt, store):
    send(site, tmp_path, shop.line("T0017", pieces=4))
    again = send(site, tmp_path, shop.line(receipt, pieces=4, store=store), name="excel.csv")
    assert told(again) == (0, 1, {})


def test_a_number_that_lost_its_zeros_in_a_table_is_the_same(site, tmp_path):
    send(site, tmp_path, shop.line("000123", pieces=4))
    back = shop.line("R1", pieces=4, original="123", store="42")
    again = send(site, tmp_path, shop.line("123", pieces=4, store="42"), back, name="excel.csv")
    assert told(again) == (0, 1, {})
    assert shop.acts(site) == [("shop/0042/000123/1", "reversed")]


def test_receipts_that_only_look_alike_are_two(site, tmp_path):
    lines = [
        shop.line("B/1", pieces=4, store="A"),
        shop.line("1", pieces=4, store="A/B"),
        shop.line("10", pieces=4, store="A"),
        shop.line("100", pieces=4, store="A"),
    ]
    assert told(send(site, tmp_path, *lines)) == (4, 0, {})


def test_the_same_file_under_another_partners_name_is_refused_in_words(site, tmp_path):
    path = shop.write(tmp_path, shop.csv(shop.line(pieces=4)))
    shop.read(site, path, partner="carrefour")
    for partner in ("Carrefour", "other"):
        with pytest.raises(Unreadable) as refusal:
            shop.read(site, path, partner=partner)
        assert "as that of 'carrefour'" in refusal.value.words.en
        assert "comme celui de « carrefour »" in refusal.value.words.fr
    assert [each.state for each in files_of(site.desks, make.SLUG)] == [
        FileState.REFUSED,
        FileState.REFUSED,
        FileState.DONE,
    ]
    assert len(shop.counted(site)) == 1


def test_another_file_of_the_same_partner_with_a_capital_counts_no_receipt_again(site, tmp_path):
    send(site, tmp_path, shop.line(pieces=4), partner="carrefour")
    lines = [shop.line(pieces=4), shop.line("T2", pieces=4)]
    again = send(site, tmp_path, *lines, name="b.csv", partner="Carrefour")
    assert told(again) == (1, 1, {})


def test_what_lay_in_the_future_counts_once_its_clock_is_put_right(site, tmp_path):
    early = shop.line(pieces=4, at="2026-03-01T15:30:00")
    assert told(send(site, tmp_path, early)) == (0, 0, {"in_the_future": 1})
    assert told(send(site, tmp_path, early, [*early[:2], *[""] * 6], name="b.csv"))[0] == 0
    right = send(site, tmp_path, early, early[:0], name="c.csv", ahead_min=180)
    assert told(right) == (1, 0, {})
    assert told(send(site, tmp_path, early, [], [], name="d.csv", ahead_min=180)) == (0, 1, {})


def test_what_came_before_the_opening_is_told_each_time(site, tmp_path):
    early = shop.line(pieces=4, at="2025-12-24T12:00:00")
    for name in ("a.csv", "b.csv"):
        extra = [shop.line("T2")] if name == "b.csv" else []
        assert told(send(site, tmp_path, early, *extra, name=name)) == (0, 0, {"too_early": 1})


@pytest.mark.parametrize("pieces", ["3033100000004", "9" * 25, "9" * 5_000, "-" + "9" * 30])
def test_a_code_in_the_column_of_quantities_brings_no_billion_acts(site, tmp_path, pieces):
    file = send(site, tmp_path, shop.line(pieces=pieces), shop.line("T2", pieces=4))
    assert told(file) == (1, 0, {"bad_quantity": 1})


def test_an_amount_without_end_is_refused(site, tmp_path):
    file = send(site, tmp_path, shop.line(pieces=4, amount="9" * 20))
    assert told(file) == (0, 0, {"bad_amount": 1})


def test_a_basket_too_large_to_be_one_waits_for_somebody_to_look(site, tmp_path):
    file = send(site, tmp_path, shop.line(pieces=9_000), shop.line("T2", pieces=4_000))
    assert told(file) == (1_000, 0, {"too_large": 1})


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00", "9999-12-31T23:59:59", "0000-00-00"])
def test_moments_at_the_ends_of_time_are_refused(site, tmp_path, at):
    file = send(site, tmp_path, shop.line(pieces=4, at=at), shop.line("T2", pieces=4))
    assert told(file) == (1, 0, {"bad_time": 1})


def test_a_return_elsewhere_under_the_number_of_its_purchase_takes_that_back(tmp_path, site):
    columns = (*shop.HEADER, "magasin_origine")
    bought, returned = shop.line(pieces=4), shop.line(pieces=4, original="T1", store="7")
    text = shop.csv([*bought, ""], [*returned, "0042"], header=columns)
    file = shop.read(site, shop.write(tmp_path, text))
    assert shop.acts(site) == [("shop/0042/T1/1", "reversed")]
    assert file.progress.account.reversed == 1


def test_money_off_is_no_further_product(site, tmp_path):
    lines = [shop.line(pieces=2), shop.line(pieces=1, amount="-0,30"), shop.line(amount="-0,30")]
    assert told(send(site, tmp_path, *lines)) == (0, 0, {})


class Printed:
    """A code that is printed on receipt T1, and shoppers who type it."""

    def __init__(self, site, receipt="T1"):
        self.site = site
        order = Order("purchase", "printed", receipts=[object_of("shop", "0042", receipt)])
        _, (self.code,) = issue_codes(site.desks, site.clock, site.secret, make.SLUG, order)

    def type_in(self):
        typed = Typed("purchase", self.code, make.supporter("Fay"))
        return redeem_code(self.site.desks, self.site.clock, self.site.secret, make.SLUG, typed)


def test_a_code_of_a_basket_that_was_brought_back_before_its_till_told_of_it(site, tmp_path):
    assert Printed(site).type_in().answer is Answer.TAKEN
    send(site, tmp_path, shop.line("R1", pieces=4, original="T1"))
    file = send(site, tmp_path, shop.line(pieces=4), name="b.csv")
    assert shop.acts(site) == [("shop/0042/T1/1", "reversed")]
    assert file.progress.account.reversed == 1


@pytest.mark.parametrize("pieces", [(4, -4), (3,)])
def test_a_code_of_a_basket_of_which_the_till_says_that_it_is_empty(site, tmp_path, pieces):
    printed = Printed(site)
    send(site, tmp_path, *[shop.line(pieces=each) for each in pieces])
    assert printed.type_in() == (Answer.EMPTY, None)
    assert shop.acts(site) == []


def test_a_code_that_names_its_receipt_otherwise_than_the_till_is_one_gift(site, tmp_path):
    printed = Printed(site, "0001")
    assert printed.type_in().answer is Answer.TAKEN
    file = send(site, tmp_path, shop.line("1", pieces=4, store="42"))
    account = file.progress.account
    assert (account.qualifying, account.acts, account.known_acts) == (1, 0, 1)
    assert len(shop.acts(site)) == 1


def test_a_revoked_code_leaves_its_receipt_to_the_till(site, tmp_path):
    printed = Printed(site)
    assert revoke_series(site.desks, make.SLUG, "printed")
    assert printed.type_in().answer is Answer.UNKNOWN
    assert told(send(site, tmp_path, shop.line(pieces=4))) == (1, 0, {})


def test_an_ended_campaign_tells_why_and_still_takes_returns(site, tmp_path):
    send(site, tmp_path, shop.line("T1", pieces=8))
    closes_ms = as_ms(make.CLOSES_AT)
    site.clock.move_to(closes_ms + 20 * HOUR_MS)
    late = [shop.line("T2", pieces=4), shop.line("T3", pieces=4, at="2026-03-21T01:00:01")]
    assert told(send(site, tmp_path, *late, name="grace.csv")) == (1, 0, {"too_late": 1})
    site.clock.move_to(closes_ms + 30 * HOUR_MS)
    assert told(send(site, tmp_path, shop.line("T4", pieces=4), name="b.csv"))[2] == {"too_late": 1}
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    after = [shop.line("T5", pieces=4), shop.line("R1", pieces=4, original="T1")]
    file = send(site, tmp_path, *after, name="c.csv")
    assert told(file) == (0, 0, {"campaign_closed": 1})
    assert file.progress.account.reversed == 1
    assert shop.counted(site) == ["shop/0042/T1/1", "shop/0042/T2/1"]


def test_rules_made_easier_reach_no_receipt_twice(tmp_path):
    easy = BasketRule("four", "purchase", "dairy", pieces=2)
    site = shop.open_shop(memory_site(clock=sites.set_clock()))
    send(site, tmp_path, shop.line(pieces=8))
    amended = Publication(shop.terms(easy), "Ada", "so that more count")
    publish_terms(site.desks, site.clock, amended)
    again = send(site, tmp_path, shop.line(pieces=8), shop.line("T2", pieces=4), name="b.csv")
    assert told(again) == (2, 1, {})
    send(site, tmp_path, shop.line("R1", pieces=5, original="T1"), name="c.csv")
    assert shop.counted(site) == ["shop/0042/T1/1", "shop/0042/T2/1", "shop/0042/T2/2"]
    assert_whole(site)
