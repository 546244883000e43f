"""What sponsors and the association sign is taken in once, moves the books, and stays."""

import pytest
from tests import make
from tests.core.promising.keys import signed_note, signer, ssh_pair

from tablee.core.books.ledger import account
from tablee.core.promising.document import read_document
from tablee.core.promising.fault import AlreadySaid, BadDocument, BadKey, DoesNotFit, NotSigned
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import KeySigner, verify
from tablee.outside.vault import SecretVault
from tablee.usecases.advance import advance_campaign
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.hold_key import Cabinet, Owner, hold_key, sign_held
from tablee.usecases.promising.reconcile import reconcile
from tablee.usecases.promising.register_key import register_key, revoke_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts

DAY = "2026-03-01"
DANA = signer("dana.example")
CABINET = Cabinet(
    SecretVault(b"the site's secret"), KeySigner, lambda length: b"\7" * length, verify
)


@pytest.fixture
def campaign(site):
    """A campaign that runs, with a raise to come; Dana signs notes, the kitchen with OpenSSH."""
    for slug in (make.SLUG, "other"):
        terms = make.terms(slug=slug, raises=(make.raised(),))
        publish_terms(site.desks, site.clock, Publication(terms, "Ada", "as agreed"))
        advance_campaign(site.desks, site.clock, slug)
        register_key(site.desks, site.clock, slug, PartyKey("sponsor", "Dana", str(DANA.key)))
    with site.desks.read() as desk:
        return desk.campaigns.see(make.SLUG)


@pytest.fixture
def kitchen(site, campaign, tmp_path):
    """The association's key."""
    pair = ssh_pair(tmp_path, "kitchen")
    party = PartyKey("beneficiary", "The kitchen", f"{pair.line} ben@kitchen.example")
    register_key(site.desks, site.clock, campaign.slug, party)
    return pair


def pledge_text(**changed):
    promise = promises_of(make.terms())[0]
    return write_text(Kind.PLEDGE, promise.fields(make.SLUG, DAY) | changed)


def payment(reference="transfer 7", units=10, **changed):
    plain = {"campaign": make.SLUG, "sponsor": "Dana", "units": str(units)}
    return write_text(Kind.PAYMENT, plain | {"on": DAY, "reference": reference} | changed)


def delivery(units=5, reference="van 1"):
    plain = {"campaign": make.SLUG, "beneficiary": "The kitchen", "units": str(units)}
    return write_text(Kind.DELIVERY, plain | {"on": DAY, "reference": reference})


def accept(site, whole, slug=make.SLUG):
    return accept_document(site.desks, site.clock, slug, whole, verify)


def told(site, campaign, *leaves):
    with site.desks.read() as desk:
        every = desk.journal(campaign).happenings(0, 1_000)
    return [each.body for each in every if each.leaf in leaves]


def seen(site, campaign):
    with site.desks.read() as desk:
        return reconcile(desk, campaign)


def events(site):
    """What receivers of events are told of signed documents."""
    with site.desks.read() as desk:
        waiting = [each for _, each in desk.outbox.waiting(1_000)]
    return [each for each in waiting if each.topic == "document.signed"]


def refused(site, campaign, fact, whole, line=0):
    """See that *whole* is refused, that the line is named, and that nothing was written."""
    before = (told(site, campaign, "promise", "receipt"), seen(site, campaign), events(site))
    with pytest.raises(fact) as caught:
        accept(site, whole)
    assert caught.value.line == line
    assert caught.value.words.fr != caught.value.words.en
    after = (told(site, campaign, "promise", "receipt"), seen(site, campaign), events(site))
    assert after == before


def test_a_key_is_told_to_the_log_when_it_comes_and_when_it_goes(site, campaign, kitchen):
    with site.desks.read() as desk:
        dana, ben = desk.parties.every(campaign.id)
    assert revoke_key(site.desks, site.clock, campaign.slug, ben.number)
    assert not revoke_key(site.desks, site.clock, campaign.slug, ben.number)
    key = {"role": "beneficiary", "name": "The kitchen", "key": kitchen.line, "held_by": "self"}
    assert told(site, campaign, "key")[1:] == [key | {"is_valid": True}, key | {"is_valid": False}]
    assert register_key(site.desks, site.clock, campaign.slug, dana.party) == dana
    with pytest.raises(AlreadySaid, match="was revoked"):
        register_key(site.desks, site.clock, campaign.slug, ben.party)
    carl = dana.party._replace(name="Carl")
    with pytest.raises(AlreadySaid, match="already that of Dana"):
        register_key(site.desks, site.clock, campaign.slug, carl)
    nobody = PartyKey("sponsor", "Emil", str(signer("emil.example").key))
    with pytest.raises(BadKey, match="not in the terms"):
        register_key(site.desks, site.clock, campaign.slug, nobody)


def test_receivers_of_events_are_told_of_each_document_once(site, kitchen):
    pledge, gift = pledge_text(), delivery()
    for _ in range(2):
        accept(site, signed_note(pledge, DANA))
        accept(site, gift + kitchen.sign(gift))
    first, second = events(site)
    promise = promises_of(make.terms())[0]
    assert first.body == {
        "campaign": make.SLUG,
        "document": read_document(signed_note(pledge, DANA)).digest,
        "kind": "pledge",
        "party": "Dana",
        "units": promise.units,
        "key": PartyKey("sponsor", "Dana", str(DANA.key)).fingerprint,
        "name": promise.name,
        "pool": promise.pool,
    }
    said = {name: second.body[name] for name in ("kind", "party", "units", "reference")}
    told_of = {"kind": "delivery", "party": "The kitchen", "units": 5, "reference": "van 1"}
    assert said == told_of
    assert first.key != second.key


def test_a_signed_pledge_is_kept_to_the_letter_and_told(site, campaign):
    whole = signed_note(pledge_text(), DANA)
    accepted = accept(site, whole)
    assert (accepted.is_new, accepted.kept.whole, accepted.warnings) == (True, whole, ())
    assert told(site, campaign, "promise") == [{"document": whole}]
    first, *others = seen(site, campaign).promises
    assert (first.kept, first.key.party.name) == (accepted.kept, "Dana")
    assert [each.kept for each in others] == [None, None, None]
    assert [(each.promise.sponsor, each.promise.units) for each in others] == [
        ("Dana", 10),
        ("Carl", 10),
        ("Dana", 50),
    ]


def test_a_raise_is_signed_from_its_moment(site, campaign):
    promise = promises_of(campaign.latest.terms)[-1]
    text = write_text(Kind.RAISE, promise.fields(make.SLUG, DAY))
    assert accept(site, signed_note(text, DANA)).is_new
    assert seen(site, campaign).promises[-1].kept is not None
    wrong = text.replace("T00:00:00Z", "T00:00:01Z")
    refused(site, campaign, DoesNotFit, signed_note(wrong, DANA), line=7)


def test_the_same_word_again_is_one_however_it_is_signed(site, campaign):
    text = pledge_text()
    first = accept(site, signed_note(text, DANA))
    again = accept(site, signed_note(text, signer("a.example"), DANA))
    assert (again.is_new, again.kept) == (False, first.kept)
    assert len(told(site, campaign, "promise")) == 1
    other_day = signed_note(pledge_text(signed="2026-02-28"), DANA)
    refused(site, campaign, AlreadySaid, other_day, line=4)


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("campaign", "other", 2),
        ("sponsor", "Emil", 3),
        ("name", "shares-pledge-2", 4),
        ("pool", "shares", 5),
        ("units", "101", 6),
        ("signed", "2026-03-03", 7),
    ],
)
def test_a_pledge_says_what_the_terms_say(site, campaign, field, value, line):
    whole = signed_note(pledge_text(**{field: value}), DANA)
    refused(site, campaign, DoesNotFit, whole, line)


@pytest.mark.usefixtures("campaign")
def test_a_pledge_for_another_campaign_is_none_in_this_one(site):
    whole = signed_note(pledge_text(), DANA)
    with pytest.raises(DoesNotFit, match="Line 2"):
        accept(site, whole, "other")
    assert accept(site, whole).is_new


def test_only_a_valid_key_of_the_party_signs(site, campaign):
    refused(site, campaign, NotSigned, signed_note(pledge_text(), signer("x.example")))
    accept(site, signed_note(payment(), DANA))
    with site.desks.read() as desk:
        (key,) = desk.parties.every(campaign.id)
    revoke_key(site.desks, site.clock, campaign.slug, key.number)
    refused(site, campaign, NotSigned, signed_note(payment("transfer 8"), DANA))
    assert seen(site, campaign).paid == 10
    assert not accept(site, signed_note(payment(), DANA)).is_new
    with pytest.raises(NotSigned, match="was revoked"):
        accept(site, signed_note(payment("transfer 9"), DANA))


def test_payments_and_deliveries_move_the_books_until_nothing_is_outstanding(
    site, campaign, kitchen
):
    record_acts(site.desks, site.clock, campaign.slug, [make.claim()], "partner")
    assert accept(site, signed_note(payment(), DANA)).warnings == ()
    found = seen(site, campaign)
    assert (found.sponsors[0].earned, found.sponsors[0].unpaid, found.outstanding) == (10, 0, 10)
    for units, left in ((5, 5), (4, 1), (1, 0)):
        text = delivery(units, f"van {units}")
        assert accept(site, text + kitchen.sign(text)).warnings == ()
        assert seen(site, campaign).outstanding == left
    with site.desks.read() as desk:
        balances = desk.books.balances(campaign.id)
    assert balances[account("paid", "Dana")] == balances[account("delivered", "The kitchen")] == 10
    assert len(told(site, campaign, "receipt")) == 4


def test_more_than_was_earned_or_paid_is_taken_in_with_a_warning(site, campaign, kitchen):
    (warning,) = accept(site, signed_note(payment(units=1_200), DANA)).warnings
    assert warning.en == "1,200 are paid in all now, and 0 earned."
    text = delivery(1_201)
    (warning,) = accept(site, text + kitchen.sign(text)).warnings
    assert warning.en == "1,201 are delivered in all now, and 1,200 paid for."
    assert seen(site, campaign).outstanding == 0


def test_a_reference_is_given_once(site, campaign):
    accept(site, signed_note(payment(), DANA))
    refused(site, campaign, AlreadySaid, signed_note(payment(units=11), DANA), line=6)
    assert accept(site, signed_note(payment("transfer 8"), DANA)).is_new


def test_a_key_that_the_site_keeps_signs_and_is_labelled_so(site, campaign):
    owner = Owner(campaign.slug, "sponsor", "Carl")
    origin = f"meals.example/c/{campaign.slug}"
    held = hold_key(site.desks, site.clock, CABINET, owner, origin)
    assert hold_key(site.desks, site.clock, CABINET, owner, origin) == held
    assert held.party.held_by == "server"
    assert told(site, campaign, "key")[-1]["held_by"] == "server"
    carl = next(each for each in promises_of(make.terms()) if each.sponsor == "Carl")
    text = write_text(Kind.PLEDGE, carl.fields(make.SLUG, DAY))
    accepted = sign_held(site.desks, site.clock, CABINET, campaign.slug, text)
    assert (accepted.is_new, accepted.key) == (True, held)
    assert read_document(accepted.kept.whole).signed_by([held.party], verify) == held.party
    assert b"\7" * 32 not in held.sealed
    with pytest.raises(NotSigned):
        sign_held(site.desks, site.clock, CABINET, campaign.slug, pledge_text())
    with pytest.raises(BadDocument):
        sign_held(site.desks, site.clock, CABINET, campaign.slug, "anything")
