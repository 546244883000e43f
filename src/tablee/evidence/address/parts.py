"""Take an address apart, with everything about it that has several spellings in one of them."""

import ipaddress
import re
from functools import lru_cache
from typing import NamedTuple

import idna

from tablee.core.errors import InvalidClaim

LONGEST = 2048
"""Characters; longer addresses are refused, before and after they are spelled out."""
LONGEST_HOST = 253
_SHAPE = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x1f\x7f\\]")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,62})")
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:@\[\]]*)(?::([0-9]{0,5}))?")
_USUAL_PORTS = frozenset({"", "80", "443"})
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/-]")
_IN_QUERY = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?-]")


class Parts(NamedTuple):
    """An address in parts, each in its one spelling; what is not told apart is not kept."""

    scheme: str
    host: str
    """In lower case and ASCII, without a dot at its end."""
    port: str
    """Empty for 80 and 443, whichever the scheme: some write 443 after http."""
    path: str
    """At least a slash; without dot segments."""
    query: str

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}"


def split(address: str) -> Parts:
    """Take *address* apart; its fragment is dropped.

    Raises:
        InvalidClaim: it is not the address of a public web page, whatever browsers make of it.
    """
    given = address.strip()
    shape = _SHAPE.fullmatch(given) if len(given) <= LONGEST else None
    if shape is None or _NEVER.search(given) or not _is_text(given):
        raise InvalidClaim("That is not the address of a web page: http:// or https:// and so on.")
    scheme, authority, path, query = shape.groups(default="")
    host, port = _host_and_port(authority)
    return Parts(
        scheme.lower(),
        host,
        "" if port in _USUAL_PORTS else port,
        without_dots(_IN_PATH.sub(_spelled, path) or "/"),
        _IN_QUERY.sub(_spelled, query).replace("%20", "+"),
    )


def fetchable(address: str) -> str:
    """Return *address* tidied, as it can still be asked for: scheme, host and query stay.

    A canonical address is a name, and need not be one at which a server answers.

    Raises:
        InvalidClaim: as for `split`, or it is too long when spelled out.
    """
    tidy = str(split(address))
    if len(tidy) > LONGEST:
        raise InvalidClaim("That address is too long.")
    return tidy


def without_dots(path: str) -> str:
    """Return *path* with `.` and `..` walked, as RFC 3986 (5.2.4) says."""
    if "/." not in path:
        return path
    walked: list[str] = []
    *before, last = path.split("/")[1:]
    for segment in before:
        if segment == "..":
            del walked[-1:]
        elif segment != ".":
            walked.append(segment)
    if last == "..":
        del walked[-1:]
    walked.append("" if last in {".", ".."} else last)
    return "/" + "/".join(walked)


def _is_text(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _spelled(found: re.Match[str]) -> str:
    """Decode what needs no percent sign, and encode what does."""
    letters = found[0]
    if len(letters) > 1:
        decoded = chr(int(letters[1:], 16))
        return decoded if decoded in _UNRESERVED else letters.upper()
    return "".join(f"%{byte:02X}" for byte in letters.encode())


@lru_cache(maxsize=8192)
def _host_and_port(authority: str) -> tuple[str, str]:
    shape = _AUTHORITY.fullmatch(authority)
    if shape is None or not shape[1] or len(shape[1]) > LONGEST_HOST:
        raise InvalidClaim("That address names no host, or a user besides it.")
    port = (shape[2] or "").lstrip("0")
    if shape[1].startswith("["):
        return _number(shape[1]), port
    host = _ascii(shape[1]).removesuffix(".")
    if len(host) > LONGEST_HOST or not _HOST.fullmatch(host):
        raise InvalidClaim("That is not the name of a host.")
    return host, port


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError) as refused:
        raise InvalidClaim("That is not the name of a host.") from refused


def _number(host: str) -> str:
    try:
        return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
    except ValueError as refused:
        raise InvalidClaim("That is not the number of a host.") from refused
