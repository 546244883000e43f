"""What networks cost, say in sum and call posts is kept alike in every store."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.contracts.test_desks import close_connections

from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.networks.spending import Bill, Spent


def book(site, amount, limit=100, now_ms=1):
    with site.desks.write() as desk:
        return desk.spending.book(Bill("x/1", amount, limit), now_ms)


def book_apart(site):
    try:
        return book(site, 7)
    finally:
        close_connections()


def spent(site):
    with site.desks.read() as desk:
        return desk.spending.spent("x/1")


@pytest.mark.conformance("CN-04")
def test_what_would_pass_the_limit_is_not_booked(site):
    assert spent(site) == Spent()
    assert book(site, 60)
    assert not book(site, 41, now_ms=2)
    assert book(site, 40, now_ms=3)
    assert spent(site) == Spent(100, 2, 3, 100)
    assert not book(site, 1)


@pytest.mark.conformance("CN-04")
def test_a_raised_limit_lets_more_be_spent_and_a_lowered_one_nothing(site):
    assert book(site, 100)
    assert book(site, 50, limit=150)
    assert not book(site, 1, limit=20)
    assert spent(site) == Spent(150, 2, 1, 20)


@pytest.mark.conformance("CN-04")
def test_what_it_did_not_cost_can_be_booked_again(site):
    assert book(site, 100)
    with site.desks.write() as desk:
        desk.spending.give_back("x/1", 30)
        desk.spending.give_back("x/1", 500)
        desk.spending.give_back("nobody", 5)
    assert spent(site).amount == 70
    assert book(site, 30)


@pytest.mark.conformance("CN-04")
def test_many_who_book_at_once_never_pass_the_limit_together(site):
    with ThreadPoolExecutor(8) as threads:
        booked = [*threads.map(lambda _: book_apart(site), range(40))]
    assert booked.count(True) == 14
    assert spent(site).amount == 98


def test_what_is_taken_back_was_not_spent(site):
    with pytest.raises(ZeroDivisionError):
        book_and_fail(site)
    assert spent(site) == Spent()


def book_and_fail(site):
    with site.desks.write() as desk:
        desk.spending.book(Bill("x/1", 5, 10), 1)
        raise ZeroDivisionError


def test_of_each_measure_the_latest_figure_is_kept(site, campaign, others):
    shares = Estimate("facebook", "shares", 3, "https://graph.example/", 10)
    with site.desks.write() as desk:
        desk.estimates.keep(campaign.id, shares)
        desk.estimates.keep(campaign.id, shares._replace(number=5, at_ms=20))
        desk.estimates.keep(campaign.id, shares._replace(measure="reactions"))
        desk.estimates.keep(others[0], shares)
    with site.desks.read() as desk:
        assert desk.estimates.every(campaign.id) == [
            shares._replace(measure="reactions"),
            shares._replace(number=5, at_ms=20),
        ]
        assert desk.estimates.every(others[1]) == []


def test_a_bulletin_takes_the_place_of_the_one_before_and_remembers_the_last_read(site, campaign):
    first = Bulletin("x/1", Condition.READING, "", 10, 10)
    with site.desks.write() as desk:
        desk.bulletins.post(campaign.id, first)
        desk.bulletins.post(campaign.id, Bulletin("x/1", Condition.TROUBLE, "oh", 20))
        desk.bulletins.post(campaign.id, first._replace(reader="a"))
    with site.desks.read() as desk:
        assert desk.bulletins.every(campaign.id) == [
            first._replace(reader="a"),
            Bulletin("x/1", Condition.TROUBLE, "oh", 20, 10),
        ]


def test_objects_are_found_by_the_names_of_the_server_that_gave_them(site, campaign):
    with site.desks.write() as desk:
        desk.aliases.keep(campaign.id, "one", {"1": "https://a.example/1", "2": "b"})
        desk.aliases.keep(campaign.id, "one", {"1": "another"})
        desk.aliases.keep(campaign.id, "one", {})
    with site.desks.read() as desk:
        found = desk.aliases.named(campaign.id, "one", ["1", "2", "3"])
        assert found == {"1": "https://a.example/1", "2": "b"}
        assert desk.aliases.named(campaign.id, "two", ["1"]) == {}
        assert desk.aliases.named(campaign.id, "one", []) == {}
