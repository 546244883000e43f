"""What is wrong with a log is said in French, too: whoever reads it need not read English."""

import ast
import inspect
import pickle
import pkgutil
from importlib import import_module

import pytest

from tablee.core import leaves, log, promising
from tablee.core.errors import WrongState
from tablee.core.leaves.fault import BadLeaf, LeafRefused, words_of
from tablee.core.log.fault import BadLog, BadNote
from tablee.core.text import Text

ROOMS = (leaves, log, promising)
FAULTS = {"BadLog", "BadNote", "BadProof", "BadLeaf"}
MODULES = [
    each.name
    for room in ROOMS
    for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    if not each.ispkg
]


def told_in_english_alone(module):
    """Return the lines on which a module makes a fault without its French words."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call))
    return [
        each.lineno
        for each in calls
        if isinstance(each.func, ast.Name) and each.func.id in FAULTS and len(each.args) < 2
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_fault_is_made_with_words_in_both_languages(module):
    assert not told_in_english_alone(module)


def test_a_fault_says_each_language_its_own():
    fault = BadNote("It is torn.", "Elle est déchirée.")
    assert str(fault) == fault.words.en == "It is torn."
    assert fault.words.fr == "Elle est déchirée."
    assert BadLog("For whoever runs it.").words.say("fr") == "For whoever runs it."


def test_a_fault_travels_between_processes_with_both_its_languages():
    fault = pickle.loads(pickle.dumps(BadLeaf("It is torn.", "Elle est déchirée.")))  # noqa: S301 - made here
    assert (str(fault), fault.words.fr) == ("It is torn.", "Elle est déchirée.")


def test_a_leaf_that_is_refused_says_which_it_is_in_both_languages():
    fault = LeafRefused(7, "act", Text("It is late.", "Elle est en retard."))
    assert fault.words.en == "Leaf 7 (act): It is late."
    assert fault.words.fr == "Feuille 7 (act) : Elle est en retard."


def test_the_rules_of_campaigns_are_not_quoted_behind_a_french_sentence():
    assert words_of(WrongState("It cannot be.")).en == "It cannot be."
    assert "règles" in words_of(WrongState("It cannot be.")).fr
