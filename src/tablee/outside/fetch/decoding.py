"""Undo the codings of a body without ever holding more than is wanted."""

import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import brotli  # type: ignore[import-untyped]
from backports import zstd

CODINGS_LIMIT = 2
MEMBERS_LIMIT = 16
"""Files within a file: each costs a copy of what follows it."""
ZSTD_WINDOW_LOG = 23
"""8 MiB, the most that RFC 9659 lets a server ask of us."""

_GZIP_BITS = 16 + zlib.MAX_WBITS
_ZLIB_CM_DEFLATE = 8


class Undecodable(Exception):
    """A coding that we do not know, or bytes that are not in it."""


class Decoded(NamedTuple):
    """What came out."""

    body: bytes
    is_whole: bool


def decode(body: bytes, codings: Sequence[str], limit_bytes: int) -> Decoded:
    """Return *body* without its *codings*, the last applied undone first, cut at the limit.

    What has been cut on its way here gives what can be had of it.

    Raises:
        Undecodable: nothing of it is to be believed.
    """
    if len(codings) > CODINGS_LIMIT:
        raise Undecodable("too many codings")
    is_whole = True
    for coding in reversed(codings):
        decoder = _DECODERS.get(coding)
        if decoder is None:
            raise Undecodable(coding)
        body, is_end = decoder(body, limit_bytes) if body else (b"", True)
        is_whole = is_whole and is_end and len(body) <= limit_bytes
        body = body[:limit_bytes]
    return Decoded(body[:limit_bytes], is_whole and len(body) <= limit_bytes)


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    return _members(body, limit, lambda: zlib.decompressobj(_GZIP_BITS))


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Undo zlib, or the bare deflate that some servers send under its name."""
    is_zlib = body[0] & 15 == _ZLIB_CM_DEFLATE and int.from_bytes(body[:2], "big") % 31 == 0
    decoder = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
    try:
        return decoder.decompress(body, limit + 1), decoder.eof
    except zlib.error as trouble:
        raise Undecodable("deflate") from trouble


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    decoder = brotli.Decompressor()
    try:
        out = decoder.process(body, output_buffer_limit=limit + 1)
    except brotli.error as trouble:
        raise Undecodable("br") from trouble
    return out, decoder.is_finished()


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    options = {int(zstd.DecompressionParameter.window_log_max): ZSTD_WINDOW_LOG}
    return _members(body, limit, lambda: zstd.ZstdDecompressor(options=options))


def _members(body: bytes, limit: int, start: Callable[[], Any]) -> tuple[bytes, bool]:
    out = bytearray()
    for _ in range(MEMBERS_LIMIT):
        decoder = start()
        try:
            out += decoder.decompress(body, limit + 1 - len(out))
        except (zlib.error, zstd.ZstdError) as trouble:
            if out:  # zeros after the end, as tape writers left them
                return bytes(out), True
            raise Undecodable from trouble
        body = decoder.unused_data
        if len(out) > limit or not decoder.eof:
            return bytes(out), False
        if not body:
            return bytes(out), True
    return bytes(out), False


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
