"""The log is served as files for ever, and a page says how to check it."""

import pytest
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.leaves.canonical import dump, read
from tablee.core.leaves.veil import Content, opens, raw_of
from tablee.core.leaves.word import read_word
from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.note import believed, read_key, read_note
from tablee.core.log.proof import read_proof
from tablee.core.log.tiles import Tile, tiles_of
from tablee.core.log.tree import check_inclusion, leaf_hash
from tablee.core.receipt import receipt_token
from tablee.core.text import Text
from tablee.outside.signing import verify
from tablee.usecases.log.sealing.doubt import Doubt, Stop, fault_in
from tablee.usecases.log.state_incident import state_incident
from tablee.wiring import open_sealer

LOG = f"/c/{SLUG}/log"


@pytest.fixture
def sealed(site):
    """How far the log of the filled campaign was sealed."""
    found = open_sealer(site).seal(SLUG)
    assert found.is_published
    return found


def log_of(site):
    with site.desks.read() as desk:
        return desk.logs.of(desk.campaigns.see(SLUG).id)


def address(site, number, ending, *, is_own=True):
    token = receipt_token(site.secret, SLUG if is_own else f"{SLUG}/read", number)
    return f"/c/{SLUG}/acts/{token}{ending}"


def test_every_file_of_the_log_is_handed_out_for_ever(browser, sealed):
    for tile in tiles_of(sealed.size):
        answer = browser.get(f"{LOG}/{tile.path}")
        assert answer.status_code == 200, tile.path
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_checkpoint_is_kept_for_seconds_and_signed(site, browser, sealed):
    answer = browser.get(f"{LOG}/checkpoint")
    note = read_note(answer.content)
    assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert read_checkpoint(note.text).size == sealed.size
    key = read_key(log_of(site).vkey)
    assert believed(note, [key], verify) == {key}


def test_what_no_checkpoint_covers_is_not_handed_out(site, browser, sealed):
    beyond = Tile(0, sealed.size // 256, (sealed.size + 1) % 256)
    site.logs.log(SLUG).write(beyond.path, b"not yet")
    assert browser.get(f"{LOG}/{beyond.path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/999",
        "tile/0/000.p/0",
        "tile/0/000.p/300",
        "tile/9",
        "../secret",
        "checkpoint.pending",
    ],
)
@pytest.mark.usefixtures("sealed")
def test_nothing_else_lies_there(browser, path):
    assert browser.get(f"{LOG}/{path}").status_code == 404


def test_what_the_organiser_stated_stands_on_the_page_in_both_languages(site, browser):
    assert "organiser has stated" not in words(browser.get(f"/c/{SLUG}/verify?lang=en"))
    stated = Text("We were <away>.", "Nous fûmes <absents>.")
    state_incident(site.desks, site.clock, SLUG, stated)
    english = words(browser.get(f"/c/{SLUG}/verify?lang=en"))
    assert "What the organiser has stated" in english
    assert stated.en in english
    assert stated.fr in words(browser.get(f"/c/{SLUG}/verify?lang=fr"))


def test_before_the_first_checkpoint_the_page_says_so(browser):
    assert browser.get(f"{LOG}/checkpoint").status_code == 404
    assert "Nothing is sealed yet" in words(browser.get(f"/c/{SLUG}/verify"))


@pytest.mark.usefixtures("sealed")
def test_the_page_says_what_is_proved_and_what_is_not(site, browser):
    said = words(browser.get(f"/c/{SLUG}/verify"))
    assert log_of(site).vkey in said
    assert "That an act was made by a person." in said
    assert "nobody: this campaign has named no witnesses" in said


@pytest.mark.usefixtures("sealed")
def test_the_page_speaks_french(browser):
    said = words(browser.get(f"/c/{SLUG}/verify", headers={"accept-language": "fr"}))
    assert "Vérifier le compte" in said
    assert "Ce que le journal ne peut pas montrer" in said


FRENCH = {"accept-language": "fr"}


def stop(site, why):
    with site.desks.write() as desk:
        desk.logs.stop(desk.campaigns.see(SLUG).id, why, 1)


@pytest.mark.parametrize("path", ["checkpoint", "checkpoint.pending", "tile/entries"])
def test_no_page_falls_with_a_file_of_the_log(site, browser, sealed, path):
    files = site.logs.log(SLUG)
    if path.startswith("tile"):
        files.drop(path)
    else:
        files.write(path, b"torn")
    for page in (f"/c/{SLUG}/", f"/c/{SLUG}/verify"):
        assert browser.get(page).status_code == 200
    assert browser.get(address(site, 1, ".tlog-proof")).status_code in {200, 202}
    tile = [*tiles_of(sealed.size)][-1]
    assert browser.get(f"{LOG}/{tile.path}").status_code in {200, 404}


@pytest.mark.usefixtures("sealed")
def test_the_page_says_in_its_own_language_why_a_log_has_stopped(site, browser):
    fault = fault_in(Text("Act 3 <b>.", "L'action 3 <b>."))
    stop(site, str(Stop(Doubt.LEAF_REFUSED, {"leaf": 7, "kind": "act", **fault})))
    page = browser.get(f"/c/{SLUG}/verify", headers=FRENCH)
    assert "La feuille 7 (act) ne découle pas de celles qui la précèdent. L'" in words(page)
    assert "action 3 &lt;b&gt;." in page.content.decode()
    said = words(browser.get(f"/c/{SLUG}/verify"))
    assert "Leaf 7 (act) does not follow from those before it. Act 3" in said


@pytest.mark.usefixtures("sealed")
def test_what_was_stored_before_there_were_codes_is_shown_as_it_stands(site, browser):
    stop(site, "tile/0/000 is missing.")
    assert "tile/0/000 is missing." in words(browser.get(f"/c/{SLUG}/verify", headers=FRENCH))


@pytest.mark.usefixtures("sealed")
def test_the_staff_reads_how_each_log_stands(site, ada):
    assert "published through line" in words(ada.get("/staff/store/campaign/"))
    stop(site, str(Stop(Doubt.KEY_CHANGED, {})))
    said = words(ada.get("/staff/store/campaign/", headers=FRENCH))
    assert "arrêté : La clé du journal est une autre" in said


@pytest.mark.usefixtures("sealed")
def test_a_receipt_is_a_file_that_proves_itself(site, browser):
    answer = browser.get(address(site, 17, ".tlog-proof"))
    proof = read_proof(answer.content)
    checkpoint = read_checkpoint(read_note(proof.checkpoint).text)
    told = read(proof.extra)
    hashed = leaf_hash(dump(told["leaf"]))
    check_inclusion(proof.number, checkpoint.size, hashed, proof.hashes, checkpoint.root)
    content = Content(**told["content"])
    assert told["leaf"]["act"] == 17
    assert opens(told["leaf"]["commitment"], raw_of(told["salt"]), content)
    assert len(answer.content) <= 2_000


@pytest.mark.usefixtures("sealed")
def test_whoever_may_only_read_gets_the_proof_without_what_opens_it(site, browser):
    proof = read_proof(browser.get(address(site, 17, ".tlog-proof", is_own=False)).content)
    assert set(read(proof.extra)) == {"leaf"}


@pytest.mark.usefixtures("sealed")
def test_while_there_is_no_proof_the_log_gives_its_word(site, browser):
    key = read_key(log_of(site).vkey)
    note = read_note(browser.get(address(site, 17, ".note")).content)
    assert believed(note, [key], verify) == {key}
    proof = read_proof(browser.get(address(site, 17, ".tlog-proof")).content)
    assert read_word(note.text).is_kept_by(read(proof.extra)["leaf"])


def test_a_proof_that_is_not_there_yet_says_when_to_ask_again(site, browser):
    answer = browser.get(address(site, 17, ".tlog-proof"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "5")


def test_the_lines_are_described_for_programs(browser):
    assert browser.get("/leaf.schema.json").json()["title"] == "A leaf of a Tablée log"


def test_the_verifier_is_handed_out_with_its_own_policy(browser):
    answer = browser.get(f"/c/{SLUG}/verifier.html")
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'sha256-"
    )
