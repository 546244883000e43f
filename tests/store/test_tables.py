"""The plain SQL of the store and Django's models name the same columns."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from tests import make, sites

import tablee.store.database
from tablee.core.act import Act
from tablee.core.post.finding import Display
from tablee.core.post.post import Mark, Post
from tablee.core.post.submission import Submission
from tablee.ports.blogs import Blog
from tablee.ports.journal import Allowance
from tablee.ports.posts import Glance
from tablee.ports.tasks import Hold, Task
from tablee.store.database import act_rows
from tablee.store.database.kinds import drawings, volunteers
from tablee.store.database.posts import blogs, posts, submissions, task_rows
from tablee.store.migrate import missing_migrations
from tablee.store.queries import pending_acts, refusals

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
LISTED_ONCE = {
    "store_act": act_rows.COLUMNS,
    "store_submission": submissions.COLUMNS,
    "store_post": posts.COLUMNS,
    "store_task": task_rows.COLUMNS,
    "store_blog": blogs.COLUMNS,
    "store_drawing": drawings.COLUMNS.split(", "),
    "store_volunteer": volunteers.FIELDS.replace('"', "").split(", "),
}
"""Columns of tables whose statements are put together from a list."""
HOLD = Hold("Ben", 9)
TASK = Task(1, "look", "look:1", {}, 5)
INSERTS = re.compile(r'INSERT INTO (store_\w+)["\s]*\(([^)]+)\)')


@pytest.fixture
def site(tmp_path):
    with sites.sqlite(tmp_path) as opened:
        yield opened


def columns(table):
    every = [model._meta for model in apps.get_app_config("store").get_models()]  # noqa: SLF001
    options = next(each for each in every if each.db_table == table)
    return {field.column for field in options.local_concrete_fields}


@pytest.mark.usefixtures("site")
def test_every_insert_names_all_columns_of_its_table():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in Path(tablee.store.database.__file__).parent.rglob("*.py")
    )
    found = INSERTS.findall(re.sub(r'"\s*\n\s*"', "", source))
    assert len(found) >= 15
    given_by_database = {"id", "delivered_at_ms", "revoked_at_ms"}
    for table, listed in found:
        if table in LISTED_ONCE:
            continue
        named = {name.strip(' \n\\"') for name in listed.split(",")}
        assert columns(table) - named <= given_by_database, table
        assert named <= columns(table), table


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("table", LISTED_ONCE)
def test_columns_that_are_listed_once_are_all_there(table):
    listed = LISTED_ONCE[table]
    assert len(set(listed)) == len(listed)
    given_by_database = {"id"} if table in {"store_blog", "store_drawing"} else set()
    assert columns(table) - set(listed) == given_by_database


def test_columns_stand_in_the_order_of_fields():
    assert ("id", *Act._fields[1:]) == act_rows.COLUMNS
    assert ("id", *Submission._fields[1:], "digest") == submissions.COLUMNS
    assert (*Blog._fields[:-1], "digest") == blogs.COLUMNS
    shown = Post._fields.index("display")
    fields = (*Post._fields[2:shown], *Display._fields, *Post._fields[shown + 1 :])
    assert ("id", *fields) == posts.COLUMNS[: -len(QUARTERS)]
    assert posts.COLUMNS[-len(QUARTERS) :] == QUARTERS


@pytest.mark.usefixtures("site")
def test_no_migration_is_missing():
    assert missing_migrations("sqlite") == []
    written = MigrationLoader(connections["sqlite"]).project_state()
    detector = MigrationAutodetector(written, ProjectState.from_apps(apps))
    assert "store" not in detector.changes(graph=MigrationLoader(None).graph)


@pytest.mark.usefixtures("site")
def test_the_id_of_an_act_costs_no_index():
    with connections["sqlite"].cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'store_act'")
        assert '"id" integer NOT NULL PRIMARY KEY,' in cursor.fetchone()[0]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("setting", "expected"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_what_is_committed_is_on_the_disk(setting, expected):
    with connections["sqlite"].cursor() as cursor:
        cursor.execute(f"PRAGMA {setting}")
        assert cursor.fetchone()[0] == expected


def test_what_the_hot_path_asks_is_found_by_an_index(site):
    with site.desks.write() as desk:
        desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
    with connections["sqlite"].execute_wrapper(explain), site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(make.SLUG))
        journal.standing()
        journal.known([b"claim"])
        journal.held("blogs", 5)
        journal.gaps("blogs", 5)
        journal.appeals_over(5, 5)
        journal.counted_between("blogs", 0, 5)
        journal.decisions(1)
        journal.taken([Allowance("post", b"e" * 16, "")])
        desk.books.balances(1)
        desk.books.through(1)
        desk.submissions.get(1)
        desk.submissions.find(1, "post", "https://emil.example/1")
        desk.submissions.of_act(1, 1)
        desk.submissions.count(1)
        desk.posts.wall(1, Glance())
        desk.posts.languages(1)
        desk.posts.brought(1, 1)
        desk.posts.likenesses(1, 1)
        desk.tasks.take(["look", "recheck"], HOLD, 5, 5)
        desk.tasks.done([TASK, TASK], "Ben")
        desk.tasks.later(TASK, "Ben", 5, "")
        desk.tasks.revive(1, 5)
        desk.blogs.every(1)
        desk.hosts.find("emil.example")
        desk.appeals.open_for(1, 1)
        desk.appeals.waiting(1, 5)


def test_the_few_among_many_have_indexes_of_their_own(site):
    with site.desks.write() as desk:
        desk.campaigns.create(make.SLUG, make.version(), is_replay=False)
    plans = []

    def note(execute, sql, params, many, context):
        if sql.lstrip().startswith(("SELECT", "WITH")):
            plan = execute(f"EXPLAIN QUERY PLAN {sql}", params, many, context).fetchall()
            plans.append(" ".join(row[3] for row in plan))
        return execute(sql, params, many, context)

    with site.desks.read() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        journal = desk.journal(campaign)
        for ask, index in (
            (lambda: journal.held("blogs", 5), "act_held"),
            (lambda: pending_acts(desk, campaign, 5), "act_held"),
            (lambda: journal.appeals_over(5, 5), "act_appeal"),
            (lambda: refusals(desk, campaign), "act_reason"),
            (lambda: desk.posts.wall(1, Glance("fr")), "post_language"),
            (lambda: desk.posts.wall(1, Glance(mark=Mark.PRESS)), "post_mark"),
            (lambda: desk.posts.due(5, 5), "post_due"),
            (lambda: desk.posts.likenesses(1, 1), "post_quarter_3"),
            (lambda: desk.posts.exhibits_before(5, 5), "post_found"),
            (lambda: desk.posts.names_exhibit("one"), "post_exhibit"),
            (lambda: desk.tasks.take(["look"], HOLD, 5, 5), "task_waiting"),
            (lambda: desk.tasks.dead(5), "task_dead"),
            (desk.tasks.queues, "task_held"),
            (lambda: desk.blogs.due(5, 5), "blog_due"),
            (lambda: desk.appeals.waiting(1, 5), "appeal_waiting"),
        ):
            plans.clear()
            with connections["sqlite"].execute_wrapper(note):
                ask()
            assert index in "".join(plans)


def explain(execute, sql, params, many, context):
    """Fail when a statement would walk through a whole table; of campaigns there are few."""
    if not sql.lstrip().startswith("INSERT"):
        plan = execute(f"EXPLAIN QUERY PLAN {sql}", params, many, context).fetchall()
        walks = {row[3] for row in plan if row[3].startswith("SCAN store_")}
        assert walks - {"SCAN store_campaign"} == set(), sql
    return execute(sql, params, many, context)
