"""Evidence is kept under the hash of what it holds, whole or not at all, until it is erased."""

import asyncio
import hashlib
import os
import resource
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import sites

from tablee.outside.exhibits import HeldExhibits, open_exhibits
from tablee.outside.fetch import Gate
from tablee.ports.fetch import Ask, NotFetched
from tablee.wiring import memory_site

PAGE = b"<p>Un billet, dix repas.</p>"
NAME = hashlib.sha256(PAGE).hexdigest()


@pytest.fixture(params=["in files", "in memory"])
def exhibits(request, tmp_path):
    return open_exhibits(tmp_path) if request.param == "in files" else HeldExhibits()


def test_what_is_kept_is_found_by_its_name(exhibits):
    assert exhibits.put(PAGE) == NAME
    assert exhibits.get(NAME) == PAGE


def test_twice_is_once(exhibits):
    assert exhibits.put(PAGE) == exhibits.put(PAGE)
    exhibits.drop(NAME)
    assert exhibits.get(NAME) is None


def test_what_is_erased_can_be_kept_again(exhibits):
    exhibits.put(PAGE)
    exhibits.drop(NAME)
    exhibits.drop(NAME)
    exhibits.put(PAGE)
    assert exhibits.get(NAME) == PAGE


def test_names_are_told_by_how_they_begin_and_when_they_were_last_kept(exhibits):
    exhibits.put(PAGE)
    exhibits.put(b"soup elsewhere")
    soon_ms = time.time_ns() // 1_000_000 + 1_000
    assert exhibits.names_before(soon_ms, NAME[:2]) == [NAME]
    assert exhibits.names_before(soon_ms - 60_000, NAME[:2]) == []
    exhibits.drop(NAME)
    assert exhibits.names_before(soon_ms, NAME[:2]) == []


def test_what_is_kept_again_is_as_new(tmp_path):
    exhibits = open_exhibits(tmp_path)
    exhibits.put(PAGE)
    (file,) = tmp_path.rglob(NAME)
    os.utime(file, (1_000, 1_000))
    assert exhibits.names_before(2_000_000, NAME[:2]) == [NAME]
    exhibits.put(PAGE)
    assert exhibits.names_before(2_000_000, NAME[:2]) == []


def test_what_was_never_kept_is_not_there(exhibits):
    assert exhibits.get("0" * 64) is None
    exhibits.drop("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "../secret", NAME.upper(), NAME + "0", NAME[:-1], "/etc/passwd", NAME[:-1] + "/"]
)
def test_a_name_that_is_none_is_refused(exhibits, name):
    with pytest.raises(ValueError, match=name or "^$"):
        exhibits.get(name)
    with pytest.raises(ValueError, match=name or "^$"):
        exhibits.drop(name)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=2_000))
def test_anything_can_be_kept(exhibits, content):
    name = exhibits.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert exhibits.get(name) == content


@pytest.mark.parametrize("most", [0, 1, 3, 40])
def test_many_are_kept_in_one_go(exhibits, most):
    contents = [PAGE + bytes([each % 30]) for each in range(most)]
    names = exhibits.put_all(contents)
    assert names == [hashlib.sha256(each).hexdigest() for each in contents]
    assert [exhibits.get(name) for name in names] == contents
    assert exhibits.put_all(contents) == names


def test_a_file_torn_by_a_power_cut_is_written_anew(tmp_path):
    exhibits = open_exhibits(tmp_path)
    exhibits.put(PAGE)
    (tmp_path / "exhibits" / NAME[:2] / NAME).write_bytes(PAGE[:5])
    exhibits.put_all([PAGE])
    assert exhibits.get(NAME) == PAGE


def test_where_only_single_files_can_be_synced_many_are_kept_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("tablee.outside.disk._flush_around", lambda _: False)
    exhibits = open_exhibits(tmp_path)
    contents = [bytes([each]) for each in range(20)]
    assert [exhibits.get(name) for name in exhibits.put_all(contents)] == contents


def test_many_may_keep_the_same_at_once(exhibits):
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda each: exhibits.put(PAGE + bytes([each % 4])), range(64)))
    assert len(names) == 4
    assert all(exhibits.get(name)[:-1] == PAGE for name in names)


def test_files_are_found_by_hand_and_read_by_nobody_else(tmp_path):
    open_exhibits(tmp_path).put(PAGE)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert file == tmp_path / "exhibits" / NAME[:2] / NAME
    assert file.read_bytes() == PAGE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_what_cannot_be_written_whole_leaves_nothing(tmp_path):
    exhibits = open_exhibits(tmp_path)
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, most))
    try:
        with pytest.raises(OSError, match="too large"):
            exhibits.put(PAGE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert exhibits.get(NAME) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_site_has_a_gate_and_its_exhibits(tmp_path):
    name = memory_site().exhibits.put(PAGE)
    assert memory_site().exhibits.get(name) is None
    with sites.sqlite(tmp_path) as site:
        assert isinstance(site.fetcher, Gate)
        site.exhibits.put(PAGE)
        assert open_exhibits(site.settings.home).get(name) == PAGE


def test_a_site_in_memory_reaches_nobody():
    site = memory_site()
    with pytest.raises(NotFetched):
        asyncio.run(site.fetcher.fetch(Ask("https://example.org/")))
    asyncio.run(site.fetcher.close())
