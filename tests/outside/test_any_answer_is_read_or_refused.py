"""Whatever bytes come, they are read within limits or refused; nothing else happens.

`pytest --hypothesis-profile=thorough` looks for longer. What was worth keeping of what it has
found stands in the folder `answers`, as it would come over the wire.
"""

import gzip
import zlib
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import brotli
import pytest
from backports import zstd
from hypothesis import example, given
from hypothesis import strategies as st

from tablee.outside.fetch.answer import Answer, BadAnswer, BrokeOff, Limits
from tablee.outside.fetch.decoding import Undecodable, decode
from tablee.outside.fetch.destination import BadAddress, Destination, read_address, read_redirect
from tablee.outside.fetch.request import write_request
from tablee.ports.fetch import Ask

LIMITS = Limits(body_bytes=5_000, raw_bytes=20_000, head_bytes=2_000, headers=20)
CORPUS = {path.stem: path.read_bytes() for path in Path(__file__).parent.glob("answers/*.http")}
CODERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
Outcome = tuple[str, int, dict[str, str], bytes, bool]


def read(parts: list[bytes], *, has_body: bool = True) -> Outcome:
    """Read *parts* as they come, and then the end of the line."""
    answer = Answer(LIMITS, has_body=has_body)
    try:
        if not any(answer.feed(part) for part in parts):
            answer.end()
        body, is_whole = answer.decoded()
    except (BadAnswer, BrokeOff) as trouble:
        return type(trouble).__name__, 0, {}, b"", False
    finally:
        answer.close()
    assert len(body) <= LIMITS.body_bytes
    assert len(answer.headers) <= LIMITS.headers
    assert answer.status not in range(100, 200)
    return "read", answer.status, answer.headers, body, is_whole


@st.composite
def splits(draw, whole):
    """*whole* in parts, as networks like to deliver it."""
    told = draw(whole)
    places = draw(st.lists(st.integers(0, len(told)), max_size=8).map(sorted))
    return [told[start:end] for start, end in zip([0, *places], [*places, len(told)], strict=True)]


@st.composite
def spoilt(draw):
    """An answer of the corpus, with some of it changed, taken out, doubled or cut off."""
    told = bytearray(draw(st.sampled_from(sorted(CORPUS.values()))))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(told)))
        end = min(len(told), start + draw(st.integers(0, 20)))
        told[start:end] = draw(
            st.one_of(
                st.binary(max_size=10),
                st.just(bytes(told[start:end]) * 2),
                st.sampled_from(
                    [b"", b"\r\n", b"\r\n\r\n", b"0\r\n\r\n", b"chunked", b":", b"\x00"]
                ),
            )
        )
    return bytes(told)


@pytest.mark.parametrize("name", CORPUS)
def test_what_was_found_once_is_read_as_ever(name):
    whole = read([CORPUS[name]])
    assert whole == read([CORPUS[name][at : at + 1] for at in range(len(CORPUS[name]))])
    refused = {
        "bare-line-feeds", "folded", "length-and-chunks", "shouting", "two-lengths", "upgrade",
        "br-then-more", "zstd-large-window",
    }  # fmt: skip
    assert (whole[0] == "BadAnswer") == (name in refused)


@given(splits(st.binary(max_size=300)))
def test_noise_is_refused(parts):
    assert read(parts)[0] in {"BadAnswer", "BrokeOff"}


@given(splits(spoilt()), st.booleans())
def test_a_spoilt_answer_is_read_or_refused(parts, has_body):
    read(parts, has_body=has_body)


@given(splits(spoilt()))
def test_how_it_is_delivered_does_not_matter(parts):
    """Limits are counted as parts come, so that only what is within them is compared."""
    whole = b"".join(parts)
    if len(whole) < LIMITS.head_bytes:
        assert read(parts) == read([whole])


@given(
    st.binary(max_size=4_000),
    st.sampled_from([[], ["gzip"], ["deflate"], ["br"], ["zstd"], ["gzip", "br"]]),
    st.booleans(),
    st.data(),
)
def test_a_right_answer_is_read_as_it_was_meant(body, codings, is_chunked, data):
    coded = body
    for coding in codings:
        coded = CODERS[coding](coded)
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: {', '.join(codings)}\r\n".encode()
    if is_chunked:
        head += b"transfer-encoding: chunked\r\n\r\n"
        told = b"%x\r\n%b\r\n" % (len(coded), coded) if coded else b""
        told = head + told + b"0\r\n\r\n"
    else:
        told = head + b"content-length: %d\r\n\r\n" % len(coded) + coded
    if len(coded) <= LIMITS.body_bytes:
        outcome = read(data.draw(splits(st.just(told))))
        assert (outcome[1], outcome[3], outcome[4]) == (200, body, True)


@given(
    st.one_of(st.binary(max_size=400), st.sampled_from(sorted(CORPUS.values()))),
    st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd", "x-gzip"]), max_size=3),
    st.integers(0, 2_000),
)
@example(b"\x78", ["deflate"], 10)
@example(b"\x00", ["deflate"], 0)
def test_a_decoder_gives_no_more_than_is_wanted(body, codings, limit):
    try:
        decoded = decode(body, codings, limit)
    except Undecodable:
        return
    assert len(decoded.body) <= limit


hosts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["lea.test", "[::1]", "127.0.0.1", "xn--la-bja.test", "Léa.test", "0x7f.1"]),
    st.integers(0, 2**32).map(lambda number: str(IPv4Address(number % 2**32))),
    st.integers(0, 2**128 - 1).map(lambda number: f"[{IPv6Address(number)}]"),
)
addresses = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda *parts: "".join(parts),
        st.sampled_from(["http://", "https://", "HTTP://", "http:/", "//", "file://"]),
        hosts,
        st.sampled_from(["", ":80", ":443", ":", ":65536", ":0x50"]),
        st.text(max_size=20).map(lambda text: f"/{text}"),
    ),
)


@given(addresses)
@example("http://a/?\r\nHost: b")
@example("http://①.test/")
@example("http://ß.test/")
@example("http://a。b/")
def test_an_address_is_read_in_one_way_or_refused(address):
    try:
        read = read_address(address)
    except BadAddress:
        return
    assert read_address(read.address) == read
    request = write_request(Ask(address), read, "Tablée".encode("ascii", "ignore").decode())
    head, _, rest = request.partition(b"\r\n\r\n")
    assert rest == b""
    assert head.count(b"\r\n") == head.count(b"\n") == 5
    assert head.split(b"\r\n")[0].count(b" ") == 2
    assert str(read.literal or read.host) == read.host


@given(addresses)
def test_a_redirect_is_read_in_one_way_or_refused(location):
    origin = Destination("https", "lea.test", 443, "/a/b?c")
    try:
        further = read_redirect(location, origin)
    except BadAddress:
        return
    assert read_address(further.address) == further
