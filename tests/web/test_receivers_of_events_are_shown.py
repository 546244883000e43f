"""The staff sees who is told of events and how it goes, and sends again what was given up."""

import pytest
from django.apps import apps
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.ports.hooks import Attempt
from tablee.ports.tasks import Hold, Task
from tablee.usecases.hooks.register_hook import register_hook
from tablee.usecases.hooks.spread_messages import DELIVER

PAGE = "/staff/hooks/"
ADDRESS = "https://emil.example/events?a=1&b=2"


@pytest.fixture
def ada(site):
    client = stranger(site)
    client.force_login(apps.get_model("auth", "User").objects.get(username="ada"))
    return client


@pytest.fixture
def hook(site):
    return register_hook(site.desks, site.clock, SLUG, ADDRESS, "whsec_b25l").number


def bury(site, hook, number):
    now_ms = site.clock.now_ms()
    body = {"hook": hook, "message": number, "failures": 9}
    with site.desks.write() as desk:
        desk.tasks.put([Task(1, DELIVER, f"{number}:{hook}", body, now_ms - 1)])
        (task,) = desk.tasks.take([DELIVER], Hold("us", now_ms + 9), now_ms, 1)
        desk.tasks.bury(task, "us", "it answered 500")


def test_nobody_is_told_at_first(ada):
    assert "Nobody is told." in words(ada.get(PAGE))
    assert f'href="{PAGE}"' in ada.get("/staff/").content.decode()


def test_receivers_are_shown_without_their_secrets(site, ada, hook):
    attempt = Attempt(site.clock.now_ms(), 500, is_success=False, trouble="it answered 500")
    with site.desks.write() as desk:
        desk.hooks.note(hook, attempt)
    answer = ada.get(PAGE)
    assert "it answered 500" in words(answer)
    assert "listens" in words(answer)
    assert "whsec" not in answer.content.decode()
    assert "Send again" not in words(answer)


def test_what_was_given_up_is_sent_again_at_the_press_of_a_button(site, ada, hook):
    bury(site, hook, 1)
    bury(site, hook, 2)
    assert "Send again" in words(ada.get(PAGE))
    answer = ada.post(PAGE, {"hook": hook}, follow=True)
    assert "2 events will be sent again." in words(answer)
    with site.desks.read() as desk:
        assert desk.tasks.dead(9) == []


def test_a_button_for_nobody_does_nothing(ada):
    for number in ("", "x", "99", "²"):
        assert ada.post(PAGE, {"hook": number}).status_code == 302


def test_a_receiver_that_is_gone_is_let_back_in_at_the_press_of_a_button(site, ada, hook):
    assert "Send events there again" not in words(ada.get(PAGE))
    with site.desks.write() as desk:
        desk.hooks.disable(hook, site.clock.now_ms())
    assert "Send events there again" in words(ada.get(PAGE))
    answer = ada.post(PAGE, {"enable": hook}, follow=True)
    assert f"Receiver {hook} listens again." in words(answer)
    assert "listens" in words(ada.get(PAGE))
    assert ada.post(PAGE, {"enable": "99"}).status_code == 302
    with site.desks.read() as desk:
        assert not desk.hooks.get(hook).is_disabled


def test_a_receiver_that_is_gone_is_said_to_be_so(site, ada, hook):
    with site.desks.write() as desk:
        desk.hooks.disable(hook, site.clock.now_ms())
    assert "disabled" in words(ada.get(PAGE))
    french = ada.get(PAGE, headers={"accept-language": "fr"})
    assert "désactivé" in words(french)
