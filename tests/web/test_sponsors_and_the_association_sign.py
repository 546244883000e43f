"""Who signs for a sponsor or the association sees only that, and learns the verdict at once."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.core.promising.keys import signed_note, signer, ssh_pair
from tests.web.conftest import SECRET, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.promising.party import PartyKey
from tablee.ports.promises.signatories import Passkey
from tablee.store.roles import account_number
from tablee.usecases.promising.appoint import Appointment, appoint
from tablee.usecases.promising.reconcile import reconcile
from tablee.usecases.promising.register_key import register_key, revoke_key

DANA = signer("dana.example")
PAGE = f"/sign/{SLUG}/"


@pytest.fixture
def signatory(site):
    """Signs in as somebody who signs for a party."""

    def signed(name, role="", party=""):
        get_user_model()._default_manager.create_user(username=name, password=SECRET)  # noqa: SLF001
        if role:
            appoint(site.desks, Appointment(SLUG, account_number(name), role, party))
        client = stranger(site)
        assert client.login(username=name, password=SECRET)
        return client

    return signed


@pytest.fixture
def dana(site, signatory):
    register_key(site.desks, site.clock, SLUG, PartyKey("sponsor", "Danone", str(DANA.key)))
    return signatory("dana", "sponsor", "Danone")


def body(response):
    return html.unescape(response.content.decode())


def to_sign(client):
    """Return the address of the first document there is to sign, and its exact text."""
    found = re.search(r'href="(/sign/[^"]+/document\?[^"]+)"', body(client.get(PAGE)))
    address = found[1]
    text = client.get(address.replace("/document?", "/document.txt?"))
    return address, text.content.decode()


def stands(site):
    with site.desks.read() as desk:
        return reconcile(desk, desk.campaigns.see(SLUG))


def signed_promises(site):
    return [each for each in stands(site).promises if each.kept]


def test_strangers_are_asked_to_come_in(browser):
    for path in ("/sign/", PAGE, "/sign/passkeys", f"{PAGE}document?kind=pledge"):
        response = browser.get(path)
        assert (response.status_code, response.headers["Location"][:8]) == (302, "/sign/in")
    assert "Come in to sign" in words(browser.get("/sign/in"))


def test_whoever_comes_in_finds_what_they_sign_for(site, signatory):
    signatory("dana", "sponsor", "Danone")
    client = stranger(site)
    response = client.post("/sign/in", {"username": "dana", "password": SECRET})
    assert response.headers["Location"] == "/sign/"
    assert "Danone (sponsor)" in words(client.get("/sign/"))
    wrong = stranger(site).post("/sign/in", {"username": "dana", "password": "guessed"})
    assert 'role="alert"' in wrong.content.decode()


def test_an_account_sees_only_its_own(dana, signatory):
    page = words(dana.get(PAGE))
    assert "Danone" in page
    assert "Sign a payment" in page
    assert "Sign a delivery" not in page
    assert dana.get(f"{PAGE}write/delivery").status_code == 403
    address, _ = to_sign(dana)
    assert dana.get(address.replace("sponsor=Danone", "sponsor=Carrefour")).status_code == 403
    emil = signatory("emil")
    for path in (PAGE, address, f"{PAGE}write/payment"):
        assert emil.get(path).status_code == 403
    assert "Nobody has appointed you yet" in words(emil.get("/sign/"))
    assert dana.get("/staff/").status_code == 302


def test_the_exact_text_is_shown_and_saved(dana):
    address, text = to_sign(dana)
    assert text.startswith("tablee-pledge/v1\ncampaign ")
    assert text in body(dana.get(address))
    saved = dana.get(address.replace("/document?", "/document.txt?"))
    assert saved.headers["Content-Disposition"].endswith('-pledge.txt"')
    assert "ssh-keygen -Y sign -n tablee" in body(dana.get(address))


@pytest.mark.parametrize("form", ["whole note", "its last line", "armour", "file", "armoured file"])
def test_a_signature_is_taken_in_however_it_is_given(site, dana, tmp_path, form):
    pair = ssh_pair(tmp_path, "dana")
    register_key(site.desks, site.clock, SLUG, PartyKey("sponsor", "Danone", pair.line))
    address, text = to_sign(dana)
    note, armour = signed_note(text, DANA), pair.sign(text)
    said = {
        "whole note": {"signed": note.replace("\n", "\r\n")},
        "its last line": {"signed": note.rsplit("\n\n", 1)[1]},
        "armour": {"signed": f"\r\n{armour}"},
        "file": {"file": SimpleUploadedFile("pledge.note", note.encode())},
        "armoured file": {"file": SimpleUploadedFile("pledge.txt.sig", armour.encode())},
    }[form]
    response = dana.post(address, said)
    assert response.headers["Location"] == PAGE
    page = words(dana.get(PAGE))
    assert "Signed, verified, and on its way into the log" in page
    (kept,) = signed_promises(site)
    assert kept.kept.whole == (text + armour if "armour" in form else note)


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "is not signed with a valid key of Danone"), ("fr", "pas signé avec une clé valable")],
)
def test_a_wrong_signature_is_refused_at_once_in_words(site, dana, language, says):
    address, text = to_sign(dana)
    said = {"signed": signed_note(text, signer("somebody.example"))}
    response = dana.post(address, said, headers={"accept-language": language})
    assert response.status_code == 422
    assert says in body(response)
    assert 'role="alert"' in response.content.decode()
    assert signed_promises(site) == []


def test_what_was_changed_is_refused_with_its_line(site, dana):
    address, text = to_sign(dana)
    changed = re.sub(r"units (\d+)", r"units 1\1", text)
    response = dana.post(address, {"signed": signed_note(changed, DANA)})
    assert "Line 6: 'units' says" in body(response)
    assert "Nothing was written" in words(response)
    assert signed_promises(site) == []


def test_a_payment_is_written_signed_and_counted(site, dana):
    form = {"party": "Danone", "units": "12", "on": "2012-02-20", "reference": "transfer 7"}
    response = dana.post(f"{PAGE}write/payment", form | {"amount": "12.00"})
    address = response.headers["Location"]
    text = dana.get(address.replace("/document?", "/document.txt?")).content.decode()
    assert "units 12\namount-minor 1200\ncurrency EUR\non 2012-02-20\n" in text
    dana.post(address, {"signed": signed_note(text, DANA)})
    assert (stands(site).paid, stands(site).outstanding) == (12, 12)
    assert "transfer 7" in words(dana.get(PAGE))
    again = dana.post(address, {"signed": signed_note(text, DANA)})
    assert again.status_code == 302
    assert stands(site).paid == 12


def test_a_form_that_makes_no_text_is_shown_again(dana):
    form = {"party": "Danone", "units": "0", "on": "never", "reference": "\u202etransfer"}
    assert dana.post(f"{PAGE}write/payment", form).status_code == 422
    right = {"units": "5", "on": "2012-02-20"}
    assert "Line 6" in body(dana.post(f"{PAGE}write/payment", form | right))
    assert dana.get(f"{PAGE}write/pledge").status_code == 404


def test_addresses_that_name_no_text_are_not_found(dana):
    address, _ = to_sign(dana)
    other = re.sub(r"campaign=[^&]+", "campaign=elsewhere", address)
    for path in (f"{PAGE}document", f"{PAGE}document?kind=wish", other):
        assert dana.get(path).status_code == 404


def test_the_site_signs_nothing_without_a_passkey(site, dana):
    keep = {"role": "sponsor", "name": "Danone"}
    assert dana.post(f"{PAGE}keep-key", keep).status_code == 403
    with site.desks.write() as desk:
        desk.signatories.add_passkey(Passkey(account_number("dana"), "AAAA", b"", 0, "x", 1))
    assert dana.post(f"{PAGE}keep-key", keep | {"name": "Carrefour"}).status_code == 403
    assert dana.post(f"{PAGE}keep-key", keep).status_code == 302
    assert "a key that this site keeps for Danone" in words(dana.get(PAGE))
    address, _ = to_sign(dana)
    token = re.search(r'name="token" value="([^"]+)"', body(dana.get(address)))[1]
    for said in ({"token": token, "answer": "{}"}, {"token": "forged"}, {"token": token}):
        response = dana.post(address, said)
        assert response.status_code == 422
        assert "No passkey of yours was shown" in words(response)
    assert signed_promises(site) == []


def test_a_passkey_is_added_only_with_the_password_and_an_answer(site, dana):
    token = re.search(r'name="token" value="([^"]+)"', body(dana.get("/sign/passkeys")))[1]
    dana.post("/sign/passkeys", {"token": token, "password": "guessed"})
    assert "This is not your password" in words(dana.get("/sign/passkeys"))
    dana.post("/sign/passkeys", {"token": token, "password": SECRET, "answer": "{}"})
    assert "showed no new passkey" in words(dana.get("/sign/passkeys"))
    with site.desks.read() as desk:
        assert desk.signatories.passkeys(account_number("dana")) == []


def test_a_revoked_key_signs_no_more(site, dana):
    with site.desks.read() as desk:
        (key,) = desk.parties.every(desk.campaigns.see(SLUG).id)
    revoke_key(site.desks, site.clock, SLUG, key.number)
    address, text = to_sign(dana)
    assert "was revoked" in words(dana.post(address, {"signed": signed_note(text, DANA)}))
