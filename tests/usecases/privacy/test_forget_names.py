"""Some time after the end nobody can tell any more whose acts are in the log."""

import pytest
from tests import make
from tests.sites import set_clock

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.outside.signing import verify
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.log.write_bundle import leaves_of
from tablee.usecases.privacy.forget_names import forget_names
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import check_site, memory_site, open_sealer

DAYS = 90


@pytest.fixture
def site():
    """A campaign of two acts, settled and sealed."""
    site = memory_site(clock=set_clock(), secret=make.SECRET)
    kinds = (make.kind(per_day=2),)
    publish_terms(site.desks, site.clock, Publication(make.terms(kinds=kinds)))
    claims = [make.claim(), make.claim("https://fay.example/1", by="Fay")]
    record_acts(site.desks, site.clock, make.SLUG, claims, "form")
    close_campaign(site.desks, site.clock, make.SLUG, "Ada")
    settle_campaign(site.desks, site.clock, make.SLUG)
    open_sealer(site).seal(make.SLUG)
    yield site
    assert check_site(site) == []


def after(site, days):
    site.clock.move_to(make.MIDDLE_MS + days * make.DAY_MS)
    return site


def forget(site):
    return forget_names(site.desks, site.clock, DAYS)


def known(site):
    """Return what could still be used to tell whose acts they are."""
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        journal = desk.journal(campaign)
        claims = [make.claim().fingerprint, make.claim("https://fay.example/1").fingerprint]
        people = [make.supporter(), make.supporter("Fay")]
        return (
            desk.logs.of(campaign.id).pepper,
            {*desk.logs.tag_keys(campaign.id, people)},
            {*journal.known(claims)},
            [place.salt for n in (1, 2) if (place := desk.logs.place(campaign.id, n))],
            {act.supporter for act in journal.acts_after(0, 9)} & {*people},
        )


NOTHING = (b"", set(), set(), [b"", b""], set())


def test_names_are_kept_for_a_while(site):
    assert forget(after(site, DAYS - 1)) == []
    assert known(site) != NOTHING


def test_names_are_forgotten_and_the_log_says_so(site):
    assert forget(after(site, DAYS + 1)) == [make.SLUG]
    assert known(site) == NOTHING
    sealed = open_sealer(site).seal(make.SLUG)
    assert not sealed.stopped
    count = Recount(verify)
    told = [read_leaf(raw) for raw in leaves_of(site.logs.log(make.SLUG), sealed.size)]
    for leaf in told:
        count.take(leaf)
    (erased,) = [leaf for leaf in told if leaf["leaf"] == "erase"]
    assert (erased["what"], erased["count"]) == ("keys", 2)


def test_twice_is_once(site):
    forget(after(site, DAYS + 1))
    open_sealer(site).seal(make.SLUG)
    assert forget(site) == []


def test_an_open_campaign_forgets_nobody(site):
    terms = make.terms(slug="another", kinds=(make.kind(),))
    publish_terms(site.desks, site.clock, Publication(terms))
    open_sealer(site).seal("another")
    assert forget(after(site, 10 * DAYS)) == [make.SLUG]
