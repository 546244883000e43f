"""A sponsor signs with a passkey, or with a key of its own, on any screen, in either language."""

import subprocess
import sys
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.core.promising.keys import SshPair, ssh_pair
from tests.journeys.conftest import DESK, PHONE, SLUG, TERMS
from tests.journeys.everybody import WIDTHS, shut_out, violations
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
HELD = "signed by a key that this site keeps for Danone"


class House(NamedTuple):
    """A site, and what a sponsor's person has in hand."""

    url: str
    passwords: dict[str, str]
    pair: SshPair


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site under a name, for passkeys are good for names only."""
    home = tmp_path_factory.mktemp("signing")
    pair = ssh_pair(home, "carrefour")
    port = free_port()
    url = f"http://localhost:{port}"
    environ = own_environ(lay_tables(home / "site"), {"LC_ALL": "C", "TABLEE_PUBLIC_URL": url})

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "tablee", *words]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    run("campaign", "apply", str(TERMS), "--replay")
    public = pair.path.with_suffix(".pub")
    public.write_text(f"{pair.line} accounts@carrefour.example\n")
    run("party", "add", SLUG, "sponsor", "Carrefour", str(public))
    passwords = {
        name: run("party", "account", SLUG, "sponsor", sponsor, name)
        for name, sponsor in (("dana", "Danone"), ("dora", "Danone"), ("carl", "Carrefour"))
    }
    passwords["olga"] = run("staff", "new", "olga", "--role", "organiser")
    with OwnServer(environ, port):
        yield House(url, passwords, pair)


@pytest.fixture(scope="module")
def sessions():
    """Who has come in already, with their cookies: whoever comes in too often is asked to wait."""
    return {}


@pytest.fixture
def invite(chromium, house):
    """Lets an organiser invite somebody; returns the link that the page shows."""
    contexts = []

    def invited(name, party, **wishes):
        context = chromium.new_context(**({"viewport": DESK, "locale": "en-GB"} | wishes))
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{house.url}/staff/login/?next=/staff/promises/{SLUG}/")
        page.locator("#id_username").fill("olga")
        page.locator("#id_password").fill(house.passwords["olga"])
        page.keyboard.press("Enter")
        page.locator("#new-account").fill(name)
        page.locator("#new-party").select_option(party)
        page.locator("button[value=invite]").click()
        link = page.locator("#invitation").input_value()
        assert violations(page) == []
        scrolled, seen = page.evaluate(WIDTHS)
        assert scrolled == seen
        return link

    yield invited
    for context in contexts:
        context.close()


@pytest.fixture
def come_in(chromium, house, sessions):
    """Comes in as somebody who signs; at the end nothing must have gone wrong in the browser."""
    contexts, complaints = [], []

    def come(name, **wishes):
        manner = {"viewport": DESK, "locale": "en-GB", "storage_state": sessions.get(name)} | wishes
        context = chromium.new_context(**manner)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((house.url, "data:")) or complaints.append(request.url)
            ),
        )
        page.goto(f"{house.url}/sign/")
        if name not in sessions:
            page.locator("#id_username").fill(name)
            page.locator("#id_password").fill(house.passwords[name])
            page.locator("form.sheet button").click()
            page.wait_for_url("**/sign/")
            sessions[name] = context.storage_state()
        return page

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


def with_authenticator(page):
    """Give the browser an authenticator that always says yes; return how to ask it things."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, made["authenticatorId"]


def add_passkey(page, house, name):
    page.goto(f"{house.url}/sign/passkeys")
    page.get_by_label("What to call it").fill("my telephone")
    page.get_by_label("Your password, once more").fill(house.passwords[name])
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey is yours")


def let_the_site_keep_a_key(page):
    """The first test that needs one asks for it; there is one for all of them."""
    keep = page.get_by_role("button", name="Let this site keep a key for Danone")
    if keep.count():
        keep.click()
        expect(page.get_by_role("status")).to_contain_text("the log says so")


def test_a_document_is_signed_with_a_passkey_and_labelled_so(come_in, house):
    page = come_in("dana")
    session, authenticator = with_authenticator(page)
    add_passkey(page, house, "dana")
    page.goto(f"{house.url}/sign/{SLUG}/")
    let_the_site_keep_a_key(page)
    page.get_by_role("link", name="Sign the pledge").first.click()
    assert violations(page) == []
    posted = []
    page.on("request", lambda request: request.method == "POST" and posted.append(request))
    address = page.url
    page.get_by_role("button", name="Sign this text with my passkey").click()
    expect(page.get_by_role("status")).to_contain_text("Signed, verified")
    expect(page.get_by_text(HELD).first).to_be_visible()
    used = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert [each["signCount"] for each in used["credentials"]] == [2]
    assert violations(page) == []
    replay(page, address, posted[0])


def replay(page, address, request):
    """The same answer of the passkey is good for no second document, nor for the same again."""
    form = {"content-type": "application/x-www-form-urlencoded", "referer": address}
    again = page.request.post(address, data=request.post_data, headers=form)
    assert again.status == 422
    page.goto(f"{address.partition('/document')[0]}/")
    other = page.locator("a[href*='/document?']").first.get_attribute("href")
    parts = urlsplit(address)
    elsewhere = page.request.post(
        f"{parts.scheme}://{parts.netloc}{other}", data=request.post_data, headers=form
    )
    assert elsewhere.status == 422
    assert "No passkey of yours was shown" in elsewhere.text()


def test_a_passkey_of_somebody_else_signs_nothing(come_in, house):
    page = come_in("dora")
    session, authenticator = with_authenticator(page)
    add_passkey(page, house, "dora")
    page.goto(f"{house.url}/sign/{SLUG}/")
    let_the_site_keep_a_key(page)
    page.locator("a[href*='/document?']").first.click()
    session.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    page.get_by_role("button", name="Sign this text with my passkey").click()
    expect(page.get_by_role("alert").filter(has_text="showed no passkey")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_signature_made_elsewhere_is_uploaded_without_javascript(
    come_in, house, tmp_path, screen
):
    page = come_in("carl", viewport=screen, java_script_enabled=False)
    page.goto(f"{house.url}/sign/{SLUG}/")
    page.get_by_role("link", name="Sign the pledge").first.click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save it as a file").click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    command = ("ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(house.pair.path), str(saved))
    subprocess.run(command, capture_output=True, check=True)
    signature = saved.with_name(f"{saved.name}.sig")
    page.locator("#file").set_input_files(signature)
    page.get_by_role("button", name="Check it and take it in").click()
    expect(page.get_by_role("alert").first).to_contain_text("made for 'git'")
    signature.unlink()
    subprocess.run([*command[:4], "tablee", *command[5:]], capture_output=True, check=True)
    page.locator("#file").set_input_files(signature)
    page.get_by_role("button", name="Check it and take it in").click()
    expect(page.get_by_role("status")).to_contain_text("Signed, verified")


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_the_pages_shut_nobody_out(come_in, house, language):
    page = come_in("carl", locale=language)
    own = f"/sign/{SLUG}/"
    page.goto(house.url + own)
    document = page.locator("a[href*='/document?']").first.get_attribute("href")
    for path in ("/sign/", "/sign/passkeys", own, document, f"{own}write/payment"):
        page.goto(house.url + path)
        assert shut_out(page, (DESK, PHONE)) == []


@pytest.mark.parametrize(
    ("name", "wishes"),
    [
        ("paul", {"locale": "en-GB", "viewport": DESK, "color_scheme": "light"}),
        ("paule", {"locale": "fr-FR", "viewport": PHONE, "color_scheme": "dark"}),
    ],
)
def test_whoever_is_invited_takes_their_account_by_the_link(chromium, invite, name, wishes):
    link = invite(name, "sponsor:Danone", **wishes)
    context = chromium.new_context(java_script_enabled=False, **wishes)
    with context.new_page() as page:
        page.goto(link)
        assert link.rsplit("/", 1)[1] not in page.url
        page.locator("#id_new_password1").fill("short")
        page.locator("#id_new_password2").fill("short")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("12")
        for field in ("#id_new_password1", "#id_new_password2"):
            page.locator(field).fill("the spoons are in the third drawer")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign/")
        expect(page.get_by_text("Danone").first).to_be_visible()
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "opens nothing" if name == "paul" else "n’ouvre plus rien"
        )
    context.close()


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_the_page_that_asks_for_a_password_shuts_nobody_out(chromium, invite, language):
    link = invite(f"anna-{language}", "sponsor:Carrefour", locale=language)
    for colours, screen in (("light", DESK), ("dark", PHONE)):
        context = chromium.new_context(locale=language, color_scheme=colours, viewport=screen)
        page = context.new_page()
        page.goto(link)
        assert violations(page) == []
        scrolled, seen = page.evaluate(WIDTHS)
        assert scrolled == seen
        context.close()
