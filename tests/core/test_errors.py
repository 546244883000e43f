"""An error is a fact: it says a sentence, and which field to mend."""

import pytest

from tablee.core import errors
from tablee.core.errors import InvalidClaim, TableeError, UnknownKind

EVERY = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, TableeError)
]


@pytest.mark.parametrize("fact", EVERY)
def test_every_error_says_a_sentence_by_itself(fact):
    assert str(fact()).endswith(".")
    assert fact().field == ""


def test_an_error_may_say_something_more_exact_and_name_the_field():
    error = InvalidClaim("'kind' is missing.", field="kind")
    assert (str(error), error.field) == ("'kind' is missing.", "kind")


def test_errors_are_sorted_by_who_can_mend_them():
    assert issubclass(UnknownKind, errors.SenderMistake)
    assert {each.__base__ for each in EVERY} == {
        Exception,
        TableeError,
        errors.SenderMistake,
        errors.OrganiserMistake,
        errors.OperatorMatter,
    }
