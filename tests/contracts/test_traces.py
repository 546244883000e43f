"""Traces: what was done with share links, once for each visitor."""

from collections import Counter

import pytest
from tests import make

from tablee.ports.traces import Step, Trace
from tablee.usecases.record_acts import record_at

CLICKER, OTHER = b"c" * 16, b"o" * 16


def leave(site, campaign, *traces):
    with site.desks.write() as desk:
        for trace in traces:
            desk.traces.leave(campaign.id, trace)


def came(visitor=CLICKER, network="mail", act_number=0, owner=7):
    return Trace(owner, Step.CAME, visitor, network, act_number, 10)


def counts(site, campaign, owner=7, step=Step.CAME):
    with site.desks.read() as desk:
        return desk.traces.counts(campaign.id, owner, step)


@pytest.mark.conformance("CN-03")
def test_a_visitor_is_counted_once_for_each_sharer(site, campaign):
    leave(site, campaign, came(), came(network="x"), came(OTHER, "x"), came(owner=8))
    assert counts(site, campaign) == Counter(mail=1, x=1)
    assert counts(site, campaign, owner=8) == Counter(mail=1)


def test_each_step_is_counted_by_itself(site, campaign):
    pressed = came()._replace(step=Step.PRESSED)
    leave(site, campaign, came(), pressed, pressed._replace(owner=0))
    assert counts(site, campaign, step=Step.PRESSED).total() == 1
    with site.desks.read() as desk:
        assert desk.traces.intents(campaign.id) == 2


def test_holders_are_known_by_any_of_their_names(site, campaign):
    leave(site, campaign, came()._replace(step=Step.HELD))
    with site.desks.read() as desk:
        assert desk.traces.is_left(campaign.id, 7, Step.HELD, [OTHER, CLICKER])
        assert not desk.traces.is_left(campaign.id, 7, Step.HELD, [OTHER])
        assert not desk.traces.is_left(campaign.id, 8, Step.HELD, [CLICKER])
        assert not desk.traces.is_left(campaign.id, 7, Step.CAME, [CLICKER])


def test_the_acts_that_came_are_found(site):
    with site.desks.write() as desk:
        campaign = desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
        claims = [make.claim(f"visitor {each}", "share") for each in range(3)]
        record_at(desk, campaign, claims, "share_link", make.MIDDLE_MS)
    leave(site, campaign, came(act_number=3), came(OTHER, act_number=1), came(b"n" * 16))
    with site.desks.read() as desk:
        assert [act.number for act in desk.traces.brought(campaign.id, 7)] == [1, 3]
        assert desk.traces.brought(campaign.id, 8) == []


def test_whoever_is_an_act_only_later_is_found_with_it(site):
    with site.desks.write() as desk:
        campaign = desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
        claims = [make.claim("a visitor", "share")]
        record_at(desk, campaign, claims, "share_link", make.MIDDLE_MS)
    leave(site, campaign, came(), came(act_number=1), came())
    with site.desks.read() as desk:
        assert [act.number for act in desk.traces.brought(campaign.id, 7)] == [1]
    assert counts(site, campaign).total() == 1


def test_what_is_given_up_leaves_no_trace(site, campaign):
    def give_up():
        with site.desks.write() as desk:
            desk.traces.leave(campaign.id, came())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    assert counts(site, campaign) == Counter()
