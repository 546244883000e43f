"""The table of settings: each with its default, its meaning and its limit."""

from dataclasses import dataclass, fields
from pathlib import Path

from tablee.config import kinds
from tablee.config.people import PeopleSettings
from tablee.config.setting import Setting
from tablee.config.setting import setting as _setting

DATABASE_NAME = "tablee.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings(PeopleSettings):
    """The settings of one site, read once when it starts."""

    home: Path = _setting(  # noqa: RUF009 - it returns a field
        "TABLEE_HOME",
        "./var",
        "Folder of everything this site keeps: database, files, keys.",
        kinds.folder,
    )
    database_url: str = _setting(
        "TABLEE_DATABASE_URL",
        "",
        "PostgreSQL that keeps everything; empty means SQLite in the home.",
        kinds.database,
        is_secret=True,
    )
    secret: str = _setting(
        "TABLEE_SECRET",
        "",
        "Secret of the site; empty means one is made and kept in the home.",
        kinds.secret,
        limit="32 to 64 bytes",
        is_secret=True,
    )
    host: str = _setting("TABLEE_HOST", "127.0.0.1", "Address on which the site listens.")
    port: int = _setting(
        "TABLEE_PORT",
        "8000",
        "Port on which the site listens; 0 means any that is free.",
        kinds.whole(0, 65_535),
        limit="0 to 65535",
    )
    public_url: str = _setting(
        "TABLEE_PUBLIC_URL",
        "",
        "Where the world finds the site; empty means as it was asked for.",
        kinds.web_url,
    )
    allowed_hosts: tuple[str, ...] = _setting(
        "TABLEE_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Names by which pages may be asked for, with commas; the public URL's is always one.",
        kinds.names,
    )
    language: str = _setting(
        "TABLEE_LANGUAGE",
        "en",
        "Language of pages for visitors who ask for none: en or fr.",
        kinds.one_of("en", "fr"),
    )
    log_level: str = _setting(
        "TABLEE_LOG_LEVEL",
        "info",
        "How much is told: debug, info, warning or error.",
        kinds.one_of("debug", "info", "warning", "error"),
    )
    body_limit_bytes: int = _setting(
        "TABLEE_BODY_LIMIT_BYTES",
        "1048576",
        "Largest body held at once: an act, a form, a batch.",
        kinds.whole(1_024, 64 * 1_048_576),
        limit="1024 to 67108864",
    )
    line_limit_bytes: int = _setting(
        "TABLEE_LINE_LIMIT_BYTES",
        "16384",
        "Longest line of a streamed batch: one act.",
        kinds.whole(256, 1_048_576),
        limit="256 to 1048576",
    )
    batch_limit_acts: int = _setting(
        "TABLEE_BATCH_LIMIT_ACTS",
        "1000000",
        "Most acts in one streamed batch.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    group_limit_acts: int = _setting(
        "TABLEE_GROUP_LIMIT_ACTS",
        "4000",
        "Most acts written in one transaction.",
        kinds.whole(1, 100_000),
        limit="1 to 100000",
    )
    queue_limit_acts: int = _setting(
        "TABLEE_QUEUE_LIMIT_ACTS",
        "20000",
        "Most acts waiting to be written before we say 429.",
        kinds.whole(1, 1_000_000),
        limit="1 to 1000000",
    )
    live_limit_listeners: int = _setting(
        "TABLEE_LIVE_LIMIT_LISTENERS",
        "10000",
        "Most listeners of live counts at once.",
        kinds.whole(0, 1_000_000),
        limit="0 to 1000000",
    )
    live_interval_ms: int = _setting(
        "TABLEE_LIVE_INTERVAL_MS",
        "500",
        "Shortest time between two figures of a live count.",
        kinds.whole(50, 60_000),
        limit="50 to 60000",
    )
    tick_interval_ms: int = _setting(
        "TABLEE_TICK_INTERVAL_MS",
        "1000",
        "Time between two rounds of what is done by the clock.",
        kinds.whole(50, 3_600_000),
        limit="50 to 3600000",
    )
    database_wait_ms: int = _setting(
        "TABLEE_DATABASE_WAIT_MS",
        "30000",
        "Longest wait for another writer of the database.",
        kinds.whole(100, 600_000),
        limit="100 to 600000",
    )

    contact: str = _setting(
        "TABLEE_CONTACT",
        "",
        "Whom a blog's owner may ask about our visits; empty means they find the public URL.",
        kinds.contact,
    )
    fetch_hosts: tuple[kinds.KnownHost, ...] = _setting(
        "TABLEE_FETCH_HOSTS",
        "",
        "Hosts fetched from at an address of your own instead of asking DNS; "
        "it must be public, or in the networks below.",
        kinds.known_hosts,
        limit="name=address:port, with commas; *.example is every name that ends so",
    )
    fetch_networks: tuple[kinds.Network, ...] = _setting(
        "TABLEE_FETCH_NETWORKS",
        "",
        "Networks that may be fetched from although they are not public: strangers reach them.",
        kinds.networks,
        limit="such as 127.0.0.1/32, with commas",
    )
    fetch_per_minute: int = _setting(
        "TABLEE_FETCH_PER_MINUTE",
        "60",
        "Most requests a minute to one registered domain and its hosts, from each process.",
        kinds.whole(1, 100_000),
        limit="1 to 100000",
    )
    fetch_at_once: int = _setting(
        "TABLEE_FETCH_AT_ONCE",
        "64",
        "Most requests under way at once, to all hosts together, from each process.",
        kinds.whole(1, 4_096),
        limit="1 to 4096",
    )
    workers: int = _setting(
        "TABLEE_WORKERS",
        "16",
        "Posts looked at at once by `serve`; 0 means none: run `tablee work` beside it.",
        kinds.whole(0, 1_024),
        limit="0 to 1024",
    )
    sender_per_minute: int = _setting(
        "TABLEE_SENDER_PER_MINUTE",
        "3000",
        "Most posts told a minute from one address of the network; of IPv6, from one /64.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    source_per_minute: int = _setting(
        "TABLEE_SOURCE_PER_MINUTE",
        "1200",
        "Most posts told a minute that are on one host.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    target_per_minute: int = _setting(
        "TABLEE_TARGET_PER_MINUTE",
        "30000",
        "Most posts told a minute for one campaign.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    told_per_minute: int = _setting(
        "TABLEE_TOLD_PER_MINUTE",
        "60000",
        "Most posts told a minute in all.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
    network_secrets: tuple[tuple[str, str], ...] = _setting(
        "TABLEE_NETWORK_SECRETS",
        "",
        "Tokens for networks that ask for one, one line or comma for each; their connectors say "
        "which (docs/networks.md).",
        kinds.secrets,
        limit="name=value, with commas or on lines of their own",
        is_secret=True,
    )
    exhibit_days: int = _setting(
        "TABLEE_EXHIBIT_DAYS",
        "365",
        "How long the snapshot of a page we looked at is kept.",
        kinds.whole(1, 36_500),
        limit="1 to 36500",
    )
    message_days: int = _setting(
        "TABLEE_MESSAGE_DAYS",
        "90",
        "How long an event is kept after it has been handed over to its receivers.",
        kinds.whole(1, 36_500),
        limit="1 to 36500",
    )
    tills_folder: str = _setting(
        "TABLEE_TILLS_FOLDER",
        "",
        "Where partners' till files are dropped, as CAMPAIGN/PARTNER/FILE; empty means `tills` in "
        "the home.",
    )
    till_file_limit_bytes: int = _setting(
        "TABLEE_TILL_FILE_LIMIT_BYTES",
        "10737418240",
        "Largest till file that can be uploaded.",
        kinds.whole(1_024, 1_099_511_627_776),
        limit="1024 to 1099511627776",
    )
    akismet_url: str = _setting(
        "TABLEE_AKISMET_URL",
        "",
        "Where to ask whether a post is spam, as Akismet answers it; empty means nobody is asked.",
        kinds.web_url,
    )
    akismet_key: str = _setting(
        "TABLEE_AKISMET_KEY",
        "",
        "Key for that service; goes with its URL.",
        is_secret=True,
    )

    @property
    def tills_path(self) -> Path:
        """Where partners' till files are dropped."""
        return Path(self.tills_folder).absolute() if self.tills_folder else self.home / "tills"

    @property
    def database_path(self) -> Path:
        """Where SQLite keeps its file, when it is used."""
        return self.home / DATABASE_NAME


_ABOUT_PEOPLE = len(fields(PeopleSettings))
_FIELDS = (*fields(Settings)[_ABOUT_PEOPLE:], *fields(PeopleSettings))
SETTINGS: tuple[Setting, ...] = tuple(each.metadata["setting"] for each in _FIELDS)
"""Every setting, in the order in which they are documented."""
