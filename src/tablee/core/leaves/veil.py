"""What stands in a leaf in the place of a person or an object, and can be made meaningless.

A *commitment* binds the log to what an act was, without showing it: whoever is given the salt and
the content can check it, and once both are deleted it says nothing. A *tag* is the same whenever
the same thing comes again, so that anybody can check limits and duplicates without learning who
or what it was: a person has another tag each day, and no tag outlives its key.
"""

from base64 import urlsafe_b64decode
from binascii import b2a_base64
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

from tablee.core.leaves.canonical import encoded, quoted
from tablee.core.leaves.fault import BadLeaf

KEY_BYTES = 32
"""Length of a salt, of a campaign's pepper and of a person's tag key: all of them random."""
TAG_BYTES = 16
_TO_URL = bytes.maketrans(b"+/", b"-_")
_BLOCK_BYTES = sha256().block_size
_INNER = bytes(each ^ 0x36 for each in range(256))
_OUTER = bytes(each ^ 0x5C for each in range(256))


class Content(NamedTuple):
    """What an act was: what a commitment stands for, and a receipt shows to its owner."""

    kind: str
    object: str
    occurred_ms: int
    received_ms: int
    source: str


class Veiled(NamedTuple):
    """What a leaf says of an act in place of its object and its person, all in raw bytes."""

    object: bytes
    commitment: bytes
    day: bytes = b""
    """The person's tag of the day; empty where the kind has no daily limit."""
    who: bytes = b""
    """The person's tag; empty where the kind has no limit in all."""


def content_object(content: Content) -> dict[str, str | int]:
    """Return *content* as the object that is committed to, and that stands in a receipt."""
    return content._asdict()


def commitment(salt: bytes, content: Content) -> bytes:
    """Return what a leaf says of *content*; *salt* is new for every act."""
    return _mac(salt, _spelled(content))


def _spelled(content: Content) -> bytes:
    """Return the only spelling of *content*, without the cost of asking for its order each time."""
    kind, name, occurred_ms, received_ms, source = content
    words = (
        f'{{"kind":{quoted(kind)},"object":{quoted(name)},"occurred_ms":{occurred_ms}'
        f',"received_ms":{received_ms},"source":{quoted(source)}}}'
    )
    return encoded(words)


def opens(commitment_text: str, salt: bytes, content: Content) -> bool:
    """Return whether *salt* and *content* are what the commitment in a leaf stands for."""
    return compare_digest(commitment_text, unpadded(commitment(salt, content)))


def object_tag(pepper: bytes, fingerprint: bytes) -> bytes:
    """Return the tag of an object: the same object twice is visible to everyone."""
    return _mac(pepper, b"object\n" + fingerprint)[:TAG_BYTES]


def day_tag(tag_key: bytes, kind: str, day: str) -> bytes:
    """Return the tag of a person for acts of *kind* on *day* (``2012-02-20``)."""
    return _mac(tag_key, f"day\n{kind}\n{day}".encode())[:TAG_BYTES]


def who_tag(tag_key: bytes, kind: str) -> bytes:
    """Return the tag of a person for acts of *kind* on any day."""
    return _mac(tag_key, f"all\n{kind}".encode())[:TAG_BYTES]


def judge_tag(pepper: bytes, name: str) -> bytes:
    """Return the tag of somebody who decides: two decisions by one person have the same."""
    return _mac(pepper, f"judge\n{name}".encode())[:TAG_BYTES]


def unpadded(raw: bytes) -> str:
    """Return bytes as a leaf writes them: base64url without padding.

    >>> unpadded(bytes(16))
    'AAAAAAAAAAAAAAAAAAAAAA'
    """
    return b2a_base64(raw, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def raw_of(text: str) -> bytes:
    """Return the bytes that a leaf writes as *text*; another spelling of them is refused.

    Raises:
        BadLeaf: it is not base64url without padding.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise BadLeaf("This is not base64url.", "Ce n'est pas du base64url.") from error
    if unpadded(raw) != text:
        raise BadLeaf(
            "This base64url has another spelling.",
            "Ce base64url est écrit autrement que de la seule façon.",
        )
    return raw


def _mac(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA-256 of a message (RFC 2104).

    It is the same as `hmac.digest`, by which OpenSSL looks for the algorithm longer than it hashes.
    """
    if len(key) > _BLOCK_BYTES:
        key = sha256(key).digest()
    block = key.ljust(_BLOCK_BYTES, b"\0")
    inner = sha256(block.translate(_INNER) + message).digest()
    return sha256(block.translate(_OUTER) + inner).digest()
