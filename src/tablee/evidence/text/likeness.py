"""Say how alike two texts are, by 64 bits kept of each: a simhash of three words in a row."""

import re
from hashlib import blake2b

FEWEST_WORDS = 40
"""A text with fewer is like too many others."""
MOST_WORDS = 1000
_IN_A_ROW = 3
_BYTES = 8
_BITS_FROM_THE_TOP = range(7, -1, -1)
_WORD = re.compile(r"\w+")


def likeness(text: str) -> int:
    """Return the simhash of *text*, the same on every machine; 0 when it is too short.

    Case is the caller's to fold. Only the first 1,000 words are looked at.
    """
    words = _WORD.findall(text[: MOST_WORDS * 20])[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return 0
    rows = zip(*(words[start:] for start in range(_IN_A_ROW)), strict=False)
    shingles = {" ".join(row).encode() for row in rows}
    together = b"".join([blake2b(each, digest_size=_BYTES).digest() for each in shingles])
    half = len(shingles) // 2
    lowest = int.from_bytes(b"\1" * len(shingles), "big")
    found = 0
    # The same byte of all hashes side by side in one long number: a bit of each at once.
    for start in range(_BYTES):
        column = int.from_bytes(together[start::_BYTES], "big")
        for bit in _BITS_FROM_THE_TOP:
            found = found << 1 | ((column >> bit & lowest).bit_count() > half)
    return found


def distance(one: int, other: int) -> int:
    """Return how many of the 64 bits differ: 0 for the same text, about 32 for strangers."""
    return (one ^ other).bit_count()
