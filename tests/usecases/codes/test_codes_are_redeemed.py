"""Codes are issued, typed and counted once, together with what the tills say of the receipt."""

from dataclasses import replace
from threading import Thread

import pytest
from django.db import connections
from tests import make, sites
from tests.usecases.stage import Stage, pool

from tablee.core.act import Evidence, State
from tablee.core.errors import TooLarge, UnknownKind, WrongState
from tablee.core.purchase.code import plain, write_code
from tablee.core.reason import Reason
from tablee.core.terms import Pool, Proof
from tablee.usecases.codes.issue_codes import Order, issue_codes, lend_key, revoke_series
from tablee.usecases.codes.redeem_code import Answer, Typed, redeem_code
from tablee.usecases.publish_terms import Publication, publish_terms

CROWD = 100


def till_terms(**changes):
    plain_terms = make.terms()
    bought = make.kind("purchase", 1, "tills", proof=Proof.TILL)
    more = {
        "pools": (*plain_terms.pools, Pool("tills", make.text("Purchases"))),
        "kinds": (*plain_terms.kinds, replace(bought, **changes)),
        "pledges": (*plain_terms.pledges, make.pledge(50, "tills")),
    }
    return replace(plain_terms, **more)


class Shop(Stage):
    """Ada's campaign, with a till that prints codes."""

    def issue(self, number=3, **changes):
        order = Order("purchase", "till 1", number)._replace(**changes)
        return issue_codes(self.desks, self.clock, make.SECRET, make.SLUG, order)[1]

    def lend(self, name="partner", kind="purchase"):
        return lend_key(self.desks, self.clock, make.SECRET, make.SLUG, Order(kind, name))

    def type(self, text, by="Emil", kind="purchase"):
        typed = Typed(kind, text, make.supporter(by))
        return redeem_code(self.desks, self.clock, make.SECRET, make.SLUG, typed)


@pytest.fixture
def shop():
    return Shop(till_terms())


def test_a_code_is_an_act_of_whoever_types_it(shop):
    (code,) = shop.issue(1)
    answer, act = shop.type(code.lower())
    assert answer is Answer.TAKEN
    assert (act.kind, act.state, act.source) == ("purchase", State.COUNTED, "code")
    assert act.supporter == make.supporter("Emil")
    assert pool(shop.tally(), "tills").paid == 1
    assert plain(code) not in act.object


def test_a_code_counts_once(shop):
    (code,) = shop.issue(1)
    first = shop.type(code)
    assert shop.type(code) == (Answer.OWN, first.act)
    assert shop.type(code, "Fay") == (Answer.USED, first.act)
    assert pool(shop.tally(), "tills").acts == 1


def test_a_slip_of_the_finger_is_told_from_a_code_that_is_not_ours(shop):
    (code,) = shop.issue(1)
    assert shop.type(f"{code[:-1]}{'0' if code[-1] != '0' else '1'}").answer is Answer.MISTYPED
    assert shop.type("").answer is Answer.MISTYPED
    assert shop.type(write_code(bytes(32), 0, 1)).answer is Answer.UNKNOWN
    assert shop.type(write_code(bytes(32), 9, 1)).answer is Answer.UNKNOWN
    assert shop.type(code, kind="post").answer is Answer.UNKNOWN
    assert shop.acts() == []


def test_a_serial_that_was_not_issued_is_unknown_although_it_is_signed(shop):
    shop.issue(2)
    _, key = shop.lend("partner")
    assert shop.type(write_code(key, 1, 900)).answer is Answer.TAKEN
    two = shop.issue(1, name="till 2")[0]
    assert shop.type(two).answer is Answer.TAKEN


def test_more_codes_go_on_where_the_last_ones_ended(shop):
    codes = [*shop.issue(3), *shop.issue(3)]
    assert len(set(codes)) == 6
    assert [shop.type(code).answer for code in codes] == [Answer.TAKEN] * 6


def test_a_revoked_series_is_unknown_and_what_it_brought_stays(shop):
    one, two, _ = shop.issue()
    shop.type(one)
    assert revoke_series(shop.desks, make.SLUG, "till 1")
    assert not revoke_series(shop.desks, make.SLUG, "till 1")
    assert shop.type(two).answer is Answer.UNKNOWN
    assert pool(shop.tally(), "tills").acts == 1
    with pytest.raises(WrongState):
        shop.issue()


def test_a_partner_has_the_same_key_however_often_it_asks(shop):
    assert shop.lend() == shop.lend()
    with pytest.raises(WrongState):
        shop.issue(name="partner")
    shop.issue(name="here")
    with pytest.raises(WrongState):
        shop.lend("here")


@pytest.mark.parametrize("kind", ["post", "nothing"])
def test_codes_are_for_receipts_only(shop, kind):
    with pytest.raises(UnknownKind):
        shop.issue(kind=kind)
    with pytest.raises(UnknownKind):
        shop.lend(kind=kind)


@pytest.mark.parametrize("number", [0, -1, 1_000_001])
def test_not_too_many_at_once(shop, number):
    with pytest.raises(TooLarge):
        shop.issue(number)


def test_a_campaign_has_no_more_series_than_a_character_can_say(shop):
    for number in range(32):
        shop.issue(1, name=f"till {number}")
    with pytest.raises(WrongState):
        shop.issue(1, name="one more")


def test_a_code_is_good_within_the_window(shop):
    one, two, _ = shop.issue()
    shop.clock.pass_days(-30)
    assert shop.type(one).act.reason is Reason.TOO_EARLY
    shop.clock.pass_days(30)
    assert shop.type(one).answer is Answer.TAKEN
    shop.clock.pass_days(60)
    late = shop.type(two).act
    assert (late.state, late.reason) == (State.REFUSED, Reason.TOO_LATE)


def test_a_limit_per_shopper_holds():
    shop = Shop(till_terms(in_all=2))
    acts = [shop.type(code).act for code in shop.issue(3)]
    assert [act.state for act in acts] == [State.COUNTED, State.COUNTED, State.REFUSED]
    assert shop.type(shop.issue(1)[0], "Fay").answer is Answer.TAKEN


def test_where_codes_are_claims_a_person_decides():
    shop = Shop(till_terms(evidence=Evidence.CLAIM))
    assert shop.type(shop.issue(1)[0]).act.state is State.PENDING


@pytest.mark.parametrize("is_till_first", [True, False])
def test_a_basket_by_till_file_and_by_code_is_one_gift(shop, is_till_first):
    (code,) = shop.issue(receipts=("shop/lille/7",))
    told = make.claim("shop/lille/7/1", "purchase", by="")
    if is_till_first:
        shop.record(told)
    answer = shop.type(code).answer
    assert answer is (Answer.USED if is_till_first else Answer.TAKEN)
    shop.record(told)
    assert pool(shop.tally(), "tills").acts == 1


def test_a_crowd_with_one_code_is_one_act(tmp_path):
    with sites.sqlite(tmp_path) as site:
        publish_terms(site.desks, site.clock, Publication(till_terms()))
        order = Order("purchase", "till 1", 1)
        _, (code,) = issue_codes(site.desks, site.clock, make.SECRET, make.SLUG, order)
        answers = []

        def type_it(number):
            typed = Typed("purchase", code, make.supporter(f"shopper {number}"))
            answers.append(redeem_code(site.desks, site.clock, make.SECRET, make.SLUG, typed))
            connections.close_all()

        crowd = [Thread(target=type_it, args=(number,)) for number in range(CROWD)]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join()
        assert sorted(each.answer for each in answers) == ["taken"] + ["used"] * (CROWD - 1)
        assert {each.act.number for each in answers} == {1}
