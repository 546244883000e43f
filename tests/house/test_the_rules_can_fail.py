"""A rule that cannot fail protects nothing: each finds the fault in a small bad example."""

from pathlib import Path

import pytest
from tools.house import names, promises, shapes, strangers, writes
from tools.house.sources import Source


def source(text: str, path: str = "src/tablee/web/page.py") -> Source:
    return Source(Path(path), text)


def test_a_long_file_is_found():
    assert [*shapes.long_files([source("x = 1\n" * 4)], limit_lines=3)]
    assert not [*shapes.long_files([source("x = 1\n" * 3)], limit_lines=3)]


def test_a_long_function_is_found():
    body = "def count():\n" + "    x = 1\n" * shapes.FUNCTION_LIMIT_LINES
    assert [*shapes.long_functions([source(body)])]
    assert not [*shapes.long_functions([source(body.removesuffix("    x = 1\n"))])]


def test_a_crowded_room_is_found():
    paths = [Path(f"src/tablee/web/m{number}.py") for number in range(17)]
    assert [*shapes.crowded_rooms(paths)]
    assert not [*shapes.crowded_rooms([*paths[:16], Path("src/tablee/web/__init__.py")])]


def test_a_sixth_parameter_is_found():
    assert [*shapes.many_parameters([source("def f(a, b, c, *, d, e, f): ...")])]
    assert not [*shapes.many_parameters([source("def f(self, a, b, c, d, e): ...")])]


@pytest.mark.parametrize("text", ["x = 1\n", '"""A page"""\n', '"""\n"""\n'])
def test_a_module_without_a_sentence_is_found(text):
    assert [*shapes.unexplained_modules([source(text)])]


@pytest.mark.parametrize(
    "text",
    ["def lay(): ...", "class Line: ...", 'class Line:\n    """It."""\n    def lay(self): ...'],
)
def test_a_public_name_without_explanation_is_found(text):
    assert [*shapes.unexplained_publics([source(text)])]


def test_private_names_may_stay_unexplained():
    assert not [*shapes.unexplained_publics([source("def _lay(): ...")])]


@pytest.mark.parametrize("text", ["x = 0.5", "x = float(3)", "x = 1 / 2", "x: float", "x /= 2"])
def test_an_inexact_number_is_found(text):
    assert [*shapes.inexact_numbers([source(text)])]


def test_whole_numbers_are_exact():
    assert not [*shapes.inexact_numbers([source("x = 7 // 2 * 3 % 5")])]


@pytest.mark.parametrize(
    "text", ["class ActManager: ...", "def process_act(): ...", "def f_utils(): ..."]
)
def test_a_name_that_says_nothing_is_found(text):
    assert [*names.empty_names([source(text)])]


def test_a_module_that_says_nothing_is_found():
    assert [*names.empty_names([source("", "src/tablee/web/helpers.py")])]


def test_a_word_inside_another_is_no_finding():
    assert not [*names.empty_names([source("class Database: ...\ndef reprocessing(): ...")])]


GLOSSARY = """
| word | French | what it is | never |
|---|---|---|---|
| **act** | action | one thing someone did | never: hit, activity |
| **kind** | type d'action | what sort of act | |
"""


def test_the_glossary_says_which_words_are_never_used():
    assert names.forbidden_words(GLOSSARY) == {"hit": "act", "activity": "act"}


def test_a_second_name_for_a_thing_is_found():
    findings = [*names.second_names([source("class HitCounter: ...")], {"hit": "act"})]
    assert len(findings) == 1
    assert "act" in findings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Act.objects.create(kind='share')",
        "Act.objects.filter(x=1).update(state='counted')",
        "acts.filter(x=1).delete()",
        "act.save()",
        "act.save(update_fields=['state'])",
        "act.delete()",
        "Act._default_manager.update(x=1)",
        "rows.bulk_create(acts)",
        "rows.get_or_create(x=1)",
        "super().save_model(request, act, form, change)",
        "cursor.execute('INSERT INTO acts VALUES (1)')",
        "cursor.execute('  UPDATE acts SET x = 1')",
        "cursor.execute('DELETE FROM acts')",
    ],
)
def test_a_write_outside_the_store_is_found(text):
    assert [*writes.writes_outside_the_store([source(text)])]
    assert not [*writes.writes_outside_the_store([source(text, "src/tablee/store/books.py")])]


@pytest.mark.parametrize(
    "text",
    [
        "hashlib.sha256().update(b'x')",
        "totals.update(more)",
        "context.update(name='x')",
        "segno.make(url).save(out, kind='svg')",
        "desk.keys.create(campaign)",
        "print('UPDATE your browser')",
    ],
)
def test_what_only_looks_like_a_write_is_left_alone(text):
    assert not [*writes.writes_outside_the_store([source(text)])]


@pytest.mark.parametrize(
    "text", ["from tablee.store.models import Act", "from x import Act\nAct.objects.all()"]
)
def test_a_table_seen_from_outside_is_found(text):
    assert [*writes.tables_seen_from_outside([source(text)])]
    staff = "src/tablee/web/staff/admin.py"
    assert not [*writes.tables_seen_from_outside([source(text, staff)])]


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        "files.python" + "hosted.org",
        "cd /" + "work/main",
        "/" + "root/.pyenv",
    ],
)
def test_a_stranger_in_a_file_is_found(text):
    assert [*strangers.strangers([("README.md", text)])]


def test_ordinary_paths_are_no_strangers():
    text = "the path /c/2012/acts, ./var, docs/work/index, https://example.org/root/x"
    assert not [*strangers.strangers([("README.md", text)])]


def test_settings_are_read_from_the_code():
    text = 'HOME = get("TABLEE_HOME")\nKEY = get("TABLEE_KEY_FILE")\nsay("set TABLEE_X please")'
    assert promises.settings_of([source(text)]) == {"TABLEE_HOME", "TABLEE_KEY_FILE"}


def test_an_undocumented_name_is_found():
    page = "`TABLEE_HOME` is a folder; `tablee tally CAMPAIGN` prints."
    assert [*promises.undocumented({"TABLEE_HOME", "tablee tally"}, page)] == []
    assert [*promises.undocumented({"TABLEE_HOM", "tablee"}, "TABLEE_HOM")]


def test_commands_are_read_from_the_code():
    text = """
@click.group()
def main(): ...
@main.command()
def serve(): ...
@main.group("keys")
def partner_keys(): ...
@partner_keys.command(name="new")
def new_key(): ...
@main.command
def dry_run(): ...
"""
    assert promises.commands_of([source(text)]) == {
        "tablee serve",
        "tablee keys new",
        "tablee dry-run",
    }


def test_options_are_read_from_the_code():
    text = '@click.option("--open/--no-open", "-o")\n@click.option("--per-day", multiple=True)'
    assert promises.options_of([source(text + "\ndef f(): ...")]) == {
        "--open",
        "--no-open",
        "--per-day",
    }


def test_an_error_without_an_answer_is_found():
    errors = source(
        "class TableeError(Exception): ...\nclass Refusal(TableeError): ...\n"
        "class CampaignClosed(Refusal): ...\nclass Unbalanced(TableeError): ...\n"
    )
    problems = source("PROBLEMS: dict = {errors.CampaignClosed: Problem(409)}")
    mapped = promises.rows_of(problems, "PROBLEMS")
    assert mapped == {"CampaignClosed"}
    assert [*promises.unanswered([errors], mapped)] == ["Unbalanced has no row in PROBLEMS"]
    assert [*promises.unanswered([errors], {"CampaignClosed", "Unbalanced"})] == []


def test_an_untested_use_case_is_found():
    usecase = source("", "src/tablee/usecases/record_acts.py")
    tested = source("from tablee.usecases.record_acts import record_acts")
    assert [*promises.untested_usecases([usecase], [source("record_acts_later()")])]
    assert not [*promises.untested_usecases([usecase], [tested])]
    deeper = source("", "src/tablee/usecases/posts/first_look.py")
    assert [*promises.untested_usecases([deeper], [tested])]
    named = source("", "tests/usecases/posts/test_first_look.py")
    assert not [*promises.untested_usecases([deeper], [named])]


def test_dependencies_are_read_from_the_project():
    text = """
[project]
dependencies = ["Django>=5.2,<5.3", "uvicorn[standard]"]
[project.optional-dependencies]
postgres = ["psycopg[binary]>=3"]
[dependency-groups]
dev = ["pytest"]
"""
    assert promises.dependencies_of(text) == {"django", "uvicorn", "psycopg", "pytest"}


def test_headings_in_code_do_not_count():
    assert promises.headings_of("# A\n\n```sh\n# not one\n```\n## B\n") == [1, 2]


def test_a_dead_link_is_found():
    page = "[a](b.md) [c](../LICENSE) [d](https://example.org) [e](#here) ![f](no.png)"
    existing = {"docs/b.md", "LICENSE"}
    assert [*promises.dead_links("docs/index.md", page, existing)] == [
        "docs/index.md leads to no.png, which is not there"
    ]


def test_what_is_asked_for_and_what_is_used_are_compared():
    asked = promises.runtime_dependencies_of('[project]\ndependencies = ["segno>=1", "a2wsgi"]')
    used = promises.imported_by([source("import segno\nMIDDLEWARE = ['whitenoise.middleware.X']")])
    assert asked - used == {"a2wsgi"}
    assert "whitenoise" in used
