"""A stranger has saved one page, and has a receipt and three public keys; the network is off."""

import json

import pytest
from tests.campaign_log import LOG_KEY, ORIGIN, Story, campaign, noted, receipt_extra
from tests.journeys.everybody import shut_out, violations
from tests.logs import two_witnesses
from tests.verifying.exports import bare_log, export, unpacked
from tests.verifying.lies import edited, spot, with_leaf
from tools.verifier_page import PAGE

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.word import Word
from tablee.verifying.verifier import Wish, verify_log

KEYS = [str(LOG_KEY.key), *(str(each.key) for each in two_witnesses())]
STORY = Story(acts=700)
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return bare_log(tmp_path_factory.mktemp("log"), campaign(STORY).leaves)


@pytest.fixture(scope="module")
def archive(log, tmp_path_factory):
    return export(tmp_path_factory.mktemp("zip"), log)


@pytest.fixture(scope="module")
def receipt(log, tmp_path_factory):
    number = campaign(STORY).marks["act 57"]
    file = tmp_path_factory.mktemp("receipt") / "57.tlog-proof"
    file.write_bytes(log.receipt(number, receipt_extra(campaign(STORY), number)))
    return file


@pytest.fixture
def saved_page(chromium, tmp_path):
    """Opens the saved page without a network; asks for nothing, complains of nothing."""
    saved = tmp_path / "verifier.html"
    saved.write_bytes(PAGE.read_bytes())
    contexts, troubles = [], []

    def opened(**kwargs):
        context = chromium.new_context(offline=True, **{"locale": "en-GB", **kwargs})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url == saved.as_uri() or troubles.append(asked.url),
        )
        page.goto(saved.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def result(page):
    page.click("[data-check]")
    page.wait_for_selector("[data-result]")
    return page.get_attribute("[data-result]", "data-result")


def states(page):
    rows = page.locator("[data-check][data-state]").all()
    return {row.get_attribute("data-check"): row.get_attribute("data-state") for row in rows}


def test_a_receipt_and_three_keys_lead_to_a_verdict(saved_page, receipt):
    page = saved_page(viewport=PHONE)
    page.set_input_files("#files", receipt)
    page.fill("#keys", "\n".join(KEYS))
    assert result(page) == "proven"
    assert states(page) == {"checkpoint": "right", "receipt": "right"}
    assert "https://blog-" in page.inner_text("[data-report]")
    assert "That no act was invented" in page.inner_text("[data-report]")


@pytest.mark.parametrize(("act", "state"), [(57, "right"), (9_999, "wrong")])
def test_the_word_given_before_a_receipt_is_held_against_the_log(
    saved_page, archive, tmp_path, act, state
):
    said = read_leaf(campaign(STORY).leaves[campaign(STORY).marks["act 57"]])
    minute = said["minute"]
    word = Word(ORIGIN, act, said["kind"], said["object"], minute, minute + 10)
    (tmp_path / "57.note").write_text(noted(str(word), LOG_KEY))
    page = saved_page()
    page.set_input_files("#files", [archive, tmp_path / "57.note"])
    result(page)
    assert states(page)["receipt"] == state
    is_disagreed = "this copy counts right" in page.inner_text("[data-verdict]")
    assert is_disagreed is (state == "wrong")
    page.set_input_files("#files", tmp_path / "57.note")
    assert result(page) == "unusable"
    assert "give the log as well" in page.inner_text("[data-verdict]")


def test_a_receipt_alone_is_not_believed_by_its_own_keys(saved_page, receipt):
    page = saved_page()
    page.set_input_files("#files", receipt)
    assert result(page) == "unusable"
    assert "can only be checked with the log’s key" in page.inner_text("[data-verdict]")


def test_a_whole_campaign_is_recounted_to_the_same_totals(saved_page, archive, receipt):
    page = saved_page(viewport=PHONE)
    page.set_input_files("#files", [archive, receipt])
    page.fill("#keys", "\n".join(KEYS))
    assert result(page) == "proven"
    assert set(states(page).values()) == {"right"}
    totals = json.loads(page.get_attribute("[data-totals]", "data-totals"))
    assert totals == verify_log(str(archive), Wish()).figures


def test_without_keys_the_verdict_says_that_none_were_compared(saved_page, archive):
    page = saved_page()
    page.set_input_files("#files", archive)
    assert result(page) == "proven"
    assert "was not compared" in page.inner_text("[data-verdict]")


@pytest.mark.parametrize("path", ["tile/entries/001", "tile/0/000", "checkpoint", "acts.csv"])
def test_one_flipped_bit_in_a_folder_is_named(saved_page, archive, tmp_path, path):
    folder = unpacked(archive, tmp_path / "export")
    raw = bytearray((folder / path).read_bytes())
    raw[len(raw) // 3] ^= 4
    (folder / path).write_bytes(raw)
    page = saved_page()
    page.set_input_files("#folder", folder)
    assert result(page) == "wrong"
    assert path in " ".join(page.locator("[data-where]").all_inner_texts())


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_what_the_organiser_stated_is_shown_as_text(saved_page, tmp_path, tongue):
    log = campaign(Story(acts=1_000))
    words = {"en": "We were <b>away</b><script>", "fr": "Nous fûmes\u202e <b>absents</b>"}
    number = spot(log, "incident")
    bare_log(tmp_path, with_leaf(log, number, edited(log.leaves[number], **words)))
    page = saved_page(locale=f"{tongue}-FR")
    page.set_input_files("#folder", tmp_path)
    result(page)
    shown = page.inner_text("[data-incident]")
    title = page.inner_text("#incidents-title")
    if tongue == "en":
        assert title == "What the organiser stated"
        assert shown == "2012-02-20T03:20Z We were <b>away</b><script>"
    else:
        assert title == "Ce que l’organisateur a déclaré"
        assert shown == "2012-02-20T03:20Z Nous fûmes <b>absents</b>"
    assert page.locator("[data-incident] b").count() == 0
    assert violations(page) == []


@pytest.mark.parametrize(
    ("tongue", "title", "word"),
    [
        ("en", "The results of audits in this log", "Signed by A university, with the key SHA256:"),
        ("fr", "Les résultats d’audits dans ce journal", "Signé par A university, avec la clé SHA"),
    ],
)
def test_what_auditors_found_is_told(saved_page, tmp_path, tongue, title, word):
    bare_log(tmp_path, campaign(Story(acts=36, draws=30)).leaves)
    page = saved_page(viewport=PHONE, locale=f"{tongue}-FR")
    page.set_input_files("#folder", tmp_path)
    result(page)
    assert page.inner_text("#audits-title") == title
    rows = page.locator("[data-audit]").all_inner_texts()
    assert rows[0].startswith(word)
    assert len(rows) == 3
    assert violations(page) == []


def test_a_wrong_file_beside_the_log_is_a_slip_and_no_proof_against_it(
    saved_page, archive, log, tmp_path
):
    (tmp_path / "letter.txt").write_text("Dear stranger")
    (tmp_path / "kept").write_bytes(log.signed(log.text(300)))
    (tmp_path / "more").write_bytes(log.signed(log.text(200)))
    page = saved_page()
    for names, verdict, words in (
        (["letter.txt"], "unusable", "no signed checkpoint: letter.txt"),
        (["kept", "more"], "unusable", "Only one kept checkpoint"),
        (["kept"], "proven", "Proven"),
    ):
        page.set_input_files("#files", [archive, *(tmp_path / name for name in names)])
        assert result(page) == verdict
        assert words in page.inner_text("[data-verdict]")


def test_what_is_no_log_is_said_to_be_none(saved_page, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear stranger")
    page = saved_page()
    page.set_input_files("#files", tmp_path / "letter.txt")
    assert result(page) == "unusable"


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_everybody_can_use_it(saved_page, archive, tongue):
    page = saved_page(viewport=PHONE, locale=f"{tongue}-FR")
    assert page.evaluate("document.documentElement.lang") == tongue
    assert shut_out(page, (PHONE,)) == []
    page.set_input_files("#files", archive)
    result(page)
    assert shut_out(page, (PHONE,)) == []
    texts = page.inner_text("main")
    assert ("Ce que cela ne prouve pas" in texts) is (tongue == "fr")
    assert ("What this does not prove" in texts) is (tongue == "en")


def test_the_language_is_changed_without_checking_again(saved_page, archive):
    page = saved_page()
    page.set_input_files("#files", archive)
    result(page)
    page.click("[data-tongue=fr]")
    assert page.inner_text("[data-verdict] h2") == "Prouvé"


def test_the_keyboard_is_enough(saved_page, receipt):
    page = saved_page()
    page.set_input_files("#files", receipt)
    page.focus("#keys")
    page.keyboard.insert_text("\n".join(KEYS))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-result=proven]")
