"""A checkpoint is three lines, in one spelling."""

import pytest
from hypothesis import given
from tests.core.log.strategies import checkpoints

from tablee.core.log.checkpoint import Checkpoint, read_checkpoint, read_number
from tablee.core.log.fault import BadNote
from tablee.core.log.note import base64
from tablee.core.log.tree import EMPTY_ROOT

ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
THREE_LINES = "A checkpoint has three lines."
NAMELESS = "A checkpoint names its log and has a root of 32 bytes."
NUMBER = "A number is written in digits, without leading zeros."


def test_a_checkpoint_says_its_log_its_size_and_its_root():
    found = read_checkpoint(f"example.com/log\n0\n{ROOT}\n")
    assert found == Checkpoint("example.com/log", 0, EMPTY_ROOT)
    example = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    assert read_checkpoint(example).size == 20_852_163
    assert str(read_checkpoint(example)) == example


@given(checkpoints)
def test_checkpoints_are_read_as_they_are_written(checkpoint):
    assert read_checkpoint(str(checkpoint)) == checkpoint


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", THREE_LINES),
        (f"a\n1\n{ROOT}", THREE_LINES),
        (f"1\n{ROOT}\n", THREE_LINES),
        (f"a\n{ROOT}\n", THREE_LINES),
        ("a\n1\n", THREE_LINES),
        (f"a\n1\n{ROOT}\nextension\n", THREE_LINES),
        (f"a\n1\n{ROOT}\n\n", THREE_LINES),
        (f"a\n1\n{ROOT}\nx", THREE_LINES),
        (f"\n1\n{ROOT}\n", NAMELESS),
        ("a\n1\nAAAA\n", NAMELESS),
        ("a\n1\n\n", NAMELESS),
        (f"a\n1\n{base64(bytes(33))}\n", NAMELESS),
        (f"a\n1\n{ROOT[:-1]}\n", "This is not base64."),
        (f"a\n1\n{ROOT[:-2]}V=\n", "This base64 has another spelling."),
        (f"a\n01\n{ROOT}\n", NUMBER),
        (f"a\n\n{ROOT}\n", NUMBER),
    ],
)
def test_what_is_not_a_checkpoint_is_told_why(text, sentence):
    with pytest.raises(BadNote) as found:
        read_checkpoint(text)
    assert str(found.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "01",
        "00",
        "1_0",
        " 1",
        "1 ",
        "1.",
        "0x1",
        "²",
        "\u0661",
        "1" * 19,
        "9" * 5000,
    ],
)
def test_a_number_has_one_spelling(text):
    with pytest.raises(BadNote) as found:
        read_number(text)
    assert str(found.value) == NUMBER


@pytest.mark.parametrize("number", [0, 1, 9, 10, 10**18 - 1])
def test_a_number_is_read_as_it_is_written(number):
    assert read_number(str(number)) == number
