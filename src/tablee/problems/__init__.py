"""How every refusal is answered over HTTP, in two languages."""

from tablee.problems.document import (
    PROBLEM_MEDIA_TYPE,
    RETRY_AFTER_S,
    language_of,
    problem_document,
    problem_fields,
    problem_headers,
    problem_of,
    problem_words,
)
from tablee.problems.table import PROBLEMS, Problem

__all__ = [
    "PROBLEMS",
    "PROBLEM_MEDIA_TYPE",
    "RETRY_AFTER_S",
    "Problem",
    "language_of",
    "problem_document",
    "problem_fields",
    "problem_headers",
    "problem_of",
    "problem_words",
]
