"""Read an address of the web strictly: what we read is what we connect to."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urljoin

import idna

from tablee.outside.fetch.public import IPAddress

PORTS = {"http": 80, "https": 443}
ADDRESS_LIMIT_CHARACTERS = 4_096
HOST_LIMIT_CHARACTERS = 253

_ADDRESS = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.ASCII | re.DOTALL)
_AUTHORITY = re.compile(r"(\[[^\[\]@]*\]|[^\[\]:@%\\]+)(?::([0-9]{0,5}))?", re.ASCII)
_SIX = re.compile(r"[0-9a-f:.]{2,45}", re.IGNORECASE | re.ASCII)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LEFT_ALONE = "!$%&'()*+,/:;=?@[]~"


class BadAddress(Exception):
    """This is not an address of a page on the web."""


class Destination(NamedTuple):
    """Where one request goes."""

    scheme: str
    host: str
    """In lower case, as DNS is asked for it; an IPv6 address without brackets."""
    port: int
    path: str
    """With the query."""

    @property
    def is_secret(self) -> bool:
        """Whether it goes through TLS."""
        return self.scheme == "https"

    @property
    def literal(self) -> IPAddress | None:
        """The address that stands in place of a name, if one does."""
        if ":" in self.host:
            return IPv6Address(self.host)
        return IPv4Address(self.host) if _NUMBER.fullmatch(self.host.rpartition(".")[2]) else None

    @property
    def authority(self) -> str:
        """Host and port, as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole of it, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_address(address: str) -> Destination:
    """Return where *address* leads; its fragment stays here.

    Raises:
        BadAddress: it is too long, has a user's name, a host in an odd spelling, or is no address.
    """
    found = _ADDRESS.fullmatch(address)
    if not found or len(address) > ADDRESS_LIMIT_CHARACTERS or _CONTROL.search(address):
        raise BadAddress
    scheme, authority, rest = found.groups()
    parts = _AUTHORITY.fullmatch(authority)
    if not parts:
        raise BadAddress
    scheme = scheme.lower()
    port = int(parts[2]) if parts[2] else PORTS[scheme]
    return Destination(scheme, _host(parts[1]), port, _path(rest))


def read_redirect(location: str, origin: Destination) -> Destination:
    """Return where *location* leads when *origin* answers with it.

    Raises:
        BadAddress: as `read_address`.
    """
    try:
        return read_address(urljoin(origin.address, location.strip(" \t")))
    except ValueError:
        raise BadAddress from None


def _host(written: str) -> str:
    if written.startswith("["):
        return _six(written[1:-1])
    host = written.lower() if written.isascii() else _in_ascii(written)
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > HOST_LIMIT_CHARACTERS or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadAddress
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError:  # 127.1, 0x7f000001, 0177.0.0.1: nobody writes a blog's name so
            raise BadAddress from None
    return host


def _six(written: str) -> str:
    try:
        return str(IPv6Address(written if _SIX.fullmatch(written) else ""))
    except ValueError:
        raise BadAddress from None


def _in_ascii(written: str) -> str:
    try:
        return idna.encode(written, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise BadAddress from None


def _path(rest: str) -> str:
    path = rest if rest.startswith("/") else f"/{rest}"
    try:
        return quote(path, safe=_LEFT_ALONE)
    except UnicodeEncodeError:
        raise BadAddress from None
