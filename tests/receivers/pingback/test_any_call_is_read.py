"""Whatever bytes come, the reader of pingbacks gives two addresses or one refusal."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.receivers.porch import PAGE, SOURCE, call

from tablee.problems.mistakes import WireMistake
from tablee.receivers.pingback.read import Pingback, read_pingback

GOOD = call(SOURCE, PAGE).encode()
TAGS = st.sampled_from(
    ["methodCall", "methodName", "params", "param", "value", "string", "array", "struct", "i4"]
)
PIECES = st.one_of(
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    TAGS.map("<{}/>".format),
    st.sampled_from(
        ["pingback.ping", SOURCE, PAGE, "&amp;", "&#0;", "&x;", "<![CDATA[x]]>", "<!-- x -->"]
    ),
    st.sampled_from(["<!DOCTYPE x>", "<?x y?>", '<?xml version="1.0" encoding="utf-16"?>']),
    st.text(max_size=5),
)


def read(body: bytes) -> Pingback | None:
    try:
        return read_pingback(b"text/xml", body)
    except WireMistake:
        return None


@given(st.binary())
@example(b"\xff\xfe<\x00a\x00>\x00")
@example(b'<?xml version="1.0" encoding="idna"?><methodCall/>')
@example(b'<?xml version="1.0" encoding="utf-32"?><methodCall/>')
def test_any_bytes_are_read(body):
    assert read(body) is None


@given(st.lists(PIECES))
def test_any_pieces_are_read(pieces):
    found = read("".join(pieces).encode("utf-8", "surrogatepass"))
    assert found is None or all(found)


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4))
def test_a_call_with_something_else_in_its_middle_is_read(place, other):
    found = read(GOOD[:place] + other + GOOD[place + 1 :])
    assert found is None or len(found) == 2


ADDRESSES = st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9/&=?<]{0,20}", fullmatch=True)


@given(ADDRESSES, ADDRESSES)
def test_what_was_written_is_what_is_read(source, target):
    escaped = [each.replace("&", "&amp;").replace("<", "&lt;") for each in (source, target)]
    assert read(call(*escaped).encode()) == Pingback(source, target)


@pytest.mark.parametrize("letters", ["utf-8", "iso-8859-1", "us-ascii", "windows-1252"])
def test_a_call_may_say_its_letters(letters):
    body = call(SOURCE, PAGE).replace('"1.0"', f'"1.0" encoding="{letters}"')
    assert read(body.encode()) == Pingback(SOURCE, PAGE)
