"""Which column of a partner's file says what: by their names in French and English, or as told."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tablee.core.purchase.gather import FIELDS
from tablee.evidence.tills.trouble import Unreadable

REQUIRED = ("receipt", "time", "gtin")
JOINED = {"receipt": "-", "time": " "}
"""What stands between several columns that say one thing together."""

_NAMES: Mapping[str, str] = {
    "store": "store store_id store_code shop magasin code_magasin no_magasin numero_magasin site",
    "receipt": "receipt receipt_id receipt_number receipt_no ticket ticket_id no_ticket n_ticket"
    " numero_ticket numero_de_ticket transaction transaction_id basket basket_id panier",
    "time": "time datetime date_time timestamp sold_at date_heure horodatage date_et_heure"
    " date_ticket",
    "loyalty": "loyalty loyalty_id loyalty_card card carte carte_fidelite no_carte fidelite",
    "original": "original original_receipt return_of ticket_origine ticket_d_origine"
    " ticket_initial retour_de",
    "original_store": "original_store magasin_origine magasin_d_origine",
    "gtin": "gtin ean ean13 ean_13 upc barcode code_barres code_barre code_ean product_code",
    "quantity": "quantity qty quantite qte nombre",
    "amount": "amount total line_total amount_incl_tax montant montant_ttc total_ttc prix_total",
}
_BY_NAME = {name: key for key, names in _NAMES.items() for name in names.split()}
_DAY, _HOUR = ("date", "jour", "day"), ("heure", "hour", "time")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a partner tells of a file beyond what can be seen in it."""

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """From our names of fields to the file's columns; several are joined with ``+``."""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    """The sign before decimals."""
    time_zone: str = ""
    """Of the tills' clocks; empty for the campaign's."""
    ahead_min: int = 0
    """By how many minutes the tills' clocks are fast; negative when they are slow."""
    is_whole: bool = False
    """Whether a file without an end of its last line is taken for whole all the same."""


def plain(name: str) -> str:
    """Return a column's name without accents, signs and capitals.

    >>> plain(" N° Ticket "), plain("Qté"), plain("Montant TTC")
    ('n_ticket', 'qte', 'montant_ttc')
    """
    letters = unicodedata.normalize("NFKD", name.replace("°", " ").replace("º", " "))
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "_", letters.casefold()).strip("_")


def places(header: Sequence[str], wanted: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Return in which columns each field stands.

    Raises:
        Unreadable: a column that is needed, or told, is not there.
    """
    names = [plain(each) for each in header]
    found: dict[str, tuple[int, ...]] = {}
    for key, told in wanted.items():
        if key not in FIELDS:
            choices = ", ".join(FIELDS)
            raise Unreadable(
                f"There is no field '{key}': choose from {choices}.",
                f"Il n’y a pas de champ « {key} » : choisissez parmi {choices}.",
            )
        found[key] = tuple(_place(names, each) for each in told.split("+"))
    for index, name in enumerate(names):
        key = _BY_NAME.get(name, "")
        if key and key not in found:
            found[key] = (index,)
    if "time" not in wanted:
        _join_day_and_hour(names, found)
    missing = [key for key in REQUIRED if key not in found]
    if missing:
        seen = ", ".join(header)[:300]
        raise Unreadable(
            f"No column says: {', '.join(missing)}. The first line says: {seen}. "
            "Say which column it is, as in receipt=TICKET.",
            f"Aucune colonne ne dit : {', '.join(missing)}. La première ligne dit : {seen}. "
            "Dites quelle colonne c’est, comme receipt=TICKET.",
        )
    return found


def _place(names: Sequence[str], told: str) -> int:
    if plain(told) not in names:
        raise Unreadable(
            f"There is no column '{told}' in the first line.",
            f"Il n’y a pas de colonne « {told} » dans la première ligne.",
        )
    return names.index(plain(told))


def _join_day_and_hour(names: Sequence[str], found: dict[str, tuple[int, ...]]) -> None:
    """Where day and hour have a column each, both say when."""
    day = next((names.index(each) for each in _DAY if each in names), None)
    hour = next((names.index(each) for each in _HOUR if each in names), None)
    if day is not None and ("time" not in found or hour is not None):
        found["time"] = (day,) if hour is None else (day, hour)
