"""What each command prints, how it ends, and how mistakes are told."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from tests.acceptance.campaign import POSTS, write_campaign

from tablee.cli import serving
from tablee.cli.replay.own_server import free_port
from tablee.config import read_settings
from tablee.core.post.submission import Road
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.wiring import open_site

SLUG = "restos-2012"


@pytest.fixture
def published(run, example):
    said = run("campaign", "apply", example(SLUG), "--replay")
    assert said.code == 0, said.err
    return SLUG


def test_a_good_campaign_file_is_good(run, example):
    said = run("campaign", "check", example(SLUG))
    assert (said.code, said.err) == (0, "")
    assert "good" in said.out


def test_a_bad_campaign_file_is_told_line_by_line_in_both_languages(run, example, tmp_path):
    text = Path(example(SLUG)).read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace("rate = 10", "rate = 0"), encoding="utf-8")
    english = run("campaign", "check", str(bad))
    french = run("--lang", "fr", "campaign", "check", str(bad))
    line = text[: text.index("rate = 10")].count("\n") + 1
    assert (english.code, french.code) == (1, 1)
    assert f"line {line}" in english.err
    assert f"ligne {line}" in french.err
    assert "rate" in english.err


def test_a_simulation_says_what_it_would_cost_and_draws_it(run, example, tmp_path):
    chart = tmp_path / "chart.svg"
    said = run(
        "campaign", "simulate", example(SLUG), "--per-day", "share=2000", "--svg", str(chart)
    )
    assert said.code == 0, said.err
    assert "Danone" in said.out
    assert chart.read_text(encoding="utf-8").lstrip().startswith("<")


def test_a_simulation_needs_to_know_what_is_expected(run, example):
    assert run("campaign", "simulate", example(SLUG)).code == 2
    assert run("campaign", "simulate", example(SLUG), "--per-day", "dance=3").code == 1


@pytest.mark.usefixtures("published")
def test_the_same_file_again_changes_nothing_and_the_list_shows_it(run, example):
    again = run("campaign", "apply", example(SLUG), "--replay")
    assert again.code == 0
    assert "nothing has changed" in again.out
    listed = run("campaign", "list").out
    assert SLUG in listed
    assert "replay" in listed


@pytest.mark.usefixtures("published")
def test_an_amendment_needs_an_author_and_a_reason(run, example, tmp_path):
    text = Path(example(SLUG)).read_text(encoding="utf-8")
    amended = tmp_path / "amended.toml"
    amended.write_text(text.replace("Together for Les Restos", "All together"), encoding="utf-8")
    without = run("campaign", "apply", str(amended), "--replay")
    assert without.code == 2
    assert "--author" in without.err
    assert "Traceback" not in without.err
    with_both = run(
        "campaign",
        "apply",
        str(amended),
        "--replay",
        "--author",
        "Ada",
        "--reason",
        "A better title",
    )
    assert with_both.code == 0, with_both.err
    assert "version 2" in with_both.out


@pytest.mark.usefixtures("published")
def test_a_moment_without_a_zone_is_refused(run, example):
    said = run("campaign", "apply", example(SLUG), "--effective-at", "tomorrow")
    assert said.code == 2
    assert "zone" in said.err


@pytest.mark.usefixtures("published")
def test_a_key_is_shown_once_listed_and_revoked(run):
    made = run("keys", "new", SLUG, "--kind", "share", "--name", "partner")
    assert made.code == 0, made.err
    key = made.out.strip()
    assert key.startswith("tb_")
    assert len(key) == 46
    listed = run("keys", "list", SLUG)
    assert "partner" in listed.out
    assert "share" in listed.out
    assert key not in listed.out
    assert run("keys", "revoke", SLUG, "partner").code == 0
    assert "revoked" in run("keys", "list", SLUG).out
    assert run("keys", "revoke", SLUG, "nobody").code == 2
    assert run("keys", "revoke", "nobody", "partner").code == 2
    assert run("keys", "revoke", SLUG, "partner", "agency").code == 2


@pytest.mark.usefixtures("published")
def test_a_key_can_be_revoked_by_its_name_where_only_one_campaign_has_it(run, example):
    assert run("campaign", "apply", example("restos-2011"), "--replay").code == 0
    for slug in (SLUG, "restos-2011"):
        assert run("keys", "new", slug, "--name", "till").code == 0
    assert run("keys", "new", SLUG, "--name", "till").code == 2
    unsure = run("keys", "revoke", "till")
    assert unsure.code == 2
    assert "restos-2011, restos-2012" in unsure.err
    assert run("keys", "revoke", "restos-2011", "till").code == 0
    assert "good" in run("keys", "list", SLUG).out
    assert run("keys", "revoke", "till").code == 0
    assert "good" not in run("keys", "list", SLUG).out
    assert run("keys", "revoke", "till").code == 2


@pytest.mark.usefixtures("published")
def test_a_key_for_an_unknown_kind_is_refused(run):
    said = run("keys", "new", SLUG, "--kind", "dance")
    assert said.code == 2
    assert "blog_post" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "words", [("tally", "nobody"), ("keys", "new", "nobody"), ("campaign", "close", "nobody")]
)
def test_an_unknown_campaign_is_told_in_one_sentence(run, words):
    said = run(*words)
    assert said.code == 2
    assert said.err.startswith("tablee: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.usefixtures("published")
def test_an_import_counts_the_good_lines_and_tells_the_bad_ones(run, tmp_path):
    good = '{"kind": "share", "object": "a", "occurred_at": "2012-02-22T10:00:00Z"}\n'
    file = tmp_path / "acts.ndjson"
    file.write_text(good + "{oops\n" + good.replace('"a"', '"b"'), encoding="utf-8")
    said = run("acts", "import", SLUG, str(file))
    assert said.code == 1
    assert "line 2" in said.err
    assert "2 acts counted" in said.out
    from_input = run("acts", "import", SLUG, "-", stdin=good.replace('"a"', '"c"').encode())
    assert from_input.code == 0, from_input.err
    tally = json.loads(run("tally", SLUG, "--json").out)
    assert tally["totals"]["acts"] == tally["totals"]["paid"] == 3


@pytest.mark.usefixtures("published")
def test_the_tally_is_a_table_in_the_language_of_the_terminal(run):
    assert "unpaid" in run("tally", SLUG).out
    assert "en attente" in run("tally", SLUG, LC_ALL="fr_FR.UTF-8").out


@pytest.mark.usefixtures("published")
def test_a_campaign_is_closed_once_and_settled_after(run):
    assert run("campaign", "settle", SLUG).code == 2
    assert "is closed" in run("campaign", "close", SLUG).out
    assert "already" in run("campaign", "close", SLUG).out
    assert run("campaign", "settle", SLUG).code == 0
    assert run("selfcheck").code == 0


def test_a_campaign_waits_for_posts_that_nobody_has_looked_at(run, home, tmp_path):
    file = write_campaign(tmp_path, "crowd", 100, kinds=POSTS)
    assert run("campaign", "apply", str(file)).code == 0
    site = open_site(read_settings({"TABLEE_HOME": str(home)}), alias="inside", migrate=False)
    page = "http://meals.example/c/crowd/"
    told = Told("crowd", "https://emil.example/1", "emil.example", page, Road.WEBMENTION)
    submit_posts(site.desks, site.clock, [told])
    connections["inside"].close()
    assert "still to be looked at: 1." in run("campaign", "close", "crowd").out
    waits = run("campaign", "settle", "crowd")
    assert waits.code == 2
    assert "posts to be looked at (1)" in waits.err
    assert "is settled" in run("campaign", "settle", "crowd", "--now").out


def test_settings_say_where_each_value_came_from_and_hide_secrets(run):
    secret = "s" * 40
    said = run("settings", TABLEE_PORT="8765", TABLEE_SECRET=secret)
    assert said.code == 0
    port = next(line for line in said.out.splitlines() if line.startswith("TABLEE_PORT"))
    assert port.split() == ["TABLEE_PORT", "8765", "environment"]
    assert secret not in said.out


def test_an_unknown_setting_is_refused_by_name(run):
    said = run("settings", TABLEE_PROT="8765")
    assert said.code == 2
    assert "TABLEE_PROT" in said.err


@pytest.mark.usefixtures("published")
def test_the_outbox_shows_what_waits_to_be_told(run):
    run("campaign", "close", SLUG)
    assert "campaign.closed" in run("outbox").out


def test_a_staff_account_is_made_once(run):
    made = run("staff", "new", "ada")
    assert made.code == 0, made.err
    assert len(made.out.strip()) >= 16
    again = run("staff", "new", "ada")
    assert again.code == 2
    assert "ada" in again.err


def test_staff_decides_unless_more_is_said(run):
    assert run("staff", "new", "ada").code == 0
    assert run("staff", "new", "ben", "--role", "organiser").code == 0
    assert run("staff", "new", "cleo", "--role", "king").code == 2
    groups = apps.get_model("auth", "User").objects.values_list("username", "groups__name")
    assert set(groups) == {("ada", "moderator"), ("ben", "organiser")}


@pytest.mark.usefixtures("no_home")
def test_tables_are_made_and_everything_holds_in_an_empty_site(run):
    assert run("migrate").code == 0
    assert run("selfcheck").code == 0


def test_a_port_that_is_no_port_is_refused(run):
    assert run("serve", "--port", "70000").code == 2


def test_letters_name_the_address_that_is_listened_at(run, monkeypatch):
    seen = []
    monkeypatch.setattr(serving, "application", lambda *_: None)
    monkeypatch.setattr(serving, "front", lambda site, *_, **__: seen.append(site.settings))
    monkeypatch.setattr(serving, "run", lambda *_, **__: None)
    port = free_port()
    assert run("serve", "--host", "127.0.0.1", "--port", str(port)).code == 0
    assert (seen[0].host, seen[0].port) == ("127.0.0.1", port)
