"""Commands speak the language of the terminal, and write numbers and tables for people."""

import socket

import click
import pytest

from tablee.cli import french, main, words


@pytest.fixture(autouse=True)
def _english():
    words.speak("en")
    yield
    words.speak("en")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_CA"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "fr"}, "fr"),
    ],
)
def test_the_language_is_that_of_the_terminal(environ, language):
    assert words.language_of(environ) == language


def test_numbers_are_written_as_people_of_that_language_do():
    assert words.number(1_234_567) == "1,234,567"
    words.speak("fr")
    assert words.number(1_234_567) == "1\u202f234\u202f567"


def test_a_column_of_numbers_stands_to_the_right():
    shown = words.table(("pool", "paid"), [("blogs", "20,000"), ("facebook", "5")])
    assert shown.splitlines() == ["pool        paid", "blogs     20,000", "facebook       5"]


def test_a_table_without_rows_is_its_head():
    assert words.table(("a", "b"), []) == "a  b"


def every_help(command: click.Command):
    yield from (command.help or "").split(french.PARAGRAPH)
    yield from (option.help for option in command.params if isinstance(option, click.Option))
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from every_help(each)


def test_every_help_has_a_french_twin():
    french.translate(main)
    missing = [
        text for text in every_help(main) if text and " ".join(text.split()) not in french.HELP
    ]
    assert missing == []


def test_help_goes_from_one_language_to_the_other_and_back(run):
    english = run("keys", "new", "--help").out
    assert "and print it, once" in english
    assert "une seule fois" in run("--lang", "fr", "keys", "new", "--help").out
    assert "une seule fois" in run("keys", "new", "--help", LC_ALL="fr_FR.UTF-8").out
    assert run("keys", "new", "--help").out == english


FRENCH = {"LC_ALL": "fr_FR.UTF-8"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["--help"], ["Usage :", "Options :", "Commandes :"]),
        (["demo", "--help"], ["[par défaut : 8000]"]),
        (["keys", "new"], ["Essayez « tablee keys new -", "Erreur : Il manque l'argument"]),
        (["dance"], ["Erreur : La commande 'dance' n'existe pas."]),
        (["keys", "new", "a", "--dance"], ["L'option '--dance' n'existe pas."]),
        (["keys", "new", "a", "b"], ["Un argument de trop (b)"]),
        (["staff", "new", "ada", "--role", "king"], ["n'est pas parmi 'moderator', 'organiser'"]),
        (["serve", "--port", "many"], ["Valeur refusée pour '--port'"]),
        (["campaign", "check", "nowhere"], ["'nowhere' n'existe pas"]),
    ],
)
def test_the_librarys_own_words_are_in_the_language_spoken(run, line, said):
    by_wish = run("--lang", "fr", *line)
    by_terminal = run(*line, **FRENCH)
    assert by_wish == by_terminal
    assert [words for words in said if words not in by_wish.out + by_wish.err] == []
    english = run("--lang", "en", *line, **FRENCH)
    assert [words for words in said if words in english.out + english.err] == []


def test_a_port_that_is_taken_is_told_in_either_language(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ("serve", "--port", str(taken.getsockname()[1]))
        said = run(*words)
        assert said.code == 2
        assert "another program listens" in said.err
        said = run("--lang", "fr", *words)
    assert "un autre programme écoute" in said.err
    assert "Address already in use" not in said.err
