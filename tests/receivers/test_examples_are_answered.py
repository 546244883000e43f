"""The requests in each receiver's folder are read as that receiver's page says."""

from importlib.resources import files

import pytest

from tablee.registry import receivers

EXAMPLES = sorted(
    (receiver.name, example.name)
    for receiver in receivers()
    for example in (files(f"tablee.receivers.{receiver.name}") / "examples").iterdir()
    if example.name.endswith(".http")
)


def sent(name, example):
    """Return method, path, headers and body of a request in a file."""
    text = (files(f"tablee.receivers.{name}") / "examples" / example).read_text("ascii")
    head, _, body = text.partition("\n\n")
    first, *lines = head.splitlines()
    method, path, _version = first.split()
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return method, path, headers, body.strip().encode()


def test_there_are_examples():
    assert {name for name, _ in EXAMPLES} == {receiver.name for receiver in receivers()} - {
        "websub"
    }


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_written_down(porch, name, example):
    reply = porch.ask(*sent(name, example)[:2], sent(name, example)[3], sent(name, example)[2])
    assert reply.status in (200, 201)
    (submission,) = porch.submissions()
    assert submission.road == name
    assert submission.blog == "emil.example"
