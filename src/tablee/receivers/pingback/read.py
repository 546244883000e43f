"""Read a pingback: the one XML-RPC call we take, by a parser that knows nothing else."""

from typing import NamedTuple
from xml.parsers import expat

from tablee.core.post.target import LONGEST_ADDRESS
from tablee.core.text import Text
from tablee.problems.mistakes import Unreadable
from tablee.wire.forms import charset

METHOD = "pingback.ping"
_ADDRESSES = 2
_FORMS = frozenset({b"text/xml", b"application/xml"})

_CALL = ("methodCall",)
_NAME = (*_CALL, "methodName")
_PARAMS = (*_CALL, "params")
_PARAM = (*_PARAMS, "param")
_VALUE = (*_PARAM, "value")
_STRING = (*_VALUE, "string")
_KNOWN = frozenset({_CALL, _NAME, _PARAMS, _PARAM, _VALUE, _STRING})
_WITH_TEXT = frozenset({_NAME, _VALUE, _STRING})

_NO_XML = Text("That is no XML-RPC.", "Ce n'est pas du XML-RPC.")
_FORBIDDEN = Text(
    "Document types, entities and instructions are not read here.",
    "Les types de document, entités et instructions ne sont pas lus ici.",
)
_OTHER_METHOD = Text(f"The only method here is {METHOD}.", f"La seule méthode est ici {METHOD}.")
_OTHER_VALUES = Text(
    f"{METHOD} takes two strings: your post's address, and that of the campaign's page.",
    f"{METHOD} prend deux chaînes : l'adresse de votre billet et celle de la page de campagne.",
)


class Pingback(NamedTuple):
    """Two addresses, as they were written."""

    source: str
    target: str


def read_pingback(form: bytes, body: bytes | bytearray) -> Pingback:
    """Return what *body* says, sent with the content type *form*.

    Raises:
        Unreadable: it is anything but a call of ``pingback.ping`` with two strings.
    """
    if form.partition(b";")[0].strip().lower() not in _FORMS:
        raise Unreadable(_NO_XML, field="content-type")
    call = _Call()
    try:
        call.read(body)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(_NO_XML, field="body") from None
    if call.method.strip() != METHOD:
        raise Unreadable(_OTHER_METHOD, field="methodName")
    addresses = [value.strip() for value in call.values]
    if len(addresses) != _ADDRESSES or not all(addresses):
        raise Unreadable(_OTHER_VALUES, field="params")
    if any(len(address) > LONGEST_ADDRESS for address in addresses):
        raise Unreadable(_OTHER_VALUES, field="params")
    return Pingback(*addresses)


class _Call:
    """A call while it is read: whatever is not on its short list of elements ends the reading."""

    def __init__(self) -> None:
        self.method = ""
        self.values: list[str] = []
        self._path: tuple[str, ...] = ()
        self._seen: set[tuple[str, ...]] = set()
        """The elements before this one, in the element around it and in those around that."""
        self._text = ""
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        for name in (
            "StartDoctypeDeclHandler",
            "EntityDeclHandler",
            "ExternalEntityRefHandler",
            "SkippedEntityHandler",
            "ProcessingInstructionHandler",
        ):
            setattr(parser, name, _forbid)

    def read(self, body: bytes | bytearray) -> None:
        self._parser.Parse(bytes(body), True)  # noqa: FBT003 - expat takes it by place only

    def _declare(self, _version: str, letters: str | None, _standalone: int) -> None:
        if letters:
            charset(letters)

    def _start(self, name: str, _attributes: object) -> None:
        self._leave_blank()
        self._path = (*self._path, name)
        is_again = self._path in self._seen and self._path != _PARAM
        if self._path not in _KNOWN or is_again:
            raise Unreadable(_OTHER_VALUES if self._path[:2] == _PARAMS else _NO_XML, field="body")
        self._seen = {each for each in self._seen if len(each) <= len(self._path)}
        self._seen.add(self._path)

    def _end(self, _name: str) -> None:
        if self._path == _NAME:
            self.method, self._text = self._text, ""
        elif self._path == _STRING or (self._path == _VALUE and _STRING not in self._seen):
            self.values.append(self._text)
            self._text = ""
        self._leave_blank()
        self._path = self._path[:-1]

    def _add(self, text: str) -> None:
        self._text += text
        if self._path not in _WITH_TEXT:
            self._leave_blank()

    def _leave_blank(self) -> None:
        """Forget the spaces between elements.

        Raises:
            Unreadable: there is something else than spaces.
        """
        if self._text.strip():
            raise Unreadable(_NO_XML, field="body")
        self._text = ""


def _forbid(*_: object) -> None:
    raise Unreadable(_FORBIDDEN, field="body")
