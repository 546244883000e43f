"""Keys, signed documents and those who sign are kept the same way everywhere."""

from contextlib import suppress

from tablee.core.promising.party import PartyKey
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.ports.promises.signatories import Passkey, Signatory

DANA = PartyKey("sponsor", "Dana", "ssh-ed25519 AAAA")
CARL = PartyKey("sponsor", "Carl", "carl.example+1+A", "server")


def change(site, room, verb, *words):
    with site.desks.write() as desk:
        return getattr(getattr(desk, room), verb)(*words)


def found(site, room, verb, *words):
    with site.desks.read() as desk:
        return getattr(getattr(desk, room), verb)(*words)


def register(site, campaign, party=DANA, sealed=b""):
    where = "https://dana.example/keys"
    key = Registered(0, campaign.id, party, 1_000, sealed=sealed, compare_at=where)
    return change(site, "parties", "add", key)


def test_keys_are_found_in_order_with_what_is_sealed(site, campaign, others):
    dana = register(site, campaign)
    carl = register(site, campaign, CARL, b"\0sealed")
    assert found(site, "parties", "every", campaign.id) == [dana, carl]
    assert found(site, "parties", "every", others[0]) == []
    assert (dana.party, carl.party, carl.sealed) == (DANA, CARL, b"\0sealed")
    assert "sealed=" not in repr(carl)
    assert dana.compare_at == "https://dana.example/keys"


def test_a_key_is_revoked_once_and_stays(site, campaign):
    number = register(site, campaign).number
    change(site, "parties", "revoke", number, 5_000)
    change(site, "parties", "revoke", number, 9_000)
    (key,) = found(site, "parties", "every", campaign.id)
    assert (key.revoked_at_ms, key.is_valid) == (5_000, False)


def test_documents_are_kept_to_the_letter(site, campaign, others):
    key = register(site, campaign)
    kept = [
        Kept(campaign.id, kind, "Dana", digest * 64, f"{kind} Cœur\n— x\n", key.number, 2_000)
        for kind, digest in (("pledge", "a"), ("raise", "b"))
    ]
    added = [change(site, "documents", "add", each) for each in kept]
    assert found(site, "documents", "every", campaign.id) == added
    assert [each._replace(number=0) for each in added] == kept
    assert found(site, "documents", "every", others[0]) == []


def test_what_is_taken_back_was_never_there(site, campaign):
    with suppress(TimeoutError), site.desks.write() as desk:
        desk.parties.add(Registered(0, campaign.id, DANA, 1_000))
        desk.signatories.appoint(Signatory(campaign.id, 7, "sponsor", "Dana"))
        raise TimeoutError
    assert found(site, "parties", "every", campaign.id) == []
    assert found(site, "signatories", "of_account", 7) == []


def test_an_account_signs_for_whom_it_was_appointed(site, campaign, others):
    one = Signatory(campaign.id, 7, "sponsor", "Dana")
    two = Signatory(others[0], 7, "beneficiary", "The kitchen")
    assert [change(site, "signatories", "appoint", each) for each in (one, two)] == [True, True]
    assert not change(site, "signatories", "appoint", one)
    assert found(site, "signatories", "of_account", 7) == [one, two]
    assert found(site, "signatories", "of_account", 8) == []
    assert found(site, "signatories", "of_campaign", campaign.id) == [one]
    assert change(site, "signatories", "dismiss", one)
    assert not change(site, "signatories", "dismiss", one)
    assert found(site, "signatories", "of_account", 7) == [two]


def test_a_passkey_belongs_to_one_account(site):
    key = Passkey(7, "Y3JlZA", b"\0cose", 0, "telephone", 1_000)
    assert change(site, "signatories", "add_passkey", key)
    assert not change(site, "signatories", "add_passkey", key._replace(account=8))
    assert found(site, "signatories", "passkeys", 7) == [key]
    assert found(site, "signatories", "passkeys", 8) == []
    assert not change(site, "signatories", "drop_passkey", 8, key.credential)
    assert change(site, "signatories", "drop_passkey", 7, key.credential)
    assert found(site, "signatories", "passkeys", 7) == []


def test_the_counter_of_a_passkey_moves_for_one_of_two_who_try_at_once(site):
    key = Passkey(7, "Y3JlZA", b"\0cose", 3, "telephone", 1_000)
    change(site, "signatories", "add_passkey", key)
    assert change(site, "signatories", "note_use", key.credential, 3, 4)
    assert not change(site, "signatories", "note_use", key.credential, 3, 4)
    assert found(site, "signatories", "passkeys", 7)[0].uses == 4
