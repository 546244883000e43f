"""Every page can be read in French and in English, by strangers and by the staff."""

import re
from dataclasses import replace

import pytest
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.receipt import receipt_token
from tablee.web.site import use

PUBLIC = (
    "/",
    f"/c/{SLUG}/",
    f"/c/{SLUG}/act/blog_post",
    f"/c/{SLUG}/act/drawing",
    f"/c/{SLUG}/act/hashtag_post",
    f"/c/{SLUG}/blogs",
    f"/c/{SLUG}/wall",
    "receipt",
    "receipt/withdraw",
    "receipt/erase",
    f"/c/{SLUG}/export/",
)
STAFF = (
    "/staff/",
    f"/staff/promises/{SLUG}/",
    "/staff/store/act/",
    "/staff/store/act/?state=pending",
    "/staff/store/act/?state=appeal&campaign=1",
    "/staff/store/campaign/",
    "/staff/store/campaign/1/change/",
    "/staff/store/campaign/1/raise/",
    "/staff/store/campaign/1/message/",
    "/staff/store/decision/",
    "/staff/store/entry/",
    "/staff/store/note/",
    "/staff/store/partnerkey/",
    "/staff/auth/user/",
)


def address(site, path: str) -> str:
    token = receipt_token(site.secret, SLUG, 1)
    return path.replace("receipt", f"/c/{SLUG}/acts/{token}", 1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_strangers_read_every_public_page(site, browser, path, language):
    response = browser.get(address(site, path), headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", STAFF)
def test_staff_read_every_staff_page(ada, path, language):
    response = ada.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("path", STAFF)
def test_strangers_are_asked_to_sign_in(browser, path):
    response = browser.get(path)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/staff/login/")


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_load_nothing_from_elsewhere_and_write_nothing_inline(site, browser, path):
    response = browser.get(address(site, path))
    page = response.content.decode()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"|<link[^>]*href="([^"]+)"', page)
    strangers = [found for pair in loaded for found in pair if found and not found.startswith("/")]
    assert all(found.startswith("http://127.0.0.1/c/") for found in strangers)


def test_the_language_switch_is_a_link_and_is_remembered(browser):
    page = browser.get(f"/c/{SLUG}/")
    assert f'href="/c/{SLUG}/?lang=fr"' in page.content.decode()
    assert "Comment agir" in words(browser.get(f"/c/{SLUG}/?lang=fr"))
    assert "Comment agir" in words(browser.get(f"/c/{SLUG}/"))


def test_a_language_we_do_not_speak_is_answered_in_english(browser):
    response = browser.get(f"/c/{SLUG}/?lang=tlh", headers={"accept-language": "tlh"})
    assert "How to act" in words(response)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There is no page at this address."), ("fr", "Il n’y a pas de page à cette adresse.")],
)
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/c/nobody/",
        f"/c/{SLUG}/acts/17-0000000000000000",
        f"/c/{SLUG}/acts/rubbish",
        f"/c/{SLUG}/act/share",
        f"/c/{SLUG}/act/unheard-of",
    ],
)
def test_what_is_not_here_is_said_humanly(browser, path, language, said):
    response = browser.get(path, headers={"accept-language": language})
    assert response.status_code == 404
    assert said in words(response)


def test_a_fault_of_ours_is_said_humanly(site, browser):
    browser.raise_request_exception = False
    use(replace(site, desks=None))
    response = browser.get("/", headers={"accept-language": "fr"})
    assert response.status_code == 500
    assert "Quelque chose s’est cassé de notre côté." in words(response)
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_form_without_its_safety_mark_is_refused_humanly(site):
    careful = stranger(site, enforce_csrf_checks=True)
    response = careful.post(f"/c/{SLUG}/act/blog_post", {"address": "https://blog.example/"})
    assert response.status_code == 403
    assert "nothing was recorded" in words(response)


def test_no_campaign_yet_is_said(empty_site):
    assert "No campaign has been opened here yet." in words(stranger(empty_site).get("/"))
