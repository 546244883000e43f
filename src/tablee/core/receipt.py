"""The token by which the holder of a receipt, and nobody by guessing, finds an act."""

from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest

from tablee.core.errors import UnknownAct

_MARK_BYTES = 8


def receipt_token(secret: bytes, slug: str, number: int) -> str:
    """Return the token of act *number*: its number, and a mark only this site can make.

    >>> receipt_token(b"secret", "restos-2012", 17)
    '17-d163806e0db4c61f'
    """
    mark = _keyed_with(secret, slug).copy()
    mark.update(b"%d" % number)
    return f"{number}-{mark.hexdigest()}"


def read_token(secret: bytes, slug: str, token: str) -> int:
    """Return the number of the act that *token* was made for.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    digits = token.partition("-")[0]
    if not (token.isascii() and digits.isdigit()) or len(digits) > len(str(2**40)):
        raise UnknownAct
    number = int(digits)
    if not compare_digest(receipt_token(secret, slug, number).encode(), token.encode()):
        raise UnknownAct
    return number


@lru_cache(maxsize=256)
def _keyed_with(secret: bytes, slug: str) -> blake2b:
    """Return the beginning that the marks of one campaign share: begun once, copied often."""
    return blake2b(f"{slug}\n".encode(), key=secret, digest_size=_MARK_BYTES)
