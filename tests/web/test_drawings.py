"""Somebody draws, or sends a picture; a person looks at it; then it hangs in the gallery."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.evidence.paintings import SECRET_WORDS, encoded, exif, scene
from tests.web import samples
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.evidence.picture import MOST_BYTES
from tablee.store.queries import latest_acts
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.publish_terms import Publication, publish_terms

HOME = f"/c/{SLUG}/"
FORM = f"{HOME}draw/drawing"
SAID = {"alt": "A bowl of soup", "title": "Soup", "credit": "Léa", "licence": "campaign"}


@pytest.fixture(autouse=True)
def counts_pictures(site, clock):
    """From now on, drawings of the sample campaign are made on its pages."""
    kinds = tuple(
        replace(each, proof=Proof.PICTURE) if each.name == "drawing" else each
        for each in samples.kinds()
    )
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    amendment = Publication(replace(terms, kinds=kinds), author="Ada", reason="Draw here")
    publish_terms(site.desks, clock, amendment)


def file(content, name="drawing.png"):
    return SimpleUploadedFile(name, content, "image/png")


def form(content=None, **changes):
    fields = SAID | {"consent": "of_age", "draft": "d" * 32}
    if content is not None:
        fields["picture"] = file(content)
    return {name: said for name, said in (fields | changes).items() if said is not None}


@pytest.fixture
def draw(send):
    def drawn(seed=1, client=None, **changes):
        more = {"client": client} if client else {}
        return send(FORM, form(encoded(scene(seed)), **changes), **more)

    return drawn


def drawing(site, number):
    with site.desks.read() as desk:
        return desk.drawings.get(desk.campaigns.see(SLUG).id, number)


def number_of(answer):
    return int(re.search(r"/acts/(\d+)-", answer.headers["Location"])[1])


def decide(site, number, ruling=Ruling.CONFIRM, reason=Reason.NONE):
    decide_act(site.desks, site.clock, SLUG, Judgement(number, ruling, reason, "", "ada"))


def pictures_on(page):
    return re.findall(r'<img src="([^"]+)"', page.content.decode())


def test_the_door_leads_to_the_sheet(browser):
    assert f'href="{FORM}"' in browser.get(HOME).content.decode()
    page = browser.get(FORM)
    assert "+15 meals" in words(page)
    assert "What is to be seen on it?" in words(page)


def test_a_picture_waits_for_a_person_and_its_sender_alone_sees_it(site, browser, draw):
    answer = draw()
    assert answer.status_code == 302
    receipt = browser.get(answer.headers["Location"])
    assert "waiting for somebody to look at it" in words(receipt)
    (own,) = pictures_on(receipt)
    assert browser.get(own).headers["Content-Type"] == "image/webp"
    assert "no-cache" in browser.get(own).headers["Cache-Control"]
    found = drawing(site, number_of(answer))
    hidden = f"{HOME}drawings/{found.act_number}/{found.files.picture}.webp"
    assert browser.get(hidden).status_code == 404
    assert browser.get(f"{HOME}drawings/{found.act_number}").status_code == 404
    assert "There is no drawing here so far" in words(browser.get(f"{HOME}drawings"))


def test_once_counted_it_hangs_in_the_gallery(site, browser, draw):
    number = number_of(draw())
    decide(site, number)
    gallery = browser.get(f"{HOME}drawings")
    assert 'alt="A bowl of soup"' in gallery.content.decode()
    assert "Léa" in words(gallery)
    page = browser.get(f"{HOME}drawings/{number}")
    assert "This drawing brought 15 meals to Les Restos du Cœur" in words(page)
    assert "All rights stay with whoever drew it" in words(page)
    assert "Paid by Danone" in words(page), "the label has its figures"
    (src,) = pictures_on(page)
    picture = browser.get(src)
    assert picture.status_code == 200
    assert picture.headers["Content-Type"] == "image/webp"
    assert picture.headers["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert "Vary" not in picture.headers
    kept = browser.get(src, headers={"if-none-match": f'"x", W/{picture.headers["ETag"]}'})
    assert (kept.status_code, kept.content) == (304, b"")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert picture.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")


def test_its_preview_says_what_it_is(site, browser, draw):
    number = number_of(draw(alt='A "bowl" & <b>soup'))
    decide(site, number)
    page = browser.get(f"{HOME}drawings/{number}").content.decode()
    told = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)"', page))
    assert unescape(told["og:image:alt"]) == 'A "bowl" & <b>soup'
    assert "15 meals" in unescape(told["og:description"]).replace("\u00a0", " ")
    address = told["og:image"].partition(HOME)[2]
    assert browser.get(HOME + address).headers["Content-Type"] == "image/jpeg"


def test_no_metadata_is_left_in_any_served_file(site, browser, send):
    told = encoded(scene(), "JPEG", exif=exif(6), comment=SECRET_WORDS)
    number = number_of(send(FORM, form(told)))
    decide(site, number)
    files = drawing(site, number).files
    for name, ending in zip(files.names, ("webp", "webp", "jpg"), strict=True):
        content = browser.get(f"{HOME}drawings/{number}/{name}.{ending}").content
        assert SECRET_WORDS not in content
        assert b"Exif" not in content
        assert len(content) > 1_000


def test_a_picture_of_another_drawing_is_not_handed_out(site, browser, draw):
    one, other = number_of(draw(1)), number_of(draw(2))
    decide(site, one)
    name = drawing(site, other).files.picture
    assert browser.get(f"{HOME}drawings/{one}/{name}.webp").status_code == 404
    assert browser.get(f"{HOME}drawings/{one}/nothing.webp").status_code == 404
    assert browser.get(f"{HOME}drawings/99999999/{name}.webp").status_code == 404


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"picture": None}, "The picture is missing"),
        ({"picture": b""}, "The picture is missing"),
        ({"picture": b"<svg xmlns='x'>"}, "SVG drawings are programs"),
        ({"picture": b"GIF89a" + bytes(99)}, "We take PNG, JPEG and WebP"),
        ({"picture": bytes(MOST_BYTES + 1)}, "The file is larger than 10 MB"),
        ({"alt": ""}, "Say in a sentence what is to be seen"),
        ({"alt": "a" * 601}, "in 600 characters at most"),
        ({"title": "a" * 121}, "find a shorter title"),
        ({"credit": "a" * 81}, "choose a shorter name"),
        ({"licence": "mine"}, "Choose one"),
        ({"consent": None}, "Say who agrees"),
        ({"consent": "nobody"}, "Choose one"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(site, send, changes, remedy):
    before = last_act(site)
    content = changes.get("picture", encoded(scene()))
    rest = {name: said for name, said in changes.items() if name != "picture"}
    page = send(FORM, form(content, **rest))
    assert page.status_code == 422
    assert remedy in words(page)
    assert last_act(site) == before


def last_act(site):
    with site.desks.read() as desk:
        return latest_acts(desk, desk.campaigns.see(SLUG), 1)[0].number


def test_a_picture_that_only_its_decoder_refuses_can_be_sent_again(send):
    torn = encoded(scene())[:-900]
    page = send(FORM, form(torn))
    assert page.status_code == 422
    assert "The file cannot be opened, or ends too early" in words(page)
    assert send(FORM, form(encoded(scene()))).status_code == 302


def test_more_than_one_file_and_files_elsewhere_are_let_go(send):
    fields = form(encoded(scene())) | {"title": "Soup", "more": file(b"x" * 5_000)}
    assert send(FORM, fields).status_code == 302


def test_a_request_that_is_much_too_long_is_not_read(browser):
    answer = browser.post(FORM, form(bytes(5 * MOST_BYTES)))
    assert answer.status_code == 400


def test_a_form_from_elsewhere_is_not_taken(site):
    strict = stranger(site, enforce_csrf_checks=True)
    assert strict.post(FORM, form(encoded(scene()))).status_code == 403


def test_machines_are_kept_away(browser, send):
    assert send(FORM, form(encoded(scene()), website="spam")).headers["Location"] == HOME
    page = browser.get(FORM)
    found = re.search(r'name="stamp" value="([^"]*)"', page.content.decode())[1]
    hasty = browser.post(FORM, form(encoded(scene()), stamp=unescape(found)))
    assert "wait a few seconds" in words(hasty)
    assert "choose your picture again" in words(hasty)


def test_the_same_drawing_sent_again_after_a_lost_answer_is_still_its_senders(site, draw):
    first = draw()
    again = draw()
    assert again.headers["Location"] == first.headers["Location"]
    thief = draw(client=stranger(site), draft="e" * 32)
    assert thief.headers["Location"].endswith("?known=1")


def test_a_stranger_with_a_receipt_to_read_sees_no_picture(site, browser, draw):
    draw()
    thief = draw(client=stranger(site), draft="e" * 32).headers["Location"]
    page = browser.get(thief)
    assert pictures_on(page) == []
    token = thief.partition("/acts/")[2].partition("?")[0]
    for path in ("picture", "withdraw", "show-drawing"):
        ask = browser.post if path == "show-drawing" else browser.get
        assert ask(f"{HOME}acts/{token}/{path}").status_code == 404


def test_limits_are_those_of_a_browser(site, draw):
    taken = [number_of(draw(seed)) for seed in (1, 2, 3)]
    over = draw(4)
    assert all(drawing(site, number) for number in taken)
    assert drawing(site, number_of(over)) is None
    kept = {name for number in taken for name in drawing(site, number).files.names}
    assert {each.name for each in (site.settings.home / "pictures").glob("*/*")} == kept
    other = stranger(site, headers={"user-agent": "Mozilla/5.0 (other)"})
    assert draw(4, client=other).status_code == 302


def test_its_maker_takes_it_back_and_its_files_are_gone(site, browser, draw):
    receipt = draw().headers["Location"]
    number = number_of(draw())
    decide(site, number)
    (src,) = pictures_on(browser.get(f"{HOME}drawings/{number}"))
    page = browser.get(f"{receipt}/withdraw")
    assert "Take this drawing back?" in words(page)
    assert browser.post(f"{receipt}/withdraw").headers["Location"] == receipt
    said = words(browser.get(receipt))
    assert "The picture and its words have been erased." in said
    assert "It was withdrawn by whoever did it." in said
    assert browser.get(src).status_code == 404
    name = src.rpartition("/")[2].partition(".")[0]
    assert browser.get(src, headers={"if-none-match": f'"{name}"'}).status_code == 404
    assert [*(site.settings.home / "pictures").glob("*/*")] == []
    assert browser.post(f"{receipt}/withdraw").status_code == 302


def test_its_maker_may_hide_it_and_it_counts_all_the_same(site, browser, draw):
    receipt = draw().headers["Location"]
    number = number_of(draw())
    decide(site, number)
    browser.post(f"{receipt}/show-drawing", {"shown": "0"})
    assert browser.get(f"{HOME}drawings/{number}").status_code == 404
    assert "counted" in browser.get(receipt).content.decode()
    browser.post(f"{receipt}/show-drawing", {"shown": "1"})
    assert browser.get(f"{HOME}drawings/{number}").status_code == 200


def test_the_gallery_goes_on(site, browser, monkeypatch, draw):
    monkeypatch.setattr("tablee.web.views.kinds.gallery.PER_PAGE", 2)
    numbers = [number_of(draw(seed)) for seed in (1, 2, 3)]
    for number in numbers:
        decide(site, number)
    first = browser.get(f"{HOME}drawings")
    assert len(pictures_on(first)) == 2
    older = re.search(r'href="([^"]*before=\d+)"', first.content.decode())[1]
    assert len(pictures_on(browser.get(older))) == 1
    assert browser.get(f"{HOME}drawings?before=x").status_code == 200


def test_a_full_disk_is_said_and_nothing_is_counted(site, send, monkeypatch):
    def full(_self, _contents):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(site.pictures), "put_all", full)
    before = last_act(site)
    page = send(FORM, form(encoded(scene())))
    assert page.status_code == 507
    assert "There is no room for pictures here now" in words(page)
    assert last_act(site) == before


def test_moderators_see_both_pictures_side_by_side(site, browser, ada, draw):
    first = number_of(draw(1))
    lighter = encoded(scene().transpose(0), "JPEG", quality=70)
    second = drawing(site, first).act_number + 1
    draw(1, picture=file(lighter), draft="f" * 32)
    assert drawing(site, second).like_act == first
    page = ada.get(f"/staff/queue/{SLUG}/?after={first}")
    assert f"Looks like act {first}: waits for a decision" in words(page)
    addresses = re.findall(r'src="(/staff/queue/[^"]+/drawing/[^"]+)"', page.content.decode())
    assert len(addresses) == 2
    for address in addresses:
        assert ada.get(address).headers["Content-Type"] == "image/webp"
        assert browser.get(address).status_code == 302
    decided = ada.post(f"/staff/queue/{SLUG}/decide", {"act": second, "decision": "confirm"})
    assert decided.status_code == 302
    assert browser.get(f"{HOME}drawings/{second}").status_code == 200


def test_a_drawing_on_a_page_of_ones_own_can_still_be_told(browser, send):
    paste = f"{HOME}act/drawing"
    assert f'href="{paste}"' in browser.get(FORM).content.decode()
    answer = send(paste, {"address": "https://lea.example/soup.html"})
    assert answer.status_code == 302


def test_a_refusal_speaks_of_a_drawing_and_can_be_appealed(site, browser, draw):
    receipt = draw().headers["Location"]
    decide(site, number_of(draw()), Ruling.REFUSE, Reason.DUPLICATE_CONTENT)
    said = words(browser.get(receipt))
    assert "The same picture, or one nearly like it, was sent before." in said
    assert "Appeal: have somebody else look" in said
    assert "Erase the picture now" in said
    page = browser.post(f"{receipt}/withdraw", follow=True)
    assert "The picture and its words have been erased." in words(page)
    assert "Appeal: have" not in words(page)


@pytest.mark.parametrize("path", [f"{HOME}draw/blog_post", f"{HOME}draw/nothing"])
def test_other_kinds_are_not_drawn(browser, path):
    assert browser.get(path).status_code == 404


def test_the_page_speaks_french(site):
    french = stranger(site, headers={"accept-language": "fr"})
    said = words(french.get(FORM))
    assert "Dessinez ici" in said
    assert "Que voit-on dessus ?" in said
