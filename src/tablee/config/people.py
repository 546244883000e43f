"""The settings about people to whom this site writes: mail, and how long addresses are kept."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tablee.config import kinds
from tablee.config.kinds import InvalidSetting
from tablee.config.setting import setting

PLAIN = "smtp+plain"
MAIL_SCHEMES = frozenset({"smtp", "smtps", PLAIN})
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Where what is not encrypted may go."""


def mail_url(value: str) -> str:
    """Return *value* when it says who carries mail: a server, a folder of the home, or nobody."""
    value = value.strip()
    scheme, _, rest = value.partition(":")
    if scheme == "folder" and rest and ".." not in rest.split("/"):
        return value
    try:
        parts = urlsplit(value)
        is_server = parts.scheme in MAIL_SCHEMES and bool(parts.hostname) and parts.port != 0
        is_server = is_server and (parts.scheme != PLAIN or parts.hostname in THIS_MACHINE)
    except ValueError:
        is_server = False
    if value and not is_server:
        message = "give a URL such as smtp://name:password@mail.example:587, or folder:mail"
        raise InvalidSetting(message)
    return value


def sender(value: str) -> str:
    """Return *value* when it is one mail address, or nothing."""
    value = kinds.contact(value)
    name, _, domain = value.rpartition("@")
    if value and not (name and domain and " " not in value and "," not in value):
        message = "give one e-mail address, such as shifts@meals.example.org"
        raise InvalidSetting(message)
    return value


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """Mail, what is kept of those to whom it goes, and who counts as somebody."""

    mail_url: str = setting(
        "TABLEE_MAIL_URL",
        "",
        "Who carries mail: smtp:// (with STARTTLS), smtps://, smtp+plain:// (unencrypted, for this "
        "very machine), each with name:password@host:port, or folder:mail (.eml files in the home);"
        " empty means none is sent.",
        mail_url,
        is_secret=True,
    )
    mail_from: str = setting(
        "TABLEE_MAIL_FROM",
        "",
        "Address that mail comes from; goes with its URL.",
        sender,
    )
    mail_timeout_ms: int = setting(
        "TABLEE_MAIL_TIMEOUT_MS",
        "10000",
        "Longest time to hand over one letter.",
        kinds.whole(500, 15_000),
        limit="500 to 15000",
    )
    volunteer_days: int = setting(
        "TABLEE_VOLUNTEER_DAYS",
        "7",
        "How many days after a shift the names and e-mail addresses of its people are erased.",
        kinds.whole(0, 60),
        limit="0 to 60",
    )
    names_days: int = setting(
        "TABLEE_NAMES_DAYS",
        "90",
        "How many days after a campaign is settled the keys go by which anybody could still tell "
        "whose acts are in its log.",
        kinds.whole(0, 3_650),
        limit="0 to 3650",
    )
    signups_per_hour: int = setting(
        "TABLEE_SIGNUPS_PER_HOUR",
        "60",
        "Most sign-ups for shifts an hour from one address of the network; a company's employees "
        "may share one.",
        kinds.whole(1, 100_000),
        limit="1 to 100000",
    )
    visitors_per_day: int = setting(
        "TABLEE_VISITORS_PER_DAY",
        "300",
        "Most visitors a day, new by their browsers, who count from one address of the network "
        "when they come by share links; the others are led on all the same.",
        kinds.whole(1, 1_000_000_000),
        limit="1 to 1000000000",
    )
