"""Read a webmention: a form that names a page, and the page of ours that it mentions."""

from typing import NamedTuple

from tablee.core.post.target import LONGEST_ADDRESS
from tablee.core.text import Text
from tablee.problems.mistakes import InvalidMention
from tablee.wire.forms import charset_of, only, read_form

_TOO_LONG = Text(
    f"An address has at most {LONGEST_ADDRESS} characters.",
    f"Une adresse a au plus {LONGEST_ADDRESS} caractères.",
)
_NOT_OF_THE_WEB = Text(
    "Only addresses that begin with http:// or https:// are taken.",
    "Seules les adresses qui commencent par http:// ou https:// sont acceptées.",
)


class Webmention(NamedTuple):
    """Two addresses, as they were written."""

    source: str
    target: str


def read_webmention(form: bytes, body: bytes | bytearray) -> Webmention:
    """Return what *body* says, sent with the content type *form*.

    Raises:
        FormWanted: it is not a form.
        Unreadable: the form cannot be read.
        InvalidMention: source or target is missing, given twice, too long, or of another scheme.
    """
    fields = read_form(body, charset_of(form))
    mention = Webmention(only(fields, "source"), only(fields, "target"))
    for name, address in mention._asdict().items():
        if len(address) > LONGEST_ADDRESS:
            raise InvalidMention(_TOO_LONG, field=name)
        if address.partition("://")[0].lower() not in {"http", "https"}:
            raise InvalidMention(_NOT_OF_THE_WEB, field=name)
    return mention
