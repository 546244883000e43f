"""What terms say of purchases: their lines, and whether lists and rules for baskets can stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

from tablee.core.errors import InvalidTerms
from tablee.core.purchase.gtin import gtin
from tablee.core.purchase.rules import BasketRule
from tablee.core.terms.draft import Draft
from tablee.core.terms.kind import Proof


def check_purchases(terms: Draft) -> None:
    """Refuse names that are missing or used twice, codes that are none, and rules of no measure.

    Raises:
        InvalidTerms: they are not to be published.
    """
    _check_names("products", [each.name for each in terms.products])
    _check_names("baskets", [each.name for each in terms.baskets])
    for index, each in enumerate(terms.products):
        for code in each.gtins:
            if gtin(code) != code:
                _wrong(f"products[{index}].gtins", f"'{code[:40]}' is no GTIN of 14 digits.")
    lists = {"", *(each.name for each in terms.products)}
    kinds = {each.name for each in terms.kinds if each.proof is Proof.TILL}
    for index, rule in enumerate(terms.baskets):
        field = f"baskets[{index}]"
        if rule.kind not in kinds:
            _wrong(f"{field}.kind", f"'{rule.kind}' is no kind whose proof is '{Proof.TILL}'.")
        if rule.products not in lists:
            _wrong(f"{field}.products", f"'{rule.products}' is no list of products.")
        _check_rule(field, rule)


def purchase_pools(terms: Draft) -> frozenset[str]:
    """Return the names of the lines of purchases, which are counted apart from all others.

    On these stand only acts that tills prove. There are none where a line is shared with other
    kinds, for its promise cannot be told apart, nor where purchases are all that counts.
    """
    others = {kind.pool for kind in terms.kinds if kind.proof is not Proof.TILL}
    bought = {kind.pool for kind in terms.kinds if kind.proof is Proof.TILL}
    return frozenset(bought - others) if others else frozenset()


def _check_rule(field: str, rule: BasketRule) -> None:
    if min(rule.pieces, rule.amount_minor, rule.per_basket) < 0:
        _wrong(field, "Pieces, amounts and acts are whole numbers, from 0.")
    if not (rule.pieces or rule.amount_minor):
        _wrong(field, "Say how many pieces, or how much money, bring an act.")
    for name, moment in (("opens_at", rule.opens_at), ("closes_at", rule.closes_at)):
        if isinstance(moment, datetime) and moment.utcoffset() is None:
            _wrong(f"{field}.{name}", "Say in which time zone this moment is.")
    if rule.opens_at and rule.closes_at and not rule.opens_at < rule.closes_at:
        _wrong(f"{field}.closes_at", "The rule ends before it begins.")


def _check_names(room: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if not name or name in seen:
            _wrong(f"{room}[{index}].name", "Give it a name that no other has.")
        seen.add(name)


def _wrong(field: str, message: str) -> NoReturn:
    raise InvalidTerms(message, field=field)
