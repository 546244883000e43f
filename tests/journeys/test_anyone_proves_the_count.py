"""A blogger sees the proof of an act; a stranger counts everything again with the network off."""

import json
import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.journeys.conftest import PHONE
from tests.journeys.everybody import WIDTHS, violations
from tests.journeys.sealed import blog_post, witnessed

pytestmark = pytest.mark.browser

LONG_MS = 30_000
WORDS = {
    "en-GB": {
        "receipt": "See your receipt",
        "proved": "✓ Your browser has checked it",
        "check": "Check the count",
        "file": "the whole campaign as one file",
        "verifier": "the verifier",
        "verdict": "Proven",
    },
    "fr-FR": {
        "receipt": "Voir votre reçu",
        "proved": "✓ Votre navigateur l’a vérifié",
        "check": "Vérifier le compte",
        "file": "toute la campagne en un fichier",
        "verifier": "le vérificateur",
        "verdict": "Prouvé",
    },
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with witnessed(tmp_path_factory.mktemp("proving")) as found:
        yield found


@pytest.mark.parametrize("language", WORDS)
def test_the_receipt_of_a_blogger_says_that_it_is_proved(open_page, place, language):
    said = WORDS[language]
    page = open_page("act/post", locale=language, viewport=PHONE)
    page.fill("#id_address", blog_post(place, f"emil-{language[:2]}.example"))
    page.click("form.sheet button")
    page.get_by_role("link", name=said["receipt"]).click(timeout=LONG_MS)
    page.wait_for_url("**/acts/**")
    expect(page.locator("[data-receipt]")).to_contain_text(said["proved"], timeout=LONG_MS)
    assert violations(page) == []
    across, seen = page.evaluate(WIDTHS)
    assert across <= seen


@pytest.mark.parametrize("language", WORDS)
def test_the_count_is_proved_with_the_network_off(open_page, chromium, place, tmp_path, language):
    said = WORDS[language]
    page = open_page("act/post", locale=language)
    page.fill("#id_address", blog_post(place, f"fay-{language[:2]}.example"))
    page.click("form.sheet button")
    page.get_by_role("link", name=said["receipt"]).click(timeout=LONG_MS)
    expect(page.locator("[data-receipt]")).to_contain_text(said["proved"], timeout=LONG_MS)
    place.run("tablee", "export", make.SLUG)

    page.goto(place.page)
    page.locator(".proved-line").get_by_role("link", name=said["check"]).click()
    page.wait_for_url("**/verify")
    expect(page.locator(".proved")).to_contain_text("newspaper")
    assert violations(page) == []
    figure = page.locator(".proved b").inner_text()
    archive, saved = tmp_path / "campaign.zip", tmp_path / "verifier.html"
    for name, target in (("file", archive), ("verifier", saved)):
        with page.expect_download() as download:
            page.get_by_role("link", name=said[name], exact=True).click()
        download.value.save_as(target)

    figures = counted_offline(chromium, language, saved, archive, place.keys)
    assert figures["verdict"] == said["verdict"]
    assert figures["paid"] == int(re.sub(r"\D", "", figure))


def counted_offline(chromium, language, saved, archive, keys):
    """Return what the saved verifier finds, in a browser without a network."""
    with chromium.new_context(offline=True, locale=language) as context:
        page = context.new_page()
        page.goto(saved.as_uri())
        page.set_input_files("#files", archive)
        page.fill("#keys", "\n".join(keys))
        page.click("[data-check]")
        page.wait_for_selector("[data-result]")
        totals = json.loads(page.get_attribute("[data-totals]", "data-totals"))
        return totals | {"verdict": page.inner_text("[data-verdict] h2")}
