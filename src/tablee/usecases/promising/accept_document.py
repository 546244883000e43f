"""Take in a document that a sponsor or the association signed."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, NoReturn

from tablee.core.books.ledger import delivered, paid
from tablee.core.campaign import Campaign
from tablee.core.leaves.body import document_body
from tablee.core.log.note import Verify
from tablee.core.promising.document import Document, read_document
from tablee.core.promising.fault import AlreadySaid, DoesNotFit, NotSigned
from tablee.core.promising.party import of_party
from tablee.core.promising.wanted import check_fits, promised_by
from tablee.core.promising.wording import Kind, day
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.usecases.log.telling import tell_now
from tablee.usecases.promising.reconcile import reconcile

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_KEY = Text(
    en="No key of '{}' as {} is registered: tablee party add.",
    fr="Aucune clé de « {} » ({}) n'est enregistrée : tablee party add.",
)
A_DAY = timedelta(days=1)
"""It may be tomorrow already where somebody signs."""


class Accepted(NamedTuple):
    """A document that was taken in, now or before."""

    kept: Kept
    key: Registered
    is_new: bool
    warnings: tuple[Text, ...] = ()
    """What a person should look at; the document is taken in all the same."""


def accept_document(desks: Desks, clock: Clock, slug: str, text: str, verify: Verify) -> Accepted:
    """Verify a signed document, keep it to the letter, tell the log and receivers, move the books.

    The same text again, however signed, is one. A payment beyond what was earned and a delivery
    beyond what was paid are taken in with a warning: sponsors may pay ahead, and associations
    lay out, but most of the time it is a slip of the pen.

    Raises:
        UnknownCampaign: nothing was written.
        BadDocument: it cannot be read, is not about this campaign, is not signed by whoever's
            word it is, or says again in other words what was said; nothing was written.
    """
    document = read_document(text)
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        check_fits(document, slug, campaign.latest.terms)
        keys = desk.parties.every(campaign.id)
        known = desk.documents.every(campaign.id)
        again = next((each for each in known if each.digest == document.digest), None)
        if again is not None and again.whole == text:
            return Accepted(again, _by_number(keys, again.key_number), is_new=False)
        key = signer_of(document, keys, verify)
        if again is not None:
            return Accepted(again, _by_number(keys, again.key_number), is_new=False)
        now_ms = clock.now_ms()
        check_day(document, now_ms)
        _check_not_said(document, known)
        return _keep(desk, campaign, document, key, now_ms)


def _keep(
    desk: Desk, campaign: Campaign, document: Document, key: Registered, now_ms: int
) -> Accepted:
    about = (campaign.id, document.kind.value, document.party, document.digest)
    kept = desk.documents.add(Kept(*about, document.whole, key.number, now_ms))
    leaf = "promise" if document.kind.is_promise else "receipt"
    at_ms = tell_now(desk, campaign, now_ms, leaf, document_body(document.whole))
    desk.outbox.put(campaign.id, _message(document, key), at_ms)
    if document.kind.is_promise:
        return Accepted(kept, key, is_new=True)
    move = paid if document.kind is Kind.PAYMENT else delivered
    entry = move(document.party, document.units, f"{document.kind} {document.reference}")
    through = desk.books.through(campaign.id)
    desk.books.write(campaign.id, entry, through=through, at_ms=at_ms)
    return Accepted(kept, key, is_new=True, warnings=_warnings(desk, campaign, document))


def _message(document: Document, key: Registered) -> Message:
    """Return what receivers of events are told."""
    body: dict[str, str | int] = {
        "campaign": document.campaign,
        "document": document.digest,
        "kind": document.kind.value,
        "party": document.party,
        "units": document.units,
        "key": key.party.fingerprint,
    }
    more = ("name", "pool") if document.kind.is_promise else ("reference",)
    body |= {name: document.fields[name] for name in more}
    return Message("document.signed", f"{document.campaign}:document:{document.digest}", body)


def signer_of(document: Document, keys: list[Registered], verify: Verify) -> Registered:
    """Return the valid key that signed; say so where a revoked one did, or there is none.

    Raises:
        NotSigned: no valid key of the party did.
    """
    party, role = document.party, document.kind.role
    if not of_party([each.party for each in keys], role, party):
        raise NotSigned(NO_KEY.about(party, role))
    try:
        found = document.signed_by([each.party for each in keys if each.is_valid], verify)
    except NotSigned:
        document.signed_by([each.party for each in keys if not each.is_valid], verify)
        raise NotSigned(
            Text(
                en=f"This is signed with a key of {document.party} that was revoked.",
                fr=f"Ceci est signé avec une clé de {document.party} qui a été révoquée.",
            )
        ) from None
    return next(each for each in keys if each.party == found)


def check_day(document: Document, now_ms: int) -> None:
    """Refuse a document that says it was signed, or happened, on a day still to come.

    Raises:
        DoesNotFit: it says so.
    """
    field = "on" if "on" in document.fields else "signed"
    tomorrow = (_EPOCH + timedelta(milliseconds=now_ms) + A_DAY).date()
    if day(document.fields[field]) > tomorrow:
        raise DoesNotFit(
            Text(
                en=f"'{field}' is a day that is still to come.",
                fr=f"« {field} » est un jour encore à venir.",
            ),
            document.line_of(field),
        )


def _check_not_said(document: Document, known: list[Kept]) -> None:
    for each in known:
        if (each.kind, each.party) != (document.kind, document.party):
            continue
        other = read_document(each.whole)
        if document.kind.is_promise:
            if promised_by(other) == promised_by(document):
                _refuse(document, "name", "This promise is signed already", "C'est déjà signé")
        elif other.reference == document.reference:
            _refuse(
                document,
                "reference",
                "This reference was given before with another text",
                "Cette référence a déjà servi avec un autre texte",
            )


def _warnings(desk: Desk, campaign: Campaign, document: Document) -> tuple[Text, ...]:
    found = reconcile(desk, campaign)
    if document.kind is Kind.DELIVERY:
        if found.delivered <= found.paid:
            return ()
        words = (f"{found.delivered:,}", f"{found.paid:,}")
        return (
            Text(
                en=f"{words[0]} are delivered in all now, and {words[1]} paid for.",
                fr=f"{words[0]} sont maintenant livrés en tout, et {words[1]} payés.",
            ),
        )
    own = next(each for each in found.sponsors if each.sponsor == document.party)
    if own.paid <= own.earned:
        return ()
    return (
        Text(
            en=f"{own.paid:,} are paid in all now, and {own.earned:,} earned.",
            fr=f"{own.paid:,} sont maintenant payés en tout, et {own.earned:,} gagnés.",
        ),
    )


def _by_number(keys: list[Registered], number: int) -> Registered:
    return next(each for each in keys if each.number == number)


def _refuse(document: Document, field: str, en: str, fr: str) -> NoReturn:
    value = document.fields[field]
    raise AlreadySaid(
        Text(en=f"{en}: '{value}'.", fr=f"{fr} : « {value} »."), document.line_of(field)
    )
