"""One basket is one gift, whether the till's file tells of it first or the shopper's code."""

import pytest
from tests import make
from tests.jobs.tills import shop
from tests.usecases.stage import SetClock

from tablee.core.act import State
from tablee.core.purchase.account import Progress
from tablee.core.purchase.rules import Amount
from tablee.core.purchase.slip import Basket, Return, object_of
from tablee.core.reason import Reason
from tablee.ports.kinds.tills import TillFile
from tablee.usecases.codes.issue_codes import Order, issue_codes
from tablee.usecases.codes.redeem_code import Answer, Typed, redeem_code
from tablee.usecases.tills.begin_file import begin_file
from tablee.usecases.tills.take_baskets import Reading, take_baskets
from tablee.wiring import memory_site

EIGHT = {"dairy": Amount(milli=8_000)}
FOUR = {"dairy": Amount(milli=4_000)}


@pytest.fixture
def site():
    return shop.open_shop(memory_site(clock=SetClock()), shop.RULE)


@pytest.fixture
def code(site):
    """The code that is printed on receipt 7 of shop 0042."""
    receipts = [object_of("shop", "0042", "7")]
    order = Order("purchase", "printed", receipts=receipts)
    _, (code,) = issue_codes(site.desks, site.clock, make.SECRET, make.SLUG, order)
    return code


def till(site, *baskets, name="monday"):
    new = TillFile(1, "shop", name, name, 1, 1, 1, Progress())
    file = begin_file(site.desks, new)
    file.progress.position = 1
    reading = Reading(make.SLUG, file, 0, (shop.RULE,))
    take_baskets(site.desks, site.clock, make.SECRET, reading, baskets)


def bought(measures, receipt="7", returns=()):
    return Basket("0042", receipt, 1, make.MIDDLE_MS, b"", measures, returns)


def type_it(site, code, by="Emil"):
    typed = Typed("purchase", code, make.supporter(by))
    return redeem_code(site.desks, site.clock, make.SECRET, make.SLUG, typed)


def acts(site):
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        return [journal.act(number + 1) for number in range(journal.standing().last_number)]


def test_the_code_first(site, code):
    assert type_it(site, code).answer is Answer.TAKEN
    till(site, bought(EIGHT))
    first, second = acts(site)
    assert (first.object, second.object) == ("shop/0042/7/1", "shop/0042/7/2")
    assert (first.source, second.source) == ("code", "shop")


def test_the_till_first(site, code):
    till(site, bought(EIGHT))
    answer, act = type_it(site, code)
    assert (answer, act.number) == (Answer.USED, 1)
    assert len(acts(site)) == 2


def test_what_is_brought_back_is_taken_back_whoever_told_of_it(site, code):
    type_it(site, code)
    till(site, bought(FOUR))
    till(site, bought({}, "8", (Return("0042", "7", 2, FOUR),)), name="tuesday")
    (act,) = acts(site)
    assert (act.state, act.reason) == (State.REVERSED, Reason.RETURNED)
    assert type_it(site, code).act.state is State.REVERSED
