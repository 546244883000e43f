"""A signed document: the text, and below it the signature of whoever stands for it.

There are two forms. A *signed note*: the text, an empty line, and lines ``— name base64``. Or the
text and, directly below it, what ``ssh-keygen -Y sign -n tablee`` wrote. Both are kept to the
letter, for a stranger must be able to check them in many years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from tablee.core.log.fault import BadNote
from tablee.core.log.note import Note, Verify, believed, read_note
from tablee.core.promising.fault import BadDocument, NotSigned
from tablee.core.promising.party import PartyKey, of_party
from tablee.core.promising.sshsig import BEGIN, SshSignature, read_armour
from tablee.core.promising.wording import Kind, read_text, second_ms
from tablee.core.text import Text

MOST_BYTES = 16_384
"""A document fits into a leaf of the log, with room to spare."""


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody signed, as it was read; whether the signature is good, `signed_by` says."""

    whole: str
    """Text and signature to the letter, as they came and as they stand in the log."""
    text: str
    """What was signed."""
    kind: Kind
    fields: dict[str, str]
    seal: Note | SshSignature

    @property
    def campaign(self) -> str:
        """The campaign of which it speaks; for another it says nothing."""
        return self.fields["campaign"]

    @property
    def party(self) -> str:
        """Whose word it is: the name of the sponsor, of the beneficiary, or of the auditor."""
        return self.fields[self.kind.role]

    @property
    def units(self) -> int:
        """How many units: promised, paid for, or delivered; 0 for an audit."""
        return int(self.fields.get("units", "0"))

    @property
    def name(self) -> str:
        """The pledge that is made or raised; empty for others."""
        return self.fields.get("name", "")

    @property
    def pool(self) -> str:
        """The line that the pledge covers; empty for others."""
        return self.fields.get("pool", "")

    @property
    def from_ms(self) -> int:
        """From when a raise applies, in whole seconds; 0 for others."""
        return second_ms(self.fields["from"]) if "from" in self.fields else 0

    @property
    def reference(self) -> str:
        """How the party calls this payment or delivery; empty for promises."""
        return self.fields.get("reference", "")

    def line_of(self, field: str) -> int:
        """Return the number of the line of a field, from 1."""
        return 2 + [*self.fields].index(field)

    @property
    def digest(self) -> str:
        """SHA-256 of the text: the same word, signed twice, is one."""
        return sha256(self.text.encode()).hexdigest()

    def signed_by(self, keys: Iterable[PartyKey], verify: Verify) -> PartyKey:
        """Return the one of *keys* that signed this, of the party whose word it is.

        Pass the keys that were valid when the document came.

        Raises:
            NotSigned: none of them did; the document is worth nothing.
        """
        own = of_party(keys, self.kind.role, self.party)
        if isinstance(self.seal, SshSignature):
            found = self._ssh_signer(self.seal, own, verify)
        else:
            found = self._note_signer(self.seal, own, verify)
        if found is None:
            raise NotSigned(
                Text(
                    en=f"This is not signed with a valid key of {self.party}.",
                    fr=f"Ceci n'est pas signé avec une clé valable de {self.party}.",
                )
            )
        return found

    def _ssh_signer(
        self, seal: SshSignature, own: list[PartyKey], verify: Verify
    ) -> PartyKey | None:
        for each in own:
            if each.key == seal.key.line:
                is_good = verify(each.verifier, seal.message(self.text), seal.value)
                return each if is_good else None
        return None

    def _note_signer(self, seal: Note, own: list[PartyKey], verify: Verify) -> PartyKey | None:
        noted = {each.verifier: each for each in own if not each.is_ssh}
        try:
            signers = believed(seal, noted, verify)
        except BadNote:
            return None
        return next((each for key, each in noted.items() if key in signers), None)


def read_document(text: str) -> Document:
    """Return a signed document as it stands; no signature is checked.

    Raises:
        BadDocument: it is not one of the five texts with a signature below it, to the letter.
    """
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise BadDocument(Text(en="The document is too long.", fr="Le document est trop long."))
    body, mark, armour = text.partition(BEGIN)
    seal: Note | SshSignature
    if mark:
        signed = body
        seal = read_armour(mark + armour)
    else:
        seal = _read_note(text)
        signed = seal.text
    kind, fields = read_text(signed)
    return Document(text, signed, kind, fields, seal)


def _read_note(text: str) -> Note:
    first = text.partition("\n")[0]
    try:
        return read_note(text.encode())
    except (BadNote, UnicodeEncodeError) as error:
        if not first.startswith("tablee-"):
            read_text(text)  # which says what is wrong with its first line
        raise BadDocument(
            Text(
                en=f"There is no signature below the text that can be read. {error}",
                fr="Sous le texte, aucune signature lisible.",
            )
        ) from error
