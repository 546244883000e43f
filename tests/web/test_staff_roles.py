"""A moderator decides, an organiser promises as well, an operator may do everything."""

import json

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.test import RequestFactory
from tests.web.conftest import SECRET, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.ports.blogs import Standing
from tablee.ports.desk import PartnerKey
from tablee.ports.tasks import Hold, Task
from tablee.store.roles import PERMISSIONS, Role, add_account, is_taken, keep_roles
from tablee.usecases.issue_key import issue_key
from tablee.web.staff.console import console

MODERATOR, ORGANISER, OPERATOR = Role
QUEUE = f"/staff/queue/{SLUG}/"
PAGES = {
    "/staff/": Role,
    QUEUE: Role,
    "/staff/hosts/": Role,
    "/staff/work/": Role,
    "/staff/store/act/": Role,
    "/staff/store/submission/": Role,
    "/staff/store/post/": Role,
    "/staff/store/blog/": Role,
    "/staff/store/decision/": Role,
    "/staff/store/note/": Role,
    "/staff/store/campaign/": Role,
    "/staff/store/campaign/1/change/": Role,
    "/staff/password_change/": Role,
    "/staff/store/campaign/1/raise/": {ORGANISER, OPERATOR},
    "/staff/store/campaign/1/message/": {ORGANISER, OPERATOR},
    "/staff/store/partnerkey/": {ORGANISER, OPERATOR},
    "/staff/hooks/": {ORGANISER, OPERATOR},
    f"/staff/promises/{SLUG}/": {ORGANISER, OPERATOR},
    f"/staff/shifts/{SLUG}/": {ORGANISER, OPERATOR},
    "/staff/store/entry/": {ORGANISER, OPERATOR},
    "/staff/auth/user/": {OPERATOR},
    "/staff/auth/user/add/": {OPERATOR},
    "/staff/auth/group/": {OPERATOR},
}
NOTE = {"author": "Carrefour", "en": "Well done!", "fr": "Bravo !"}
RAISE = {
    "pledge": "facebook",
    "units": 1_000,
    "author": "Danone",
    "reason_en": "You asked.",
    "reason_fr": "Vous l’avez demandé.",
}


def accounts():
    return apps.get_model("auth", "User").objects


@pytest.fixture
def somebody(site):
    """Signs in as somebody of a role."""

    def signed(role):
        add_account(role, SECRET, role)
        client = stranger(site)
        client.force_login(accounts().get(username=role))
        return client

    return signed


@pytest.fixture
def pending(site) -> int:
    """The id of an act that waits."""
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
        journal = desk.journal(campaign)
        number = journal.standing().last_number
        while journal.act(number).state != "pending":
            number -= 1
    return campaign.id << 40 | number


def act_of(site, act_id):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(SLUG)).act(act_id & (1 << 40) - 1)


@pytest.mark.parametrize("role", Role)
def test_each_page_is_open_to_those_it_is_for(somebody, role):
    client = somebody(role)
    answers = {path: client.get(path).status_code for path in PAGES}
    assert answers == {path: 200 if role in PAGES[path] else 403 for path in PAGES}
    text = client.get("/staff/").content.decode()
    for path, roles in PAGES.items():
        if path.count("/") == 4 and role not in roles:
            assert f'href="{path}"' not in text
    assert all(f'href="{path}"' in text for path in (QUEUE, "/staff/hosts/", "/staff/work/"))
    assert ('href="/staff/auth/user/"' in text) is (role is OPERATOR)


def test_staff_without_a_role_sees_nothing_of_a_campaign(site):
    client = stranger(site)
    client.force_login(accounts().create_user(username="nobody", is_staff=True))
    assert QUEUE not in client.get("/staff/").content.decode()
    closed = set(PAGES) - {"/staff/", "/staff/password_change/"}
    assert {client.get(path).status_code for path in closed} == {403}


@pytest.mark.parametrize("role", Role)
def test_everybody_decides_about_acts_and_hosts(site, somebody, pending, role):
    client = somebody(role)
    assert "Refuse" in words(client.get(f"/staff/store/act/{pending}/change/"))
    said = {"decision": "refuse:spam", "act": pending & (1 << 40) - 1, "block": "1"}
    answer = client.post(f"{QUEUE}decide", said, headers={"accept": "application/json"})
    assert json.loads(answer.content)["troubles"] == {}
    assert act_of(site, pending).state == "refused"
    host = {"host": "gil.example", "standing": "trusted", "why": "a friend"}
    assert client.post("/staff/hosts/", host).status_code == 302
    with site.desks.read() as desk:
        assert desk.hosts.find("gil.example").standing is Standing.TRUSTED


@pytest.mark.parametrize("role", Role)
def test_a_moderator_promises_nothing_in_anybodys_name(site, somebody, role):
    client, may = somebody(role), role is not MODERATOR
    before = versions_and_last_note(site)
    shown = client.get("/staff/store/campaign/1/change/").content.decode()
    for where, form in (("raise", RAISE), ("message", NOTE)):
        path = f"/staff/store/campaign/1/{where}/"
        assert (path in shown) is may
        assert client.post(path, form).status_code == (302 if may else 403)
    after = (before[0] + 1, ["Well done!"]) if may else before
    assert versions_and_last_note(site) == after


def versions_and_last_note(site):
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
        return len(campaign.versions), [note.en for note in desk.notes.latest(campaign.id, 1)]


@pytest.mark.parametrize("role", Role)
def test_a_moderator_revokes_no_key(site, somebody, role):
    issue_key(site.desks, site.clock, PartnerKey("till", SLUG, b"d" * 32, ()))
    chosen = {"action": "revoke", "_selected_action": [1]}
    somebody(role).post("/staff/store/partnerkey/", chosen)
    with site.desks.read() as desk:
        assert desk.keys.every(SLUG)[0].is_revoked is (role is not MODERATOR)


@pytest.mark.parametrize("role", Role)
def test_a_moderator_sees_dead_work_and_lets_it_lie(site, somebody, role):
    with site.desks.write() as desk:
        campaign = desk.campaigns.see(SLUG)
        desk.tasks.put([Task(campaign.id, "poll", "poll:1", {"blog": 1}, 1)])
        now_ms = site.clock.now_ms()
        (task,) = desk.tasks.take(["poll"], Hold("worker", now_ms + 1_000), now_ms, 1)
        desk.tasks.bury(task, "worker", "the feed is no feed")
    client = somebody(role)
    page = words(client.get("/staff/work/"))
    assert "the feed is no feed" in page
    assert ("Try again" in page) is (role is not MODERATOR)
    client.post("/staff/work/", {"task": task.number})
    with site.desks.read() as desk:
        assert (desk.tasks.dead(10) == []) is (role is not MODERATOR)


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("role", Role)
def test_a_moderator_takes_posts_off_the_wall_and_marks_none(role):
    add_account(role, SECRET, role)
    request = RequestFactory().get("/staff/store/post/")
    request.user = accounts().get(username=role)
    offered = set(console.get_model_admin(apps.get_model("store", "Post")).get_actions(request))
    marks = {"press", "recap", "plain"}
    assert offered == {"show", "hide"} | (set() if role is MODERATOR else marks)


@pytest.mark.parametrize("role", [MODERATOR, ORGANISER])
def test_nobody_gives_themselves_more(somebody, role):
    client = somebody(role)
    group = apps.get_model("auth", "Group").objects.get(name=role)
    everything = {"username": "mine", "is_superuser": "on", "name": role, "permissions": [1, 2]}
    for path in ("user/add/", "user/1/change/", "user/1/password/", f"group/{group.pk}/change/"):
        assert client.post(f"/staff/auth/{path}", everything).status_code == 403
    assert not is_taken("mine")


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("name", ["clock", "verification"])
def test_nobody_is_called_like_a_machine_that_decides(name):
    assert is_taken(name)


@pytest.mark.usefixtures("site")
def test_groups_are_what_the_code_says_at_every_start():
    group = apps.get_model("auth", "Group").objects.get(name=MODERATOR)
    assert {each.codename for each in group.permissions.all()} == PERMISSIONS[MODERATOR]
    group.permissions.clear()
    keep_roles(DEFAULT_DB_ALIAS)
    assert {each.codename for each in group.permissions.all()} == PERMISSIONS[MODERATOR]
