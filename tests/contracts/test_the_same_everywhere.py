"""Whatever happens, in whatever order: memory, SQLite and PostgreSQL tell the same story."""

from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make, sites

from tablee.core.decision import Ruling
from tablee.core.errors import TableeError
from tablee.core.promise import Measure, Raise
from tablee.core.reason import Reason
from tablee.store.queries import latest_acts, pending_acts, readable, refusals
from tablee.usecases.advance import advance_campaign
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.find_receipt import find_receipt
from tablee.usecases.post_books import post_books
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.raise_pledge import raise_pledge
from tablee.usecases.record_acts import record_acts
from tablee.usecases.settle_campaign import settle_campaign
from tablee.usecases.tally_campaign import tally_campaign
from tablee.wiring import check_site, open_sealer

_slugs = count(1)


@pytest.fixture(scope="module")
def every_site(tmp_path_factory, postgres_url):
    folder = tmp_path_factory.mktemp("same")
    with ExitStack() as stack:
        yield [
            stack.enter_context(open_site(folder, postgres_url))
            for open_site in (sites.memory, sites.sqlite, sites.postgres)
        ]


def terms(slug):
    """Tight lines, limits, milestones of each measure, a day of appeal."""
    return make.terms(
        slug=slug,
        appeal_days=1,
        kinds=(
            make.kind(rate=3, in_all=4),
            make.kind("drawing", 2, per_day=2),
            make.kind("share", 1, "shares"),
            make.kind("selection", 1, "shares", opens_with="crowd"),
        ),
        pledges=(make.pledge(7, Dana=2, Carl=1), make.pledge(5, "shares")),
        milestones=(
            make.milestone("crowd", 4, measure=Measure.SUPPORTERS),
            make.milestone("six", 6, pool="blogs", units=4, shares=make.shares(Carl=1)),
            make.milestone("ten", 10, measure=Measure.UNITS, kinds=("share",)),
        ),
    )


claims = st.builds(
    lambda word, kind, by, is_sure, early: (word, kind, by, is_sure, early),
    st.integers(0, 30),
    st.sampled_from(["post", "drawing", "share", "selection", "dance"]),
    st.sampled_from(["Emil", "Fay", "Gus", "Hana", "Ida", ""]),
    st.booleans(),
    st.sampled_from([None, None, None, 0, -1, 40]),
)
rulings = st.tuples(
    st.integers(1, 40),
    st.sampled_from([*Ruling][:4]),
    st.sampled_from([Reason.SPAM, Reason.NO_LINK, Reason.DUPLICATE_CONTENT]),
    st.sampled_from(["Ben", "Ada"]),
)
steps = st.one_of(
    st.tuples(st.just("record"), st.lists(claims, min_size=1, max_size=12)),
    st.tuples(st.just("record"), st.lists(claims, min_size=1, max_size=12)),
    st.tuples(st.just("decide"), rulings),
    st.tuples(st.just("decide"), rulings),
    st.tuples(st.just("raise"), st.tuples(st.integers(1, 9), st.sampled_from(["blogs", "shares"]))),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("advance"), st.none()),
    st.tuples(st.just("post"), st.none()),
    st.tuples(st.just("seal"), st.none()),
    st.tuples(st.sampled_from(["settle", "settle", "close"]), st.none()),
)


class Teller:
    """Does the same things on one site as the others do on theirs."""

    def __init__(self, site, slug):
        self.site, self.slug = site, slug
        self.sealer = open_sealer(site)
        site.clock.move_to(make.MIDDLE_MS)
        with site.desks.write() as desk:
            for number, _ in desk.outbox.waiting(10_000):
                desk.outbox.delivered(number, make.MIDDLE_MS)
        publish_terms(site.desks, site.clock, Publication(terms(slug)))

    def tell(self, verb, what):
        """Do one thing; return what came of it, and the story so far."""
        try:
            outcome = getattr(self, verb)(what)
        except TableeError as error:
            outcome = (type(error), str(error), error.field)
        return {"outcome": outcome, **self.story()}

    def record(self, told):
        given_claims = [self.claim(*each) for each in told]
        site = self.site
        recorded = record_acts(site.desks, site.clock, self.slug, given_claims, "partner")
        return [each._replace(error=str(each.error)) for each in recorded]

    def claim(self, word, kind, by, is_sure, days):
        build = make.claim if is_sure else make.unverified
        name = f"https://example.org/{word}"
        claim = build(name, kind, by)
        fingerprint = make.fingerprint(self.slug, kind, name)
        moment_ms = None if days is None else self.site.clock.now_ms() + days * make.DAY_MS
        return claim._replace(fingerprint=fingerprint, occurred_at_ms=moment_ms)

    def decide(self, told):
        number, ruling, reason, by = told
        why = reason if ruling in {Ruling.REFUSE, Ruling.REVERSE} else Reason.NONE
        judgement = Judgement(number, ruling, why, "a sentence", by)
        return decide_act(self.site.desks, self.site.clock, self.slug, judgement)

    def wait(self, hours):
        self.site.clock.advance(hours * 3_600_000)

    def advance(self, _):
        return advance_campaign(self.site.desks, self.site.clock, self.slug)

    def post(self, _):
        return post_books(self.site.desks, self.site.clock, self.slug)

    def seal(self, _):
        """Roots differ, for salts are drawn by lot; all else is the same."""
        return self.sealer.seal(self.slug)._replace(root=b"")

    def close(self, _):
        return close_campaign(self.site.desks, self.site.clock, self.slug, "Ada")

    def settle(self, _):
        return settle_campaign(self.site.desks, self.site.clock, self.slug)

    def story(self):
        """Return everything that can be read."""
        with self.site.desks.read() as desk:
            campaign = desk.campaigns.see(self.slug)
            journal = readable(desk, campaign)
            acts = journal.acts_after(0, 1_000)
            return {
                "tally": tally_campaign(desk, self.slug, self.site.clock.now_ms()),
                "standing": journal.standing(),
                "segments": journal.segments(),
                "acts": acts,
                "decisions": journal.every_decision(),
                "happenings": [each._replace(number=0) for each in journal.happenings(0, 1_000)],
                "gaps": [journal.gaps(pool, 3) for pool in ("blogs", "shares")],
                "held": [journal.held(pool, 4) for pool in ("blogs", "shares")],
                "latest": latest_acts(desk, campaign, 5, before=9),
                "pending": pending_acts(desk, campaign, 5, after=2),
                "refusals": refusals(desk, campaign),
                "receipts": [find_receipt(desk, self.slug, act.number) for act in acts[:10]],
                "balances": desk.books.balances(campaign.id),
                "through": desk.books.through(campaign.id),
                "messages": [message for _, message in desk.outbox.waiting(10_000)],
            }


setattr(Teller, "raise", lambda self, told: self.lift(*told))


def _lift(self, units, pool):
    now_s = self.site.clock.now_ms() // 1_000
    moment = datetime.fromtimestamp(now_s, UTC)
    addition = Raise(f"{pool}-pledge", units, moment, "Ada", make.text("more"))
    return raise_pledge(self.site.desks, self.site.clock, self.slug, addition)


Teller.lift = _lift


@pytest.mark.postgres
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(steps, min_size=3, max_size=30))
def test_every_store_tells_the_same_story(every_site, told):
    slug = f"table-{next(_slugs)}"
    tellers = [Teller(site, slug) for site in every_site]
    for verb, what in told:
        in_memory, on_sqlite, on_postgres = (teller.tell(verb, what) for teller in tellers)
        for name in in_memory:
            assert on_sqlite[name] == in_memory[name], name
            assert on_postgres[name] == in_memory[name], name
    for teller in tellers:
        assert teller.sealer.seal(slug).stopped == ""
        assert check_site(teller.site, [slug]) == []
