"""What is kept of a receipt, so that it counts once and a return takes back what it earned."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from tablee.core.purchase.clocks import ms_of
from tablee.core.purchase.rules import Amount, BasketRule, Measures, acts_of

KEY_BYTES = 16
SECOND_MS = 1_000
_NOTHING = Amount()
_NONE: Measures = MappingProxyType({})
_NO_ACTS: Mapping[str, int] = MappingProxyType({})


class Return(NamedTuple):
    """What a basket brings back of a purchase."""

    store: str
    receipt: str
    """The receipt of that purchase."""
    line: int
    given_back: Measures


class Basket(NamedTuple):
    """One receipt, as its lines say, whatever their order."""

    store: str
    receipt: str
    line: int
    """The line of the file where it begins."""
    at_ms: int
    supporter: bytes
    bought: Measures
    returns: tuple[Return, ...] = ()


class Slip(NamedTuple):
    """What is kept of one receipt: amounts by list, and nothing about who or what."""

    bought: Measures | None = None
    """Nothing, as long as only returns have named it."""
    returned: Measures = _NONE
    acts: Mapping[str, int] = _NO_ACTS
    """How many acts each rule has made of it, less those taken back."""
    refused_in: int = 0
    """The file of which none of them entered its line; another file may tell of it again."""


class Sale(StrEnum):
    """What a receipt turns out to be."""

    NEW = "new"
    DUPLICATE = "duplicate"
    DIFFERENT = "different"
    """A receipt of that number is known, and says something else."""


def object_of(partner: str, store: str, receipt: str) -> str:
    """Return the name of a receipt in the journal; acts add ``/1``, ``/2`` and so on.

    >>> object_of("shop", "0042", "T/7")
    'shop/0042/T%2F7'
    """
    return "/".join(
        each.replace("%", "%25").replace("/", "%2F") for each in (partner, store, receipt)
    )


def slip_key(object_name: str) -> bytes:
    """Return what names a receipt among those of a campaign."""
    return blake2b(plain(object_name).encode(), digest_size=KEY_BYTES).digest()


def plain(object_name: str) -> str:
    """Return by what a receipt is told from others, in whichever way its number was written.

    Programs for tables change numbers they do not understand: what differs only in capitals,
    spaces, or zeros before a number is the same receipt.

    >>> plain("Shop/0042/T7  01") == plain("shop/42/t7 1 ") != plain("shop/42/t71")
    True
    """
    return "/".join(_plain(each) for each in object_name.split("/"))


def _plain(part: str) -> str:
    words = normalize("NFKC", part).casefold().split()
    return " ".join((each.lstrip("0") or "0") if each.isdecimal() else each for each in words)


def sell(
    slip: Slip | None, basket: Basket, rules: Iterable[BasketRule]
) -> tuple[Sale, Slip, Mapping[str, int]]:
    """Return what a basket is, its slip, and how many acts of each kind it brings."""
    if slip is not None and slip.bought is not None:
        sale = Sale.DUPLICATE if slip.bought == basket.bought else Sale.DIFFERENT
        return sale, slip, {}
    returned = slip.returned if slip else _NONE
    by_rule: dict[str, int] = {}
    by_kind: dict[str, int] = {}
    for rule in rules:
        amount = basket.bought.get(rule.products)
        if amount is None or not holds(rule, basket.store, basket.at_ms):
            continue
        acts = acts_of(rule, amount.less(returned.get(rule.products, _NOTHING)))
        if acts:
            by_rule[rule.name] = acts
            by_kind[rule.kind] = by_kind.get(rule.kind, 0) + acts
    return Sale.NEW, Slip(basket.bought, returned, by_rule), by_kind


def give_back(
    slip: Slip | None, given_back: Measures, rules: Iterable[BasketRule]
) -> tuple[Slip, Mapping[str, tuple[int, int]]]:
    """Return a slip after a return, and for each kind that loses acts how many it had and has."""
    slip = slip or Slip()
    returned = dict(slip.returned)
    for name, amount in given_back.items():
        returned[name] = returned.get(name, _NOTHING).plus(amount)
    by_rule = dict(slip.acts)
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for rule in rules:
        acts = by_rule.get(rule.name, 0)
        if acts:
            bought = (slip.bought or {}).get(rule.products, _NOTHING)
            left = bought.less(returned.get(rule.products, _NOTHING))
            by_rule[rule.name] = min(acts, acts_of(rule, left))
            before[rule.kind] = before.get(rule.kind, 0) + acts
            after[rule.kind] = after.get(rule.kind, 0) + by_rule[rule.name]
    losses = {kind: (before[kind], after[kind]) for kind in before if after[kind] < before[kind]}
    return slip._replace(returned=returned, acts=by_rule), losses


def holds(rule: BasketRule, store: str, at_ms: int) -> bool:
    """Return whether *rule* holds in that shop at that moment."""
    if rule.stores and store not in rule.stores:
        return False
    if rule.opens_at is not None and at_ms < ms_of(rule.opens_at):
        return False
    closes_at = rule.closes_at
    return closes_at is None or at_ms < ms_of(closes_at.replace(microsecond=0)) + SECOND_MS
