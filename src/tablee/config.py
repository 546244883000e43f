"""Every setting of a site: its name, type, default, meaning and limit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PREFIX = "TABLEE_"
FILE_SUFFIX = "_FILE"
DATABASE_NAME = "tablee.sqlite3"
SECRET_LEAST_BYTES = 32
SECRET_MOST_BYTES = 64


class InvalidSetting(Exception):
    """A setting is unknown, unreadable or unsafe; nothing was started."""


class Setting(NamedTuple):
    """One setting, as it is documented."""

    name: str
    default: str
    meaning: str
    limit: str
    read: Callable[[str], Any]
    is_secret: bool = False


class Given(NamedTuple):
    """One setting, as it stands: its value in words, and where that came from."""

    setting: Setting
    value: str
    """What was given; dots when it is a secret."""
    source: str
    """``default``, ``environment`` or the file it was read from."""


def _text(value: str) -> str:
    return value.strip()


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            message = "give a whole number"
            raise InvalidSetting(message) from None
        if not least <= number <= most:
            message = f"give a whole number from {least} to {most}"
            raise InvalidSetting(message)
        return number

    return read


def _secret(value: str) -> str:
    if value and not SECRET_LEAST_BYTES <= len(value.strip().encode()) <= SECRET_MOST_BYTES:
        message = "give 32 to 64 bytes, made at random; without it one is made and kept"
        raise InvalidSetting(message)
    return value.strip()


def _database(value: str) -> str:
    if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
        message = "give a URL such as postgresql://user:password@host:5432/name, or nothing"
        raise InvalidSetting(message)
    return value


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.hostname):
        message = "give a URL such as https://meals.example.org"
        raise InvalidSetting(message)
    return value.rstrip("/")


def _setting(  # noqa: PLR0913 - one column of the documentation each
    name: str,
    default: str,
    meaning: str,
    read: Callable[[str], Any] = _text,
    *,
    limit: str = "",
    is_secret: bool = False,
) -> Any:
    setting = Setting(name, default, meaning, limit, read, is_secret)
    return field(default_factory=lambda: read(default), metadata={"setting": setting})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site, read once when it starts."""

    home: Path = _setting(  # noqa: RUF009 - it returns a field
        "TABLEE_HOME",
        "./var",
        "Folder of everything this site keeps: database, files, keys.",
        _folder,
    )
    database_url: str = _setting(
        "TABLEE_DATABASE_URL",
        "",
        "PostgreSQL that keeps everything; empty means SQLite in the home.",
        _database,
        is_secret=True,
    )
    secret: str = _setting(
        "TABLEE_SECRET",
        "",
        "Secret of the site; empty means one is made and kept in the home.",
        _secret,
        limit="32 to 64 bytes",
        is_secret=True,
    )
    host: str = _setting("TABLEE_HOST", "127.0.0.1", "Address on which the site listens.")
    port: int = _setting(
        "TABLEE_PORT",
        "8000",
        "Port on which the site listens; 0 means any that is free.",
        _whole(0, 65_535),
        limit="0 to 65535",
    )
    public_url: str = _setting(
        "TABLEE_PUBLIC_URL",
        "",
        "Where the world finds the site; empty means as it was asked for.",
        _public_url,
    )
    allowed_hosts: tuple[str, ...] = _setting(
        "TABLEE_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Names by which pages may be asked for, with commas; the public URL's is always one.",
        _names,
    )
    language: str = _setting(
        "TABLEE_LANGUAGE", "en", "Language of pages for visitors who ask for none: en or fr."
    )
    log_level: str = _setting(
        "TABLEE_LOG_LEVEL", "info", "How much is told: debug, info, warning or error."
    )
    body_limit_bytes: int = _setting(
        "TABLEE_BODY_LIMIT_BYTES",
        "1048576",
        "Largest body held at once: an act, a form, a batch.",
        _whole(1_024, 64 * 1_048_576),
        limit="1024 to 67108864",
    )
    line_limit_bytes: int = _setting(
        "TABLEE_LINE_LIMIT_BYTES",
        "16384",
        "Longest line of a streamed batch: one act.",
        _whole(256, 1_048_576),
        limit="256 to 1048576",
    )
    batch_limit_acts: int = _setting(
        "TABLEE_BATCH_LIMIT_ACTS",
        "1000000",
        "Most acts in one streamed batch.",
        _whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    group_limit_acts: int = _setting(
        "TABLEE_GROUP_LIMIT_ACTS",
        "1000",
        "Most acts written in one transaction.",
        _whole(1, 100_000),
        limit="1 to 100000",
    )
    queue_limit_acts: int = _setting(
        "TABLEE_QUEUE_LIMIT_ACTS",
        "20000",
        "Most acts waiting to be written before we say 429.",
        _whole(1, 1_000_000),
        limit="1 to 1000000",
    )
    live_limit_listeners: int = _setting(
        "TABLEE_LIVE_LIMIT_LISTENERS",
        "10000",
        "Most listeners of live counts at once.",
        _whole(0, 1_000_000),
        limit="0 to 1000000",
    )
    live_interval_ms: int = _setting(
        "TABLEE_LIVE_INTERVAL_MS",
        "500",
        "Shortest time between two figures of a live count.",
        _whole(50, 60_000),
        limit="50 to 60000",
    )
    tick_interval_ms: int = _setting(
        "TABLEE_TICK_INTERVAL_MS",
        "1000",
        "Time between two rounds of what is done by the clock.",
        _whole(50, 3_600_000),
        limit="50 to 3600000",
    )
    database_wait_ms: int = _setting(
        "TABLEE_DATABASE_WAIT_MS",
        "30000",
        "Longest wait for another writer of the database.",
        _whole(100, 600_000),
        limit="100 to 600000",
    )

    @property
    def database_path(self) -> Path:
        """Where SQLite keeps its file, when it is used."""
        return self.home / DATABASE_NAME


SETTINGS: tuple[Setting, ...] = tuple(each.metadata["setting"] for each in fields(Settings))
"""Every setting, in the order in which they are documented."""

_FIELDS = {each.metadata["setting"].name: each.name for each in fields(Settings)}


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
    _check_words(settings)
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


def _check_words(settings: Settings) -> None:
    for name, value, words in (
        ("TABLEE_LANGUAGE", settings.language, ("en", "fr")),
        ("TABLEE_LOG_LEVEL", settings.log_level, ("debug", "info", "warning", "error")),
    ):
        if value not in words:
            message = f"{name} is not right: choose from {', '.join(words)}."
            raise InvalidSetting(message)
