"""A body that the front did not take in is answered by a page that says what to do."""

import logging

import pytest
from tests.evidence.paintings import encoded, scene
from tests.web import test_drawings
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.evidence.picture import Fault, PictureRefused
from tablee.problems.mistakes import TooOften, TooSlow
from tablee.web.views.kinds import draw
from tablee.wire.asgi import too_large
from tablee.wire.lobby import REFUSAL

FORM = f"/c/{SLUG}/act/blog_post"
CASES = [
    (too_large(9), 413, "What you sent is too large.", "Votre envoi est trop gros."),
    (TooSlow(), 408, "took too long to arrive", "trop de temps à arriver"),
    (TooOften(retry_after_s=7), 429, "Too much is arriving", "Trop de choses arrivent"),
]
counts_pictures = test_drawings.counts_pictures


@pytest.mark.parametrize(("refusal", "status", "english", "french"), CASES)
def test_it_is_said_in_both_languages(browser, refusal, status, english, french):
    told = {"asgi.scope": {REFUSAL: refusal}}
    for language, sentence in (("en", english), ("fr", french)):
        page = browser.post(FORM, headers={"accept-language": language}, **told)
        assert (page.status_code, page.headers["Content-Language"]) == (status, language)
        assert sentence in words(page)
        assert page.headers.get("Retry-After") == ("7" if status == 429 else None)


def test_whoever_finds_everybody_busy_is_told_when_to_come_back_and_nothing_is_broken(
    send, caplog, monkeypatch
):
    def busy(_content):
        raise PictureRefused(Fault.BUSY)

    monkeypatch.setattr(draw, "prepare_apart", busy)
    with caplog.at_level(logging.INFO):
        page = send(test_drawings.FORM, test_drawings.form(encoded(scene())))
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    assert "press “Send” again in a moment" in words(page)
    assert {each.levelname for each in caplog.records} == {"WARNING"}
