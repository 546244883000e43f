"""A request as it is signed: what both ways of signing need of it, and nothing else."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

_USUAL_PORTS = {"http": ":80", "https": ":443"}


class Unsigned(Exception):
    """This request has no signature that can be believed; nothing of it was used."""


class Request(NamedTuple):
    """One request, on its way in or out.

    >>> asked = Request("POST", "https://Meals.example:443/inbox?x=1", {})
    >>> asked.authority, asked.path, asked.query
    ('meals.example', '/inbox', 'x=1')
    """

    method: str
    address: str
    """The whole of it, as it is asked for."""
    headers: Mapping[str, str]
    """Names in lower case; of repeated headers the values with commas between them."""
    body: bytes = b""

    @property
    def scheme(self) -> str:
        """``http`` or ``https``."""
        return self.address.partition("://")[0].lower()

    @property
    def authority(self) -> str:
        """The host in lower case, with its port where it is not the usual one."""
        host = urlsplit(self.address).netloc.lower()
        return host.removesuffix(_USUAL_PORTS.get(self.scheme, ""))

    @property
    def path(self) -> str:
        """The path, as it stands there; at least a slash."""
        return urlsplit(self.address).path or "/"

    @property
    def query(self) -> str:
        """What stands after the question mark."""
        return urlsplit(self.address).query

    @property
    def target(self) -> str:
        """Path and query, as they stand in the first line of a request."""
        plain = self.address.partition("#")[0]
        return self.path + ("?" + self.query if "?" in plain else "")


class Seal(NamedTuple):
    """A signature whose form is right, and what it is said to sign. Only its key can prove it."""

    key_id: str
    signed: bytes
    signature: bytes
    good_until_ms: int
    """When nobody takes it any more: until then it must not be taken twice."""
