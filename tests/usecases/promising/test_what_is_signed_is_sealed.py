"""What was signed and taken in stands in the sealed log, and a stranger finds it signed there."""

from tests import make
from tests.core.promising.keys import signed_note, signer, ssh_pair
from tests.usecases.log.sealery import Sealery

from tablee.core.promising.party import PartyKey
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import KeySigner, verify
from tablee.outside.vault import SecretVault
from tablee.usecases.log.sealing.opened import open_log
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.hold_key import Cabinet, Owner, hold_key, sign_held
from tablee.usecases.promising.register_key import register_key, revoke_key

DAY = "2026-03-01"
DANA = signer("dana.example")
CABINET = Cabinet(SecretVault(b"secret"), KeySigner, lambda length: b"\7" * length, verify)


class Signing(Sealery):
    """A campaign whose parties sign."""

    def register(self, role, name, key):
        return register_key(self.desks, self.clock, make.SLUG, PartyKey(role, name, key))

    def accept(self, whole):
        return accept_document(self.desks, self.clock, make.SLUG, whole, verify)

    def facts(self):
        """What a recount of the sealed files finds."""
        return open_log(self.files, self.log(), verify).count.facts()

    def sign_promises(self):
        """Dana signs with a key of her own, Carl with one that the site keeps."""
        for each in promises_of(self.terms):
            text = write_text(each.kind, each.fields(make.SLUG, DAY))
            if each.sponsor == "Dana":
                self.accept(signed_note(text, DANA))
            else:
                sign_held(self.desks, self.clock, CABINET, make.SLUG, text)


def test_all_that_was_signed_is_found_signed_by_whoever_recounts(tmp_path):
    house = Signing(make.terms(raises=(make.raised(),)))
    house.advance()
    kitchen = ssh_pair(tmp_path, "kitchen")
    dana = house.register("sponsor", "Dana", str(DANA.key))
    house.register("beneficiary", "The kitchen", kitchen.line)
    owner = Owner(make.SLUG, "sponsor", "Carl")
    hold_key(house.desks, house.clock, CABINET, owner, f"meals.example/c/{make.SLUG}")
    house.acts(12)
    assert house.seal().stopped == ""
    house.sign_promises()
    assert house.seal().stopped == ""
    payment = {"campaign": make.SLUG, "sponsor": "Dana", "units": "6", "on": DAY, "reference": "t1"}
    house.accept(signed_note(write_text(Kind.PAYMENT, payment), DANA))
    given = {"campaign": make.SLUG, "beneficiary": "The kitchen", "units": "4", "on": DAY}
    text = write_text(Kind.DELIVERY, given | {"reference": "van 1"})
    house.accept(text + kitchen.sign(text))
    revoke_key(house.desks, house.clock, make.SLUG, dana.number)
    house.acts(3, name="more")
    house.close()
    done = house.seal()
    assert (done.stopped, done.is_published) == ("", True)
    house.post()
    house.check(tmp_path / "log")
    facts = house.facts()
    assert all(each.signed == each.units for each in facts.promised)
    assert {each.sponsor for each in facts.promised} == {"Dana", "Carl"}
    assert (facts.paid_by, facts.delivered_to) == ({"Dana": 6}, {"The kitchen": 4})
    assert {key.held_by for key in facts.keys} == {"self", "server"}
