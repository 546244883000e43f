"""What others than the site say in a log: keys, signed promises, payments, deliveries, audits."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from tablee.core.audit.result import other_field
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf
from tablee.core.log.note import Verify
from tablee.core.promising.document import Document, read_document
from tablee.core.promising.fault import BadDocument
from tablee.core.promising.party import PartyKey, read_party_key
from tablee.core.promising.wording import Kind


class Laid(NamedTuple):
    """Cover that was laid, and for whom."""

    cause: str
    """``pledge:NAME``, ``raise:PLEDGE:MOMENT`` or ``milestone:NAME``."""
    pool: str
    units: int
    shares: Mapping[str, int]
    """How many of its places each sponsor pays, all in all."""


class Promised(NamedTuple):
    """What one sponsor owes by one length of cover, and how much of it bears its signature."""

    cause: str
    pool: str
    sponsor: str
    units: int
    signed: int


class Result(NamedTuple):
    """What was found in the acts drawn, as a log says."""

    leaf: Leaf
    signer: PartyKey | None
    """The auditor's key that signed it; without one, the organiser wrote it, and signed nothing."""
    erased: int
    """Acts erased before it and after the size was reached from which was drawn.

    Whoever knew what was drawn may have chosen them.
    """


class Parties:
    """The keys in a log, and what was signed with them."""

    def __init__(self, verify: Verify) -> None:
        self._verify = verify
        self.campaign = ""
        """Of which documents speak, as the first leaf says."""
        self._known: dict[PartyKey, bool] = {}
        self._documents: set[str] = set()
        self._signed = Counter[tuple[str, str, str]]()
        self.paid = Counter[str]()
        """Units paid for, by sponsor, as the sponsors say."""
        self.delivered = Counter[str]()
        """Units delivered, by beneficiary, as these say."""

    @property
    def keys(self) -> tuple[PartyKey, ...]:
        """The keys that are valid now."""
        return tuple(key for key, is_valid in self._known.items() if is_valid)

    def key(self, leaf: Leaf) -> None:
        """Take in a key, or that one is valid no more; what it signed before stands.

        Raises:
            BadLeaf: it is no key, or stands there already, or was never there.
        """
        said = PartyKey(leaf["role"], leaf["name"], leaf["key"], leaf["held_by"])
        try:
            key = read_party_key(said)
        except BadDocument as error:
            raise BadLeaf(error.words.en, error.words.fr) from error
        if key != said:
            raise BadLeaf(
                "This key has another spelling than the only one.",
                "Cette clé est écrite autrement que de la seule façon.",
            )
        if leaf["is_valid"] is self._known.get(key, False):
            raise BadLeaf(
                f"Nothing changes for this key of {key.name}.",
                f"Rien ne change pour cette clé de {key.name}.",
            )
        self._known[key] = leaf["is_valid"]

    def document(self, leaf: Leaf) -> None:
        """Take in what somebody has signed.

        Raises:
            BadLeaf: it cannot be read, speaks of another campaign, was said before, or is not
                signed by whose word it is.
        """
        found, _ = self._read(leaf)
        self._count(found)

    def audited(self, leaf: Leaf) -> PartyKey | None:
        """Return the key by which an auditor signed a result; nobody's, where none has.

        Raises:
            BadLeaf: as of other documents, or the auditor says something else than the leaf.
        """
        if "document" not in leaf:
            return None
        found, key = self._read(leaf)
        if field := other_field(found, leaf):
            said, signed = leaf[field], found.fields[field]
            raise BadLeaf(
                f"'{field}' is {said}; its auditor signed {signed}.",
                f"« {field} » vaut {said} ; son auditeur a signé {signed}.",
            )
        return key

    def promised(self, laid: list[Laid]) -> list[Promised]:
        """Return who owes what by the cover that was laid, and what of it is signed."""
        return [
            Promised(
                each.cause,
                each.pool,
                sponsor,
                units,
                min(units, self._signed[sponsor, _to_the_second(each.cause), each.pool]),
            )
            for each in laid
            for sponsor, units in each.shares.items()
        ]

    def _read(self, leaf: Leaf) -> tuple[Document, PartyKey]:
        try:
            found = read_document(leaf["document"])
            key = found.signed_by(self.keys, self._verify)
        except BadDocument as error:
            raise BadLeaf(error.words.en, error.words.fr) from error
        if found.campaign != self.campaign:
            raise BadLeaf(
                "This document speaks of another campaign.",
                "Ce document parle d'une autre campagne.",
            )
        if found.kind.leaf != leaf["leaf"]:
            raise BadLeaf(
                "This document stands in the wrong sort of leaf.",
                "Ce document est dans une feuille de la mauvaise sorte.",
            )
        names = {found.digest}
        if found.reference:
            # Blanks stand in names, line breaks do not: two parties never share a reference.
            names.add(f"{found.kind}\n{found.party}\n{found.reference}")
        if names & self._documents:
            raise BadLeaf(
                "This document, or its reference, stands in the log already.",
                "Ce document, ou sa référence, est déjà au journal.",
            )
        self._documents |= names
        return found, key

    def _count(self, document: Document) -> None:
        if document.kind is Kind.PAYMENT:
            self.paid[document.party] += document.units
        elif document.kind is Kind.DELIVERY:
            self.delivered[document.party] += document.units
        else:
            is_pledge = document.kind is Kind.PLEDGE
            cause = f"raise:{document.name}:{document.from_ms}"
            cause = f"pledge:{document.name}" if is_pledge else cause
            # Who signs a promise anew promises it once: two drafts of a half are no whole.
            name = (document.party, cause, document.pool)
            self._signed[name] = max(self._signed[name], document.units)


class Audits:
    """Seeds that were said to come before the close, and what auditors found after it."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._hashes: dict[str, str] = {}
        self._erased: list[tuple[int, int]] = []
        self.seeds: dict[str, str] = {}
        """What was revealed, by whom."""
        self.results: list[Result] = []

    def erase(self, leaf: Leaf, size: int) -> None:
        """Take in that acts were erased; *size* is how many leaves stand before it."""
        if leaf["what"] == "acts":
            self._erased.append((size, leaf["count"]))

    def take(self, leaf: Leaf, size: int, *, is_closed: bool) -> None:
        """Take in a step of an audit; *size* is how many leaves stand before it.

        Raises:
            BadLeaf: it comes too early, too late, is not what was said to come, or says that an
                auditor signed what none has.
        """
        step, by = leaf["step"], leaf.get("by", "")
        if step == "result":
            self._end(leaf, size)
        elif (step == "commit") is is_closed:
            raise BadLeaf(
                "Seeds are committed to before the close, and revealed after it.",
                "Une graine s'engage avant la clôture, et se révèle après.",
            )
        elif by in (self._hashes if step == "commit" else self.seeds):
            raise BadLeaf(f"{by} has said so before.", f"{by} l'a déjà dit.")
        elif step == "commit":
            self._hashes[by] = leaf["hash"]
        elif self._hashes.get(by) != sha256(bytes.fromhex(leaf["seed"])).hexdigest():
            raise BadLeaf(
                f"This is not the seed to which {by} had committed.",
                f"Ce n'est pas la graine que {by} avait engagée.",
            )
        else:
            self.seeds[by] = leaf["seed"]

    def _end(self, leaf: Leaf, size: int) -> None:
        if not self.seeds:
            raise BadLeaf(
                "Nobody has revealed a seed by which acts could be drawn.",
                "Personne n'a révélé de graine par laquelle tirer des actions.",
            )
        if leaf["size"] > size or leaf["invalid"] + leaf["unverifiable"] > leaf["draws"]:
            raise BadLeaf(
                "This audit found more than it looked at.",
                "Cet audit a trouvé plus qu'il n'a regardé.",
            )
        signer = self._parties.audited(leaf)
        erased = sum(count for at, count in self._erased if at >= leaf["size"])
        self.results.append(Result(leaf, signer, erased))


def _to_the_second(cause: str) -> str:
    """Return a cause as a document can name it: a raise by the second from which it applies."""
    kind, _, rest = cause.partition(":")
    name, _, moment_ms = rest.rpartition(":")
    return cause if kind != "raise" else f"raise:{name}:{int(moment_ms) // 1_000 * 1_000}"
