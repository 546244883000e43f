"""The house keeps itself tidy: every file in it obeys the rules of CONTRIBUTING.md."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tools import settings_page
from tools.catalogue import compiled, translations
from tools.house import language, names, promises, shapes, strangers, writes
from tools.house.sources import ROOT, Source, read, sources, tracked_texts

from tablee.config import SETTINGS

TEST_LIMIT_LINES = 400
FILE_LIMIT_LINES = 300


@pytest.fixture(scope="module")
def house() -> list[Source]:
    return sources("src/tablee")


@pytest.fixture(scope="module")
def tests() -> list[Source]:
    return sources("tests")


@pytest.fixture(scope="module")
def workshop() -> list[Source]:
    """What is ours and does not run on a site."""
    return [*sources("tools"), *sources("bench")]


def expect_none(findings: Iterable[str]) -> None:
    found = [*findings]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def inside(house: list[Source], *rooms: str) -> list[Source]:
    return [source for source in house if source.room in rooms]


def test_files_are_short(house, tests, workshop):
    expect_none(shapes.long_files([*house, *workshop], FILE_LIMIT_LINES))
    expect_none(shapes.long_files(tests, TEST_LIMIT_LINES))


def test_functions_can_be_seen_at_once(house, tests, workshop):
    expect_none(shapes.long_functions([*house, *tests, *workshop]))


def test_rooms_are_not_crowded(house):
    expect_none(shapes.crowded_rooms(source.path for source in house))


def test_functions_take_few_parameters(house):
    expect_none(shapes.many_parameters(house))


def test_every_module_says_what_it_is_for(house, tests, workshop):
    said = [source for source in [*house, *tests, *workshop] if source.text.strip()]
    expect_none(shapes.unexplained_modules(said))


def test_everything_public_near_the_ground_is_explained(house):
    expect_none(shapes.unexplained_publics(inside(house, "core", "ports", "usecases")))


def test_the_rules_count_in_whole_numbers(house):
    expect_none(shapes.inexact_numbers(inside(house, "core")))


def test_names_say_something(house):
    expect_none(names.empty_names(house))


def test_each_thing_has_one_name(house):
    forbidden = names.forbidden_words(read("docs/glossary.md"))
    assert forbidden, "docs/glossary.md forbids no word any more: has its table changed?"
    expect_none(names.second_names(house, forbidden))


def test_only_the_store_writes_tables(house):
    expect_none(writes.writes_outside_the_store(house))


def test_only_the_store_and_the_staff_see_tables(house):
    expect_none(writes.tables_seen_from_outside(house))


def test_every_setting_is_documented(house):
    settings = promises.settings_of(house)
    expect_none(promises.undocumented(settings, read("docs/settings.md")))


def test_the_page_of_settings_is_that_of_the_code():
    page = read("docs/settings.md")
    expected = settings_page.page_with(settings_page.rows(SETTINGS), page)
    assert page == expected, "run `make docs`"


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/commands.fr.md"])
def test_every_command_is_documented(house, page):
    commands = inside(house, "cli")
    expect_none(promises.undocumented(promises.commands_of(commands), read(page)))
    expect_none(promises.undocumented(promises.options_of(commands), spaced(read(page))))


def spaced(page: str) -> str:
    """Let every option stand as a word of its own, wherever a command shows it."""
    return re.sub(r"(--[a-z-]+)", r"`\1`", page)


def test_every_error_has_its_answer(house):
    trees = {"src/tablee/core/errors.py", "src/tablee/problems/mistakes.py"}
    errors = [source for source in house if source.path.as_posix() in trees]
    mapped = {row for source in house for row in promises.rows_of(source, "PROBLEMS")}
    assert len(errors) == len(trees), "a tree of errors has moved: say so here"
    assert mapped, "the table PROBLEMS is gone: has it another name now?"
    expect_none(promises.unanswered(errors, mapped))


def test_every_use_case_is_tested(house, tests):
    usecases = inside(house, "usecases")
    expect_none(promises.untested_usecases(usecases, tests))


def test_every_dependency_is_argued_for():
    asked = promises.dependencies_of(read("pyproject.toml"))
    expect_none(promises.undocumented(asked, read("docs/dependencies.md")))


# Read by the standard library's zoneinfo, which names it nowhere.
NEVER_IMPORTED = {"tzdata"}
# What a package is called inside, where that is not its own name.
IMPORTED_AS = {"backports.zstd": "backports", "dnspython": "dns", "pillow": "PIL"}


def test_every_runtime_dependency_is_used(house):
    asked = promises.runtime_dependencies_of(read("pyproject.toml")) - NEVER_IMPORTED
    imported = promises.imported_by(house)
    unused = {
        name for name in asked if IMPORTED_AS.get(name, name.replace("-", "_")) not in imported
    }
    expect_none(f"{name} is asked for and not used" for name in unused)


def test_french_twins_of_pages_have_the_same_parts():
    pages = dict(tracked_texts())
    twins = [name for name in pages if name.endswith(".fr.md")]
    assert "README.fr.md" in twins
    expect_none(
        f"{name} has other headings than its twin"
        for name in twins
        if promises.headings_of(pages[name]) != promises.headings_of(english_twin(name, pages))
    )


def english_twin(name: str, pages: dict[str, str]) -> str:
    named = pages.get(name.replace(".fr.md", ".en.md"))
    return pages.get(name.replace(".fr.md", ".md"), "") if named is None else named


def test_links_lead_somewhere():
    """Fragments from which pages are written (`guide.en.md`) are read as part of their page."""
    pages = {name: page for name, page in tracked_texts() if "guide." not in name}
    pictures = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.png")}
    expect_none(
        finding
        for name, page in pages.items()
        if name.endswith(".md")
        for finding in promises.dead_links(name, page, {*pages, *pictures})
    )


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    expect_none(strangers.strangers(tracked_texts()))


def templates() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "src").rglob("templates/**/*"))
        if path.suffix in {".html", ".svg", ".txt"}
    ]


def test_every_word_of_a_template_is_marked_for_translation():
    pages = [page for page in templates() if not page[0].endswith(".txt")]
    expect_none(language.unmarked_words(pages))


def catalogues() -> list[Path]:
    return sorted((ROOT / "src").rglob("locale/fr/**/*.po"))


def test_every_sentence_has_a_french_twin(house):
    keys = {key for _, text in templates() for key in language.keys_in_template(text)}
    keys |= {key for source in house for key in language.keys_in_python(source)}
    catalogue = {}
    for path in catalogues():
        catalogue |= translations(path.read_text(encoding="utf-8"))
    expect_none(language.untranslated(keys, catalogue))


def test_the_compiled_catalogues_are_those_of_their_texts():
    stale = [
        str(path.relative_to(ROOT))
        for path in catalogues()
        if not path.with_suffix(".mo").is_file()
        or path.with_suffix(".mo").read_bytes() != compiled(path.read_text(encoding="utf-8"))
    ]
    expect_none(f"{path} is out of date: run make catalogues" for path in stale)
