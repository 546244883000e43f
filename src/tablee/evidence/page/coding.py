"""Turn the bytes of a page into UTF-8, whatever they are and whatever they say they are."""

import codecs

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

# What browsers know. Python knows more, some of it slow or able to hide markup: never those.
_KNOWN = frozenset(
    codecs.lookup(name).name
    for name in (
        *("ascii", "utf-8", "utf-16-le", "utf-16-be", "utf-16", "koi8-r", "koi8-u", "mac-roman"),
        *("mac-cyrillic", "cp866", "cp874", "gbk", "gb2312", "gb18030", "big5", "big5hkscs"),
        *("euc-jp", "shift_jis", "cp932", "iso2022_jp", "euc-kr", "cp949"),
        *(f"iso8859-{part}" for part in range(1, 17) if part not in {9, 12}),
        *("iso8859-9", *(f"cp125{page}" for page in range(9))),
    )
)


def as_utf8(body: bytes, content_type: str) -> bytes:
    """Return *body* in UTF-8, without a mark at its front; what cannot be read is marked �.

    A byte order mark says best what it is, then the server, then the page. When nobody says,
    it is UTF-8 if it can be, as old pages in Windows' letters hardly ever can.
    """
    by_mark, mark = read_bom(body)
    if mark and by_mark:
        body = body[len(mark) :]
        name = _known(by_mark)
    else:
        name = _known(http_content_type_encoding(content_type) or "")
        name = name or _known(html_body_declared_encoding(body) or "")
    if name in {"", "utf-8", "ascii"}:
        return _utf8(body, is_said=bool(name))
    return body.decode(name, "replace").encode()


def _utf8(body: bytes, *, is_said: bool) -> bytes:
    try:
        body.decode()
    except UnicodeDecodeError as broken:
        # A page cut at the limit may end in the middle of a letter.
        is_end = broken.start >= len(body) - 3
        return body.decode("utf-8" if is_said or is_end else "cp1252", "replace").encode()
    return body


def _known(name: str) -> str:
    """Return Python's name of the coding *name*, or nothing when no browser knows it."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return known if known in _KNOWN else ""
