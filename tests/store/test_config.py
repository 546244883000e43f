"""Settings are read once, and a mistake in them is said before anything starts."""

from dataclasses import fields

import pytest

from tablee.config import (
    SETTINGS,
    InvalidSetting,
    KnownHost,
    Settings,
    explain_settings,
    read_settings,
)


def test_without_any_setting_the_defaults_stand():
    assert read_settings({"PATH": "/bin"}) == Settings()


def test_each_setting_says_what_it_is_for():
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names) == len(fields(Settings))
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)
    assert all(setting.name.startswith("TABLEE_") for setting in SETTINGS)


def test_values_are_read_in_their_own_type(tmp_path):
    given = {
        "TABLEE_HOME": str(tmp_path),
        "TABLEE_PORT": "80",
        "TABLEE_ALLOWED_HOSTS": "a.example, b.example,",
        "TABLEE_PUBLIC_URL": "https://meals.example.org/",
    }
    settings = read_settings(given)
    assert settings.database_path == tmp_path / "tablee.sqlite3"
    assert settings.port == 80
    assert settings.allowed_hosts == ("a.example", "b.example")
    assert settings.public_url == "https://meals.example.org"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("TABLEE_PROT", "80", "TABLEE_PORT"),
        ("TABLEE_PORT", "eighty", "whole number"),
        ("TABLEE_PORT", "-1", "from 0 to 65535"),
        ("TABLEE_PORT", "65536", "from 0 to 65535"),
        ("TABLEE_SECRET", "s3cret", "32 to 64 bytes"),
        ("TABLEE_SECRET", "s" * 65, "32 to 64 bytes"),
        ("TABLEE_DATABASE_URL", "mysql://localhost/meals", "postgresql://"),
        ("TABLEE_PUBLIC_URL", "meals.example.org", "https://"),
        ("TABLEE_LANGUAGE", "de", "en, fr"),
        ("TABLEE_LOG_LEVEL", "loud", "warning"),
        ("TABLEE_FETCH_HOSTS", "blog.example=127.0.0.1", "name=address:port"),
        ("TABLEE_FETCH_HOSTS", "blog.example=999.0.0.1:80", "name=address:port"),
        ("TABLEE_FETCH_HOSTS", "blog.example=127.0.0.1:0", "name=address:port"),
        ("TABLEE_FETCH_HOSTS", "blog.*=127.0.0.1:80", "name=address:port"),
        ("TABLEE_FETCH_NETWORKS", "localhost", "127.0.0.1/32"),
        ("TABLEE_FETCH_NETWORKS", "127.0.0.1/8", "127.0.0.1/32"),
        ("TABLEE_CONTACT", "me@example.org)\r\nCookie: 1", "plain letters"),
        ("TABLEE_AKISMET_KEY", "abc", "TABLEE_AKISMET_URL"),
        ("TABLEE_AKISMET_URL", "https://akismet.example", "TABLEE_AKISMET_KEY"),
        ("TABLEE_SECRET_FILE", "/nowhere/at/all", "cannot be read"),
    ],
)
def test_a_mistake_names_the_setting_and_the_remedy(name, value, remedy):
    with pytest.raises(InvalidSetting) as raised:
        read_settings({name: value})
    assert name in str(raised.value)
    assert remedy in str(raised.value)


def test_hosts_and_networks_of_ones_own_are_read():
    given = {
        "TABLEE_FETCH_HOSTS": "Blog.example=127.0.0.1:8080, *.test=[::1]:9000",
        "TABLEE_FETCH_NETWORKS": "127.0.0.1/32,::1/128",
    }
    settings = read_settings(given)
    assert settings.fetch_hosts == (
        KnownHost("blog.example", "127.0.0.1", 8080),
        KnownHost("*.test", "::1", 9000),
    )
    assert [str(each) for each in settings.fetch_networks] == ["127.0.0.1/32", "::1/128"]


@pytest.mark.parametrize(("value", "is_taken"), [("1024", True), ("1023", False)])
def test_limits_are_exact(value, is_taken):
    given = {"TABLEE_BODY_LIMIT_BYTES": value}
    if is_taken:
        assert read_settings(given).body_limit_bytes == 1024
    else:
        with pytest.raises(InvalidSetting):
            read_settings(given)


def test_a_secret_is_read_from_a_file_and_never_shown(tmp_path):
    file = tmp_path / "secret"
    file.write_text("x" * 40 + "\n", encoding="utf-8")
    given = {"TABLEE_SECRET_FILE": str(file)}
    assert read_settings(given).secret == "x" * 40
    shown = {each.setting.name: each for each in explain_settings(given)}
    assert shown["TABLEE_SECRET"].value == "•••"
    assert shown["TABLEE_SECRET"].source == str(file)
    assert shown["TABLEE_PORT"].source == "default"
    assert "x" * 40 not in repr(shown)


def test_both_ways_at_once_are_refused(tmp_path):
    given = {"TABLEE_SECRET": "x" * 40, "TABLEE_SECRET_FILE": str(tmp_path / "secret")}
    with pytest.raises(InvalidSetting, match="keep one"):
        read_settings(given)
