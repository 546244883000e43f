"""The same page by several protocols is one submission, looked at once; and each road is fair."""

import asyncio
from urllib.parse import urlencode

import pytest
from tests import make
from tests.intake.house import ask, request
from tests.receivers.porch import FORM, HOST, PAGE, SOURCE, call, fault


@pytest.mark.conformance("PB-07")
def test_a_page_told_by_three_roads_is_looked_at_once(porch):
    assert porch.mention().status == 201
    assert fault(porch.ping()) == 48
    assert porch.track().status == 200
    assert len(porch.submissions()) == porch.looks() == 1


@pytest.mark.conformance("PB-07", "DD-04")
def test_a_page_told_by_three_roads_fifty_times_at_once_is_looked_at_once(porch):
    form = urlencode({"source": SOURCE, "target": PAGE}).encode()
    tellings = {
        "webmention": (form, FORM),
        "pingback": (call(SOURCE, PAGE).encode(), "text/xml"),
        "trackback": (urlencode({"url": SOURCE}).encode(), FORM),
    }

    async def told(leaf):
        body, kind = tellings[leaf]
        headers = {"host": HOST, "content-type": kind}
        return await ask(porch.app, request("POST", f"/c/{make.SLUG}/{leaf}", headers), [body])

    async def all_told():
        return await asyncio.gather(*(told(leaf) for _ in range(50) for leaf in tellings))

    replies = porch.run(all_told())
    assert {each.status for each in replies} == {200, 201}
    assert len(porch.submissions()) == porch.looks() == 1


@pytest.mark.conformance("DD-01")
@pytest.mark.parametrize(
    "spelling",
    [
        "http://emil.example/2026/soup",
        "https://EMIL.example/2026/soup",
        "https://emil.example:443/2026/soup",
        "https://emil.example/2026/./soup",
        "https://emil.example/2026/soup#end",
        "https://emil.example/2026/soup?utm_source=us",
    ],
)
def test_a_page_has_one_submission_however_it_is_spelt(porch, spelling):
    porch.mention()
    porch.ping(spelling)
    assert [each.source for each in porch.submissions()] == [SOURCE]
