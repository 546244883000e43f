"""Tracked share links: one per network and sharer, keyed, so that nobody can make up another.

A link names nobody: the number of the act whose receipt it stands on is hidden in it, and each
network's looks different. Only this site can read it.
"""

from hashlib import blake2b
from hmac import compare_digest

from tablee.core.errors import UnknownAct

_NUMBER_BYTES = 5
_MARK_BYTES = 10
_DIGITS = 2 * (_NUMBER_BYTES + _MARK_BYTES)


def link_token(secret: bytes, slug: str, network: str, owner: int = 0) -> str:
    """Return what proves that this site made the share link of *network*, and hides whose it is.

    *owner* is the number of an act; 0 for the campaign's own links. A keyed mark of the number
    comes after the number, which is covered with what only this site can derive from the mark.

    >>> read_link(b"secret", "soup", "mail", link_token(b"secret", "soup", "mail", 7))
    7
    """
    number = owner.to_bytes(_NUMBER_BYTES)
    mark = _keyed(secret, b"mark", f"{slug}/{network}/{owner}".encode(), _MARK_BYTES)
    return (_covered(secret, number, mark) + mark).hex()


def read_link(secret: bytes, slug: str, network: str, token: str) -> int:
    """Return the number of the act whose share link has *token*; 0 for the campaign's own.

    Raises:
        UnknownAct: this site never made that link.
    """
    owner = _hidden_owner(secret, token)
    if compare_digest(link_token(secret, slug, network, owner).encode(), token.encode()):
        return owner
    raise UnknownAct


def _hidden_owner(secret: bytes, token: str) -> int:
    """Return the number covered in *token*, whoever made that; 0 where there can be none."""
    if len(token) != _DIGITS:
        return 0
    try:
        found = bytes.fromhex(token)
    except ValueError:
        return 0
    return int.from_bytes(_covered(secret, found[:_NUMBER_BYTES], found[_NUMBER_BYTES:]))


def _covered(secret: bytes, number: bytes, mark: bytes) -> bytes:
    """Cover a number, or uncover it."""
    cover = _keyed(secret, b"cover", mark, _NUMBER_BYTES)
    return bytes(one ^ other for one, other in zip(number, cover, strict=True))


def _keyed(secret: bytes, use: bytes, text: bytes, size: int) -> bytes:
    return blake2b(text, key=secret[:64], person=b"share:" + use, digest_size=size).digest()
