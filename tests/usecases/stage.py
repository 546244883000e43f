"""A site in memory with a clock that one sets, and the use cases a word away."""

from collections import Counter

from tests import make

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.store.memory import MemoryDesks
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


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, now_ms=make.MIDDLE_MS):
        self.ms = now_ms

    def now_ms(self):
        return self.ms

    def pass_days(self, days):
        self.ms += days * make.DAY_MS


class Stage:
    """Ada's campaign, published and open."""

    def __init__(self, terms=None, *, is_replay=False, desks=None):
        self.clock = SetClock()
        self.desks = desks or MemoryDesks()
        self.terms = terms or make.terms()
        publish_terms(self.desks, self.clock, Publication(self.terms, is_replay=is_replay))

    def record(self, *claims, source="partner"):
        return record_acts(self.desks, self.clock, make.SLUG, claims, source)

    def one(self, *words, **changes):
        """Record one verified act."""
        return self.record(make.claim(*words, **changes))[0]

    def unverified(self, *words, **changes):
        return self.record(make.unverified(*words, **changes), source="form")[0]

    def decide(self, number, ruling, reason=None, by="Ben"):
        is_against = ruling in {Ruling.REFUSE, Ruling.REVERSE}
        why = reason or (Reason.SPAM if is_against else Reason.NONE)
        judgement = Judgement(number, ruling, why, "a sentence for Emil", by)
        return decide_act(self.desks, self.clock, make.SLUG, judgement)

    def advance(self):
        advance_campaign(self.desks, self.clock, make.SLUG)

    def publish(self, terms, **changes):
        why = {"author": "Ada", "reason": "as agreed", **changes}
        return publish_terms(self.desks, self.clock, Publication(terms, **why))

    def lift(self, addition):
        return raise_pledge(self.desks, self.clock, make.SLUG, addition)

    def post(self):
        return post_books(self.desks, self.clock, make.SLUG)

    def close(self):
        return close_campaign(self.desks, self.clock, make.SLUG, "Ada")

    def settle(self, *, waits=True):
        return settle_campaign(self.desks, self.clock, make.SLUG, waits=waits)

    def tally(self):
        with self.desks.read() as desk:
            return tally_campaign(desk, make.SLUG, self.clock.ms)

    def receipt(self, number):
        with self.desks.read() as desk:
            return find_receipt(desk, make.SLUG, number)

    def act(self, number):
        with self.desks.read() as desk:
            return desk.journal(desk.campaigns.see(make.SLUG)).act(number)

    def acts(self):
        """Every act received so far."""
        with self.desks.read() as desk:
            journal = desk.journal(desk.campaigns.see(make.SLUG))
            return [journal.act(number + 1) for number in range(journal.standing().last_number)]

    def standing(self):
        with self.desks.read() as desk:
            return desk.journal(desk.campaigns.see(make.SLUG)).standing()

    def balances(self):
        with self.desks.read() as desk:
            return desk.books.balances(desk.campaigns.see(make.SLUG).id)

    def messages(self):
        """Topics of the messages that wait, oldest first."""
        with self.desks.read() as desk:
            return [message.topic for _, message in desk.outbox.waiting(10_000)]

    def earned_in_books(self):
        """What each sponsor has earned, as the books have it."""
        earned = Counter()
        for name, units in self.balances().items():
            if name.startswith("earned:"):
                earned[name.split(":")[1]] += units
        return earned


def pool(tally, name):
    return next(each for each in tally.pools if each.name == name)


def kind(tally, name):
    return next(each for each in tally.kinds if each.name == name)


def states(results):
    return [result.act.state if result.act else None for result in results]


def reasons(results):
    return [result.act.reason for result in results]


COUNTED, PENDING, REFUSED, REVERSED = State.COUNTED, State.PENDING, State.REFUSED, State.REVERSED
