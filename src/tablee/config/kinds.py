"""The kinds of value a setting can have, and what is wrong with one that is not of its kind."""

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

SECRET_LEAST_BYTES = 32
SECRET_MOST_BYTES = 64
PORTS = range(1, 65_536)

Network = IPv4Network | IPv6Network

_KNOWN_HOST = re.compile(
    r"(?P<name>(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)"
    r"=(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<four>[0-9.]+)):(?P<port>[0-9]{1,5})",
    re.IGNORECASE | re.ASCII,
)


class InvalidSetting(Exception):
    """A setting is unknown, unreadable or unsafe; nothing was started."""


class KnownHost(NamedTuple):
    """A host whose address is known without asking for it."""

    name: str
    """In lower case; ``*.example`` stands for every name that ends so."""
    address: str
    port: int
    """Where to connect, instead of 80 or 443."""


def text(value: str) -> str:
    """Return *value* without the spaces around it."""
    return value.strip()


def folder(value: str) -> Path:
    """Return *value* as an absolute path."""
    return Path(value).expanduser().absolute()


def names(value: str) -> tuple[str, ...]:
    """Return the words of *value*, which stand between commas."""
    return tuple(name.strip() for name in value.split(",") if name.strip())


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from *least* to *most*."""

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


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader that takes nothing but one of *words*."""

    def read(value: str) -> str:
        if value not in words:
            message = f"choose from {', '.join(words)}"
            raise InvalidSetting(message)
        return value

    return read


def secret(value: str) -> str:
    """Return *value* when it is long enough to be a secret and short enough for a key."""
    if value and not SECRET_LEAST_BYTES <= len(value.strip().encode()) <= SECRET_MOST_BYTES:
        message = "give 32 to 64 bytes, made at random; without it one is made and kept"
        raise InvalidSetting(message)
    return value.strip()


def database(value: str) -> str:
    """Return *value* when it names a PostgreSQL, or nothing."""
    if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
        message = "give a URL such as postgresql://user:password@host:5432/name, or nothing"
        raise InvalidSetting(message)
    return value


def web_url(value: str) -> str:
    """Return *value* without slashes at its end when it is an address of the web, or nothing."""
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.hostname):
        message = "give a URL such as https://meals.example.org"
        raise InvalidSetting(message)
    return value.rstrip("/")


def contact(value: str) -> str:
    """Return *value* when it can stand in a header: one line of plain letters."""
    value = value.strip()
    if value and not (value.isascii() and value.isprintable() and not set(value) & set("()<>\\")):
        message = "give an e-mail address or a URL, in plain letters"
        raise InvalidSetting(message)
    return value


def known_hosts(value: str) -> tuple[KnownHost, ...]:
    """Return the hosts of *value*: ``name=address:port``, with commas between them."""
    return tuple(_known_host(each) for each in names(value))


def _known_host(value: str) -> KnownHost:
    found = _KNOWN_HOST.fullmatch(value)
    try:
        address = ip_address((found["six"] or found["four"]) if found else "")
    except ValueError:
        address = None
    if not found or address is None or int(found["port"]) not in PORTS:
        message = "give name=address:port, such as blog.example=127.0.0.1:8080"
        raise InvalidSetting(message)
    return KnownHost(found["name"].lower(), str(address), int(found["port"]))


def secrets(value: str) -> tuple[tuple[str, str], ...]:
    """Return names and values of *value*: ``name=value``, with commas or line ends between them."""
    pairs = [each.partition("=") for each in names(value.replace("\n", ","))]
    found = {name.strip(): rest.strip() for name, _, rest in pairs}
    if len(found) < len(pairs) or not all(name and rest for name, rest in found.items()):
        message = "give name=value for each token, each name once"
        raise InvalidSetting(message)
    return tuple(found.items())


def networks(value: str) -> tuple[Network, ...]:
    """Return the networks of *value*, with commas between them."""
    try:
        return tuple(ip_network(each) for each in names(value))
    except ValueError:
        message = "give networks such as 127.0.0.1/32, with commas"
        raise InvalidSetting(message) from None
