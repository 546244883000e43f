"""Till files by the API: streamed to the disk, gone on with after a break, then read."""

import asyncio
from dataclasses import replace

import pytest
from tests import make
from tests.intake.house import KEY, opened, request
from tests.jobs.tills import shop

from tablee.core.key import key_digest
from tablee.jobs.tills.dropping import DropFolder
from tablee.outside.clock import SetClock
from tablee.ports.desk import PartnerKey
from tablee.usecases.issue_key import issue_key
from tablee.wiring import memory_site

TEXT = shop.csv(shop.line(pieces=4), shop.line("T2", pieces=8)).encode()
TILLS = f"/c/{make.SLUG}/tills"
AUTHORIZED = {"authorization": f"Bearer {KEY}"}


@pytest.fixture
def site(tmp_path):
    plain = memory_site(clock=SetClock(make.MIDDLE_MS))
    return shop.open_shop(replace(plain, settings=replace(plain.settings, home=tmp_path)))


@pytest.fixture
def house(site):
    key = PartnerKey("shop", make.SLUG, key_digest(KEY), ("purchase",))
    issue_key(site.desks, site.clock, key)
    with opened(site) as house:
        yield house


def put(house, name="day.csv", text=TEXT, headers=AUTHORIZED, **more):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    portions = [text[:50], text[50:]]
    return house.ask("PUT", f"{TILLS}?name={name}{query}", headers=headers, portions=portions)


def read(site):
    folder = DropFolder(site)
    folder.look()
    folder.look()


def test_a_file_is_taken_and_read_later_and_its_report_can_be_asked_for(site, house):
    reply = put(house)
    assert (reply.status, reply.json()) == (202, {"file": "day.csv", "size_bytes": len(TEXT)})
    assert shop.acts(site) == []
    read(site)
    assert len(shop.counted(site)) == 3
    (report,) = house.ask("GET", TILLS, headers=AUTHORIZED).json()
    assert (report["state"], report["acts"], report["partner"]) == ("done", 3, "shop")


def test_an_upload_that_breaks_off_is_gone_on_with(site, house, tmp_path):
    async def break_off():
        coming = [{"type": "http.request", "body": TEXT[:70], "more_body": True}]

        async def receive():
            return coming.pop(0) if coming else {"type": "http.disconnect"}

        async def send(_):
            raise AssertionError

        await house.app(request("PUT", f"{TILLS}?name=day.csv", AUTHORIZED), receive, send)

    house.run(asyncio.wait_for(break_off(), 10))
    head = house.ask("HEAD", f"{TILLS}?name=day.csv", headers=AUTHORIZED)
    assert head.headers["upload-offset"] == "70"
    read(site)
    assert shop.acts(site) == []
    assert put(house, text=TEXT[60:], offset=60).status == 409
    assert put(house, text=TEXT[70:], offset=70).status == 202
    read(site)
    assert len(shop.counted(site)) == 3
    assert (tmp_path / "tills" / make.SLUG / "shop" / "done" / "day.csv").read_bytes() == TEXT


def test_a_file_that_waits_is_not_written_over(house):
    assert put(house).status == 202
    assert put(house).status == 409


@pytest.mark.parametrize("name", ["", "../up.csv", "a/b.csv", ".hidden", "x.part", "layout.toml"])
def test_a_file_has_a_plain_name(house, name, tmp_path):
    assert put(house, name).status == 422
    assert not (tmp_path / "tills").exists()


def test_only_a_key_for_purchases_opens_the_door(site, house):
    assert put(house, headers={}).status == 401
    other = PartnerKey("blogs", make.SLUG, key_digest("tb_other"), ("post",))
    issue_key(site.desks, site.clock, other)
    assert put(house, headers={"authorization": "Bearer tb_other"}).status in {401, 403}
    assert house.ask("GET", TILLS).status == 401


def test_a_file_that_is_too_large_is_refused(site):
    settings = replace(site.settings, till_file_limit_bytes=100)
    issue_key(site.desks, site.clock, PartnerKey("shop", make.SLUG, key_digest(KEY), ()))
    with opened(replace(site, settings=settings)) as house:
        assert put(house).status == 413


def test_other_methods_are_not_taken(house):
    assert house.ask("POST", TILLS, headers=AUTHORIZED).status == 405
