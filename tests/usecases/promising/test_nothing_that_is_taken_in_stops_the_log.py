"""Whatever is registered, revoked and taken in, in any order: the log goes on, and agrees."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make
from tests.core.promising.keys import signed_note, signer
from tests.usecases.log.sealery import Sealery

from tablee.core.promising.fault import BadDocument
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import verify
from tablee.usecases.log.sealing.opened import open_log
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.reconcile import reconcile
from tablee.usecases.promising.register_key import register_key, revoke_key

SIGNERS = {name: signer(name) for name in ("dana", "carl", "kitchen")}
PARTIES = (("sponsor", "Dana"), ("sponsor", "Carl"), ("beneficiary", "The kitchen"))
TERMS = make.terms(raises=(make.raised(),))
DAYS = ("2026-02-28", "2026-03-01")

key_names = st.sampled_from(sorted(SIGNERS))
parties = st.sampled_from(PARTIES)
promises = st.sampled_from(promises_of(TERMS))
days = st.sampled_from(DAYS)
references = st.sampled_from(["one", "two"])
units = st.integers(1, 3)
steps = st.one_of(
    st.tuples(st.just("register"), parties, key_names),
    st.tuples(st.just("revoke"), st.integers(1, 4)),
    st.tuples(st.just("promise"), promises, days, key_names),
    st.tuples(st.just("payment"), parties, units, references, days, key_names),
    st.tuples(st.just("delivery"), parties, units, references, days, key_names),
    st.tuples(st.just("act"), st.integers(0, 9)),
    st.tuples(st.just("seal")),
    st.tuples(st.just("close")),
)


class Story(Sealery):
    """A campaign to which anything may happen."""

    def register(self, party, key):
        said = PartyKey(*party, str(SIGNERS[key].key))
        register_key(self.desks, self.clock, make.SLUG, said)

    def revoke(self, number):
        revoke_key(self.desks, self.clock, make.SLUG, number)

    def promise(self, promise, day, key):
        self._accept(write_text(promise.kind, promise.fields(make.SLUG, day)), key)

    def payment(self, party, *said):
        self._receive(Kind.PAYMENT, party, *said)

    def delivery(self, party, *said):
        self._receive(Kind.DELIVERY, party, *said)

    def act(self, number):
        self.one(f"https://emil.example/{number}")

    def _receive(self, kind, party, *said):
        units, reference, day, key = said
        fields = {"campaign": make.SLUG, kind.role: party[1], "units": str(units)}
        self._accept(write_text(kind, fields | {"on": day, "reference": reference}), key)

    def _accept(self, text, key):
        whole = signed_note(text, SIGNERS[key])
        accept_document(self.desks, self.clock, make.SLUG, whole, verify)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, min_size=4, max_size=24))
def test_the_log_goes_on_and_says_the_same_as_the_books(story):
    house = Story(TERMS)
    house.advance()
    for party, key in zip(PARTIES, ("dana", "carl", "kitchen"), strict=True):
        house.register(party, key)
    for verb, *words in story:
        with suppress(BadDocument):
            getattr(house, verb)(*words)
    assert house.seal().stopped == ""
    facts = open_log(house.files, house.log(), verify).count.facts()
    with house.desks.read() as desk:
        found = reconcile(desk, desk.campaigns.see(make.SLUG))
        valid = {each.party for each in desk.parties.every(1) if each.is_valid}
    assert (facts.paid, facts.delivered) == (found.paid, found.delivered)
    assert set(facts.keys) == valid
    signed = {(each.cause, each.sponsor) for each in facts.promised if each.signed == each.units}
    kept = {
        (f"{each.promise.kind}:{each.promise.name}", each.promise.sponsor)
        for each in found.promises
        if each.kept
    }
    assert {(":".join(cause.split(":")[:2]), sponsor) for cause, sponsor in signed} == kept
