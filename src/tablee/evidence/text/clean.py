"""Make a stranger's words fit to be shown: short, on one line, and nothing but what one sees.

It is still text, never markup: whoever puts it on a page escapes it there.
"""

import re
import unicodedata

# Controls and line ends become spaces; letters that are not seen, or that turn around or undo
# what is read next to them, go.
_BREAK = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\s]+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U000e0000-\U000e0fff\U0001fffe\U0001ffff\U000f0000-\U0010ffff]+"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HEAP = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_SLACK = 8
"""How many times the length wanted is looked at: the rest may be spaces."""


def clean(text: str, longest: int) -> str:
    """Return *text* in at most *longest* letters, an ellipsis for what is left out."""
    seen = _UNSEEN.sub("", text[: longest * _SLACK])
    plain = unicodedata.normalize("NFC", _HEAP.sub(r"\1", _BREAK.sub(" ", seen)).strip())
    if len(plain) <= longest:
        return plain
    return plain[: longest - 1].rstrip() + "…"
