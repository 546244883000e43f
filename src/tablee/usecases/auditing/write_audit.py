"""Write an audit into the log: who promised which seed, said it, and what was found."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from tablee.core.audit.result import other_field
from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import OrganiserMistake
from tablee.core.leaves.body import (
    Sample,
    audit_commit_body,
    audit_result_body,
    audit_reveal_body,
)
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import leaf_bytes
from tablee.core.leaves.veil import Content, unpadded
from tablee.core.log.note import Verify
from tablee.core.promising.document import Document, read_document
from tablee.core.promising.fault import DoesNotFit
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.log.prove import content_of
from tablee.usecases.log.telling import tell_now, told
from tablee.usecases.promising.accept_document import check_day, signer_of

HASH_BYTES = 32
_NO_RESULT = Text(
    en="This is not the result of an audit, but something else that somebody signed.",
    fr="Ce n'est pas le résultat d'un audit, mais autre chose que quelqu'un a signé.",
)
_OTHER = Text(
    en="'{}' is not what the auditor signed: {} here, {} there. Have it signed anew.",
    fr="« {} » n'est pas ce que l'auditeur a signé : {} ici, {} là. Faites signer de nouveau.",
)


class Signed(NamedTuple):
    """What an auditor signed, and what checks signatures."""

    text: str
    """The document, to the letter."""
    verify: Verify


class Published(NamedTuple):
    """A result that stands in the log, now or since before."""

    signer: PartyKey | None
    """By which key it is signed; without one, it is the organiser's word alone."""
    is_new: bool = True


class TooEarly(OrganiserMistake):
    """The campaign is not closed: what is drawn would be known too soon."""

    words = Text(
        en="The campaign is not closed: what is drawn would be known too soon.",
        fr="La campagne n'est pas close : ce qui sera tiré serait connu trop tôt.",
    )


class TooLate(OrganiserMistake):
    """The campaign is closed: a seed promised now could be chosen to suit somebody."""

    words = Text(
        en="The campaign is closed: a seed promised now could be chosen to suit somebody.",
        fr="La campagne est close : une graine promise maintenant pourrait être choisie à dessein.",
    )


class SeedSaid(OrganiserMistake):
    """They have promised or said a seed before, or this is not the one that they promised."""

    words = Text(
        en="They have promised or said a seed before, or this is not the one that they promised.",
        fr="Une graine a déjà été promise ou dite à ce nom, ou celle-ci n'est pas la bonne.",
    )


class NotForTheLog(OrganiserMistake):
    """A name in it is empty or too long, or more was found than was looked at."""

    words = Text(
        en="A name in it is empty or too long, or more was found than was looked at.",
        fr="Un nom y est vide ou trop long, ou il y a plus de trouvailles que d'actions regardées.",
    )


class NoSuchSeed(OrganiserMistake):
    """This is no seed, or no hash of one: 32 bytes in hexadecimal."""

    words = Text(
        en="This is no seed, or no hash of one: 32 bytes in hexadecimal.",
        fr="Ce n'est ni une graine ni son empreinte : 32 octets en hexadécimal.",
    )


def commit_seed(desks: Desks, clock: Clock, slug: str, by: str, hashed: str) -> None:
    """Write into the log that *by* has a seed with this hash; it says it after the close.

    Raises:
        NoSuchSeed: nothing was written.
        SeedSaid: nothing was written.
        TooLate: nothing was written.
    """
    body = audit_commit_body(by, _raw(hashed))
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is not Stage.OPEN:
            raise TooLate
        if any(step["by"] == by for step in _steps(desk, campaign, "commit")):
            raise SeedSaid
        _tell(desk, clock, campaign, body)


def reveal_seed(desks: Desks, clock: Clock, slug: str, by: str, seed: str) -> str:
    """Write into the log the seed of *by*; return its hash, which it must have said before.

    Raises:
        NoSuchSeed: nothing was written.
        SeedSaid: nothing was written.
        TooEarly: nothing was written.
    """
    raw = _raw(seed)
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is Stage.OPEN:
            raise TooEarly
        promised = {step["by"]: step["hash"] for step in _steps(desk, campaign, "commit")}
        said = {step["by"] for step in _steps(desk, campaign, "reveal")}
        if by in said or promised.get(by) != sha256(raw).hexdigest():
            raise SeedSaid
        _tell(desk, clock, campaign, audit_reveal_body(by, raw))
    return sha256(raw).hexdigest()


def publish_result(
    desks: Desks, clock: Clock, slug: str, sample: Sample, signed: Signed | None = None
) -> Published:
    """Write into the log what auditors found, with what one of them signed.

    The same words signed again are one. Without a signature everybody is told that there is none.

    Raises:
        SeedSaid: nobody has said a seed by which acts could be drawn; nothing was written.
        NotForTheLog: it looked at more than is sealed, or found more; nothing was written.
        TooEarly: nothing was written.
        BadDocument: what was signed cannot be read, is about something else, or is not signed with
            a valid key of the auditor that it names; nothing was written.
    """
    document = read_document(signed.text) if signed else None
    body = audit_result_body(sample, signed.text if signed else "")
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is Stage.OPEN:
            raise TooEarly
        if not _steps(desk, campaign, "reveal"):
            raise SeedSaid
        log = desk.logs.of(campaign.id)
        is_within = log is not None and sample.size <= log.size
        if not is_within or sample.invalid + sample.unverifiable > sample.draws:
            raise NotForTheLog
        if signed is None or document is None:
            _tell(desk, clock, campaign, body)
            return Published(None)
        _check_found(document, campaign, body)
        keys = desk.parties.every(campaign.id)
        signer = signer_of(document, keys, signed.verify).party
        check_day(document, clock.now_ms())
        is_new = document.digest not in _signed_before(desk, campaign)
        if is_new:
            _tell(desk, clock, campaign, body)
        return Published(signer, is_new)


def _check_found(document: Document, campaign: Campaign, body: Mapping[str, Any]) -> None:
    """Refuse what was signed where it is not what is to be published."""
    if document.kind is not Kind.AUDIT:
        raise DoesNotFit(_NO_RESULT)
    if document.campaign != campaign.slug:
        words = _OTHER.about("campaign", campaign.slug, document.campaign)
        raise DoesNotFit(words, document.line_of("campaign"))
    if field := other_field(document, body):
        words = _OTHER.about(field, body[field], document.fields[field])
        raise DoesNotFit(words, document.line_of(field))


def _signed_before(desk: Desk, campaign: Campaign) -> set[str]:
    """Return the digests of results that auditors signed before."""
    texts = [step.get("document", "") for step in _steps(desk, campaign, "result")]
    return {read_document(each).digest for each in texts if each}


def open_act(desks: Desks, slug: str, number: int) -> tuple[Content, str] | None:
    """Return what an act was and the salt of its leaf, for auditors; nothing once it is erased."""
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        act = desk.journal(campaign).act(number)
        place = desk.logs.place(campaign.id, number)
        if act is None or place is None or not any(place.salt):
            return None
        return content_of(act), unpadded(place.salt)


def _steps(desk: Desk, campaign: Campaign, step: str) -> list[Mapping[str, Any]]:
    """Return what was told of audits before."""
    bodies = [each.body for each in told(desk.journal(campaign), "audit")]
    return [each for each in bodies if each["step"] == step]


def _raw(text: str) -> bytes:
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise NoSuchSeed from error
    if len(raw) != HASH_BYTES:
        raise NoSuchSeed
    return raw


def _tell(desk: Desk, clock: Clock, campaign: Campaign, body: Mapping[str, Any]) -> None:
    try:
        leaf_bytes("audit", 0, dict(body))
    except BadLeaf as error:
        raise NotForTheLog from error
    tell_now(desk, campaign, clock.now_ms(), "audit", body)
