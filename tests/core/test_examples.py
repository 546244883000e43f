"""The examples in the docstrings of the rules are true."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

from tablee import core

MODULES = [module.name for module in walk_packages(core.__path__, "tablee.core.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples_to_try():
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) > 20
