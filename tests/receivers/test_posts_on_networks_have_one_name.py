"""Whoever tells of a post on a network, by whichever protocol: its one name is written down."""

import pytest

X = "https://x.com/i/status/1890000000000000001"


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/emil/status/1890000000000000001?s=20",
        "https://mobile.x.com/i/web/status/1890000000000000001#m",
    ],
)
def test_a_post_told_of_in_two_spellings_is_written_down_once(porch, address):
    for reply in (porch.mention(address), porch.ping(X), porch.track(address)):
        assert reply.status in {200, 201}
    (found,) = porch.submissions()
    assert (found.source, found.blog) == (X, "x.com")


def test_a_name_that_only_begins_as_a_networks_is_a_pages(porch):
    porch.mention("https://x.com.evil.example/emil/status/1890000000000000001")
    (found,) = porch.submissions()
    assert found.source.startswith("https://x.com.evil.example/")
