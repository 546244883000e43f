"""Read a trackback: a form whose only word we use is the address of a post."""

from tablee.core.post.target import LONGEST_ADDRESS
from tablee.core.text import Text
from tablee.problems.mistakes import InvalidMention
from tablee.wire.forms import charset_of, only, read_form

_TOO_LONG = Text(
    f"An address has at most {LONGEST_ADDRESS} characters.",
    f"Une adresse a au plus {LONGEST_ADDRESS} caractères.",
)


def read_trackback(form: bytes, body: bytes | bytearray) -> str:
    """Return the address that *body* gives, sent with the content type *form*.

    Title, excerpt and name are not read: nothing a stranger says of a post is believed, and what
    is shown of it comes from the page itself.

    Raises:
        FormWanted: it is not a form.
        Unreadable: the form cannot be read in its letters, or they are ones we do not read.
        InvalidMention: the address is missing, given twice, or too long.
    """
    address = only(read_form(body, charset_of(form)), "url")
    if len(address) > LONGEST_ADDRESS:
        raise InvalidMention(_TOO_LONG, field="url")
    return address
