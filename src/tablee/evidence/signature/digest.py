"""Digests of bodies: ``Digest`` (RFC 3230) as draft-cavage signs it, ``Content-Digest`` (RFC 9530).

A signature covers the header; the header covers the body; so the body is summed up again here.
"""

import binascii
import hashlib
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any

from tablee.evidence.signature.request import Request, Unsigned

_Sum = Callable[[bytes], Any]
_MOST_PARTS = 4
_OLD_SUMS: Mapping[str, _Sum] = {"sha-256": hashlib.sha256}
_NEW_SUMS: Mapping[str, _Sum] = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}
"""What is still held for safe; others are passed over."""
_OLD = re.compile(r"([A-Za-z0-9-]{1,20})=([A-Za-z0-9+/=_-]{1,200})")
_NEW = re.compile(r"([a-z0-9-]{1,20})=:([A-Za-z0-9+/=]{1,200}):(?:;.*)?")


def digest(body: bytes) -> str:
    """Return the value of ``Digest``.

    >>> digest(b"soup")
    'SHA-256=kBT6yBhNe6nh3NgLjB4aopBq+KAfwebpCS5XXqv3uA0='
    """
    return f"SHA-256={_sum(body)}"


def content_digest(body: bytes) -> str:
    """Return the value of ``Content-Digest``.

    >>> content_digest(b"soup")
    'sha-256=:kBT6yBhNe6nh3NgLjB4aopBq+KAfwebpCS5XXqv3uA0=:'
    """
    return f"sha-256=:{_sum(body)}:"


def check_digest(request: Request) -> None:
    """Sum the body up again, and compare with ``Digest``.

    Raises:
        Unsigned: it is another body, or there is no SHA-256 of it.
    """
    _check(request, "digest", _OLD, _OLD_SUMS)


def check_content_digest(request: Request) -> None:
    """Sum the body up again, and compare with ``Content-Digest``.

    Raises:
        Unsigned: it is another body, or there is neither SHA-256 nor SHA-512 of it.
    """
    _check(request, "content-digest", _NEW, _NEW_SUMS)


def _check(request: Request, name: str, shape: re.Pattern[str], sums: Mapping[str, _Sum]) -> None:
    parts = request.headers.get(name, "").split(",")
    found = [shape.fullmatch(part.strip()) for part in parts[:_MOST_PARTS]]
    known = [(sums[each[1].lower()], each[2]) for each in found if each and each[1].lower() in sums]
    if not known:
        raise Unsigned(f"There is no SHA-256 of the body in {name}.")
    for algorithm, said in known:
        if not hmac.compare_digest(_bytes(said), algorithm(request.body).digest()):
            raise Unsigned(f"The body is not the one that {name} speaks of.")


def _sum(body: bytes) -> str:
    return b64encode(hashlib.sha256(body).digest()).decode()


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
