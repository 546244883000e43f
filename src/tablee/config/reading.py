"""Read the settings that an environment gives, and say where each came from."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from tablee.config.kinds import InvalidSetting
from tablee.config.setting import Setting
from tablee.config.settings import SETTINGS, Settings

PREFIX = "TABLEE_"
FILE_SUFFIX = "_FILE"

_FIELDS = {each.metadata["setting"].name: each.name for each in fields(Settings)}


class Given(NamedTuple):
    """One setting, as it stands: its value in words, and where that came from."""

    setting: Setting
    value: str
    """What was given; dots when it is a secret."""
    source: str
    """``default``, ``environment`` or the file it was read from."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that *environ* gives.

    ``TABLEE_X_FILE`` names a file from which ``TABLEE_X`` is read, as secrets are handed over.

    Raises:
        InvalidSetting: a name is unknown, a value cannot be read, or both ways were used.
    """
    values: dict[str, Any] = {}
    for given in explain_settings(environ, reveal=True):
        name = given.setting.name
        try:
            values[_FIELDS[name]] = given.setting.read(given.value)
        except InvalidSetting as refusal:
            message = f"{name} is not right: {refusal}."
            raise InvalidSetting(message) from None
    settings = Settings(**values)
    _check_pairs(settings)
    return settings


def explain_settings(environ: Mapping[str, str], *, reveal: bool = False) -> list[Given]:
    """Return each setting with what was given for it; secrets are dots unless *reveal*.

    Raises:
        InvalidSetting: a name is unknown, a file cannot be read, or both ways were used.
    """
    _check_names(environ)
    return [_given(setting, environ, reveal=reveal) for setting in SETTINGS]


def _given(setting: Setting, environ: Mapping[str, str], *, reveal: bool) -> Given:
    name, file_name = setting.name, setting.name + FILE_SUFFIX
    if name in environ and file_name in environ:
        message = f"Both {name} and {file_name} are set; keep one of them."
        raise InvalidSetting(message)
    value, source = setting.default, "default"
    if name in environ:
        value, source = environ[name], "environment"
    elif file_name in environ:
        source = environ[file_name]
        try:
            value = Path(source).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as trouble:
            message = f"{file_name} names a file that cannot be read: {trouble}."
            raise InvalidSetting(message) from None
    is_hidden = setting.is_secret and not reveal and bool(value)
    return Given(setting, "•••" if is_hidden else value, source)


def _check_names(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith(PREFIX) and name.removesuffix(FILE_SUFFIX) not in _FIELDS:
            known = ", ".join(_FIELDS)
            message = f"{name} is not a setting; these are: {known}."
            raise InvalidSetting(message)


def _check_pairs(settings: Settings) -> None:
    if bool(settings.akismet_url) != bool(settings.akismet_key):
        message = "TABLEE_AKISMET_URL and TABLEE_AKISMET_KEY go together: give both or neither."
        raise InvalidSetting(message)
    if bool(settings.mail_url) != bool(settings.mail_from):
        message = "TABLEE_MAIL_URL and TABLEE_MAIL_FROM go together: give both or neither."
        raise InvalidSetting(message)
