"""The tally as a document: what tally.json, the live count and the command line all say."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tablee.core.tally import Tally
from tablee.core.terms import Terms
from tablee.core.text import Text

SECOND_MS = 1_000

DEFINITIONS: dict[str, Text] = {
    "acts": Text(
        "Acts that hold a place in a line; refused acts and duplicates are not among them.",
        "Actions qui ont une place dans une ligne ; les actions refusées et les doublons "
        "n'en font pas partie.",
    ),
    "offered": Text(
        "Places those acts hold, in units: paid + unpaid + pending.",
        "Places que ces actions occupent, en unités : gagnés + sans repas + en attente.",
    ),
    "paid": Text(
        "Units earned from sponsors: confirmed places within what they have promised.",
        "Unités gagnées auprès des mécènes : places confirmées, dans la limite promise.",
    ),
    "unpaid": Text(
        "Confirmed places beyond what sponsors have promised: they count, but bring nothing "
        "unless a sponsor raises the pledge.",
        "Places confirmées au-delà de la promesse : elles comptent, mais ne rapportent rien "
        "tant qu'aucun mécène ne relève son engagement.",
    ),
    "pending": Text(
        "Places held by acts that await a decision or the end of an appeal.",
        "Places tenues par des actions qui attendent une décision ou la fin d'un recours.",
    ),
    "totals": Text(
        "The sums over all pools: without_purchases and purchases together.",
        "Les sommes de toutes les lignes : hors achats et achats ensemble.",
    ),
    "without_purchases": Text(
        "The sums over all pools but those of purchases: what the campaign shows first.",
        "Les sommes de toutes les lignes sauf celles des achats : ce que l'opération montre "
        "d'abord.",
    ),
    "purchases": Text(
        "The sums over the pools on which only purchases stand, and their names; null where "
        "purchases are not counted apart.",
        "Les sommes des lignes où il n'y a que des achats, et leurs noms ; null quand les achats "
        "ne sont pas comptés à part.",
    ),
    "cap": Text(
        "Units sponsors have promised for a pool so far, raises included.",
        "Unités promises à ce jour pour une ligne, relèvements compris.",
    ),
    "pledged": Text(
        "Units a sponsor has promised so far, in all pools.",
        "Unités promises à ce jour par un mécène, toutes lignes confondues.",
    ),
    "earned": Text(
        "Units a sponsor owes for paid places; nothing is paid or delivered by this number.",
        "Unités dues par un mécène pour les places gagnées ; ce nombre ne dit pas ce qui est "
        "versé ou livré.",
    ),
    "floor": Text(
        "Units a sponsor gives even if nobody acts.",
        "Unités données par un mécène même si personne n'agit.",
    ),
    "refused": Text(
        "Acts refused at the door, or finally refused or reversed; each has a public reason.",
        "Actions refusées à l'entrée, ou définitivement refusées ou annulées ; chacune a un "
        "motif public.",
    ),
    "sequence": Text(
        "Rises with every change; two documents with the same sequence have the same figures.",
        "Augmente à chaque changement ; à séquence égale, chiffres égaux.",
    ),
}
"""What each number means, in both languages."""


def tally_document(tally: Tally, terms: Terms, language: str = "en") -> dict[str, Any]:
    """Return *tally* as it is served: figures in units except ``acts``, and what each means."""
    unit, purchases = terms.unit, tally.purchases
    return {
        "campaign": tally.campaign,
        "title": terms.title.say(language),
        "as_of": moment(tally.as_of_ms),
        "sequence": tally.sequence,
        "state": str(tally.state),
        "is_replay": tally.is_replay,
        "opens_at": _moment_of(terms.opens_at),
        "closes_at": _moment_of(terms.closes_at),
        "unit": unit.one.say(language),
        "units": unit.other.say(language),
        "portions": unit.portions,
        "totals": asdict(tally.totals),
        "without_purchases": asdict(tally.without_purchases),
        "purchases": purchases and asdict(purchases) | {"pools": [*_purchase_pools(tally)]},
        "pools": [asdict(pool) for pool in tally.pools],
        "kinds": [asdict(kind) | _named(terms, kind.name, language) for kind in tally.kinds],
        "sponsors": [asdict(sponsor) for sponsor in tally.sponsors],
        "milestones": [asdict(milestone) for milestone in tally.milestones],
        "definitions": {name: text.say(language) for name, text in DEFINITIONS.items()},
    }


def _purchase_pools(tally: Tally) -> Iterator[str]:
    return (pool.name for pool in tally.pools if pool.name in tally.purchase_pools)


def _named(terms: Terms, name: str, language: str) -> dict[str, str]:
    """Return what a kind is called, and who tells of its acts where the terms say that."""
    kind = terms.kind(name)
    if kind is None:
        return {}
    source = {"source": kind.source.say(language)} if kind.source else {}
    return {"title": kind.title.say(language)} | source


def moment(at_ms: int) -> str:
    """Return a moment as text, in UTC.

    >>> moment(1329904800500)
    '2012-02-22T10:00:00.500Z'
    """
    seconds, rest_ms = divmod(at_ms, SECOND_MS)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest_ms:03d}Z"


def _moment_of(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
