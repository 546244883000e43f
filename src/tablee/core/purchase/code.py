"""Codes printed on receipts for shoppers to type: signed, short, and quick to show a mistake.

Fifteen characters in three groups: one for the series, six for the serial, seven of a signature,
one to check. They are Crockford's thirty-two, so O is 0, I and L are 1, and U is V. The check
character is that of a Reed-Solomon code over GF(32): it finds every wrong character, and every
two that changed places.
"""

from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 15, 5
SERIES_BITS, SERIAL_BITS, SIGNATURE_BITS = 5, 30, 35
MOST_SERIES = 1 << SERIES_BITS
LAST_SERIAL = (1 << SERIAL_BITS) - 1
KEY_BYTES = 32
_CHARACTER_BITS, _SIGNATURE_BYTES = 5, 5
_TURNED, _FIELD = 1 << _CHARACTER_BITS, 0b100101
_VALUES = {each: value for value, each in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_VALUES["U"] = _VALUES["V"]
_FILLING = frozenset(" -_.·–—\t\r\n\u00a0\u202f")


class Code(NamedTuple):
    """A code that was typed without a mistake; nobody has looked yet whether it is good."""

    series: int
    serial: int
    signature: int


def series_key(secret: bytes, campaign: str, kind: str, series: int) -> bytes:
    """Return the key that signs the codes of a series: whoever has it can issue them.

    A code is so bound to its campaign and its kind.
    """
    named = f"codes\n{campaign}\n{kind}\n{series}".encode()
    return blake2b(named, key=secret, digest_size=KEY_BYTES).digest()


def write_code(key: bytes, series: int, serial: int) -> str:
    """Return the code with that serial.

    >>> write_code(bytes(32), 3, 17)
    '30000-0HQWE-AYQE0'
    """
    bits = (series << SERIAL_BITS | serial) << SIGNATURE_BITS | _signature(key, serial)
    values = [bits >> shift & (_TURNED - 1) for shift in range(65, -1, -_CHARACTER_BITS)]
    values.append(_turned(_remainder(values)))
    text = "".join(ALPHABET[value] for value in values)
    return "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def plain(typed: str) -> str:
    """Return what was typed as codes are printed, without spaces and dashes; it may be no code.

    >>> plain(" 3oooo oh qwe ayqeo")
    '300000HQWEAYQE0'
    """
    kept = (each for each in typed.upper() if each not in _FILLING)
    return "".join(ALPHABET[_VALUES[each]] if each in _VALUES else each for each in kept)


def read_code(typed: str) -> Code | None:
    """Return the code that was typed; nothing when there is a mistake in it.

    >>> read_code("30000-0hqwe-ayqe0") == read_code("3OOOO OHQWE AYQEO") != None
    True
    >>> read_code("30000-0HQWE-AYQ0E") is None
    True
    """
    text = plain(typed)
    if len(text) != LENGTH or any(each not in _VALUES for each in text):
        return None
    values = [_VALUES[each] for each in text]
    if _remainder(values):
        return None
    bits = 0
    for value in values[:-1]:
        bits = bits << _CHARACTER_BITS | value
    serial = bits >> SIGNATURE_BITS & LAST_SERIAL
    return Code(bits >> SERIAL_BITS + SIGNATURE_BITS, serial, bits & ((1 << SIGNATURE_BITS) - 1))


def is_signed(key: bytes, code: Code) -> bool:
    """Return whether *code* was signed with *key*."""
    expected = _signature(key, code.serial).to_bytes(_SIGNATURE_BYTES)
    return compare_digest(expected, code.signature.to_bytes(_SIGNATURE_BYTES))


def _signature(key: bytes, serial: int) -> int:
    digest = blake2b(b"%d" % serial, key=key, digest_size=_SIGNATURE_BYTES).digest()
    return int.from_bytes(digest) >> 8 * _SIGNATURE_BYTES - SIGNATURE_BITS


def _remainder(values: list[int]) -> int:
    """Return nought for what carries its check character: each place has a weight of its own."""
    found = 0
    for value in values:
        found = _turned(found) ^ value
    return found


def _turned(value: int) -> int:
    """Return *value* times x in GF(32)."""
    doubled = value << 1
    return doubled ^ _FIELD if doubled & _TURNED else doubled
