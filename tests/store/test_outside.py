"""The clock goes on, and the secret stays."""

import stat
from concurrent.futures import ThreadPoolExecutor

from tablee.outside.clock import SetClock, SystemClock
from tablee.outside.secret import site_secret


def test_the_clock_counts_milliseconds_since_1970():
    assert SystemClock().now_ms() > 1_700_000_000_000


def test_a_clock_that_is_set_stands_until_it_is_moved():
    clock = SetClock(5)
    clock.advance(10)
    assert clock.now_ms() == 15
    clock.move_to(3)
    assert clock.now_ms() == 3


def test_a_secret_is_made_once_and_kept_private(tmp_path):
    home = tmp_path / "home"
    secret = site_secret(home)
    assert 32 <= len(secret) <= 64
    assert site_secret(home) == secret
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600
    assert [each.name for each in home.iterdir()] == ["secret"]


def test_a_secret_that_is_given_is_used(tmp_path):
    assert site_secret(tmp_path, "g" * 32) == b"g" * 32
    assert not (tmp_path / "secret").exists()


def test_whoever_comes_first_makes_the_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: site_secret(tmp_path), range(32)))
    assert len(secrets) == 1
