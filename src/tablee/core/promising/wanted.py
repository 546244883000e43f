"""What there is to sign in a campaign, and whether a document says just that."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, NoReturn

from tablee.core.promise import Pledge
from tablee.core.promising.document import Document
from tablee.core.promising.fault import DoesNotFit
from tablee.core.promising.wording import Kind
from tablee.core.rulebook import as_ms
from tablee.core.segment import Segment
from tablee.core.terms import Terms
from tablee.core.text import Text

SECOND_MS = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WITH_ITS_SHEET = Text(
    en="What an auditor found comes with its sheet: tablee audit publish CAMPAIGN SHEET --signed.",
    fr="Ce qu'un auditeur a trouvé vient avec sa feuille : tablee audit publish CAMPAGNE FEUILLE "
    "--signed.",
)


class Promise(NamedTuple):
    """One sponsor's part in one pledge or raise: what it is to sign."""

    kind: Kind
    sponsor: str
    name: str
    pool: str
    units: int
    """The places that fall to this sponsor."""
    from_ms: int = 0
    """Of a raise, in whole seconds."""

    def fields(self, campaign: str, day: str) -> dict[str, str]:
        """Return the fields of its text, to be signed on that day."""
        since = {"from": moment_text(self.from_ms)} if self.from_ms else {}
        return {
            "campaign": campaign,
            "sponsor": self.sponsor,
            "name": self.name,
            "pool": self.pool,
            "units": str(self.units),
            **since,
            "signed": day,
        }


def moment_text(moment_ms: int) -> str:
    """Return a moment as documents write it, to the second.

    >>> moment_text(1_330_592_400_999)
    '2012-03-01T09:00:00Z'
    """
    moment = _EPOCH + timedelta(milliseconds=moment_ms)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def promises_of(terms: Terms) -> list[Promise]:
    """Return everything that sponsors are to sign under these terms, in their order."""
    pledges = {each.name: each for each in terms.pledges}
    wanted = [part for each in terms.pledges for part in _parts(Kind.PLEDGE, each, each.units, 0)]
    for each in terms.raises:
        from_ms = as_ms(each.effective_at) // SECOND_MS * SECOND_MS
        wanted += _parts(Kind.RAISE, pledges[each.pledge], each.units, from_ms)
    return wanted


def promised_by(document: Document) -> Promise:
    """Return what a signed pledge or raise promises."""
    return Promise(
        document.kind,
        document.party,
        document.name,
        document.pool,
        document.units,
        document.from_ms,
    )


def check_fits(document: Document, slug: str, terms: Terms) -> None:
    """Refuse a document that is not about this campaign, or promises what the terms do not say.

    Raises:
        DoesNotFit: with the line in which it says something else.
    """
    if document.kind is Kind.AUDIT:
        raise DoesNotFit(_WITH_ITS_SHEET)
    if document.campaign != slug:
        _refuse(document, "campaign", slug)
    if document.kind is Kind.DELIVERY:
        if document.party != terms.label.beneficiary:
            _refuse(document, "beneficiary", terms.label.beneficiary)
    elif document.party not in {each.name for each in terms.sponsors}:
        _refuse(document, "sponsor", *(each.name for each in terms.sponsors))
    if document.kind.is_promise:
        _check_promise(document, terms)


def _check_promise(document: Document, terms: Terms) -> None:
    said = promised_by(document)
    wanted = [
        each
        for each in promises_of(terms)
        if (each.kind, each.sponsor) == (said.kind, said.sponsor)
    ]
    for field in ("name", "from", "pool", "units"):
        if field in document.fields:
            values = [each.fields("", "")[field] for each in wanted]
            wanted = [
                each for each in wanted if each.fields("", "")[field] == document.fields[field]
            ]
            if not wanted:
                _refuse(document, field, *dict.fromkeys(values))


def _parts(kind: Kind, pledge: Pledge, units: int, from_ms: int) -> list[Promise]:
    parts = Segment(units, pledge.shares).split(0, units)
    return [
        Promise(kind, sponsor, pledge.name, pledge.pool, part, from_ms)
        for sponsor, part in parts.items()
    ]


def _refuse(document: Document, field: str, *expected: str) -> NoReturn:
    said = document.fields[field]
    fitting = ", ".join(expected) or "–"
    raise DoesNotFit(
        Text(
            en=f"'{field}' says '{said}'; the terms of the campaign say: {fitting}.",
            fr=f"« {field} » dit « {said} » ; les conditions de la campagne disent : {fitting}.",
        ),
        document.line_of(field),
    )
