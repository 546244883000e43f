"""What is said of purchases: which baskets count, where and when, and the total that is theirs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tablee.core.purchase.rules import BasketRule
from tablee.core.tally import Tally, Totals, pledged_by_sponsor
from tablee.core.terms import Kind, Proof, Terms
from tablee.web.parts.frame import joined
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, money, percent, speaking


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule for baskets, ready to be shown."""

    says: str
    products: str
    codes: tuple[str, ...]
    shops: str
    days: str
    most: str


@dataclass(frozen=True, slots=True)
class Purchases:
    """The purchase arm of a campaign, with the label that is its own."""

    rules: tuple[RuleView, ...]
    total: str
    sums: Totals | None
    """Those of the lines that are theirs; nothing where they share a line with other acts."""
    promised: int = 0
    cap: str = ""
    worth: str = ""
    """What all that is promised for them is worth."""
    payers: str = ""
    besides: str = ""
    """What is said of them where the campaign is spoken of in a sentence."""


def purchases(seen: Seen) -> Purchases | None:
    """Return what is to be said of purchases; nothing where none count."""
    terms, tally = seen.terms, seen.tally
    units = Units(terms.unit, speaking())
    kinds = {kind.name: kind for kind in terms.kinds if kind.proof is Proof.TILL}
    rules = tuple(_rule(terms, rule, kinds[rule.kind], units) for rule in terms.baskets)
    sums = tally.purchases
    if sums is None:
        paid = sum(each.paid for each in tally.kinds if each.name in kinds)
        return Purchases(rules, units.say(paid), None) if rules else None
    unit = terms.unit
    promised = sum(each.cap for each in tally.pools if each.name in tally.purchase_pools)
    return Purchases(
        rules=rules,
        total=units.say(sums.paid),
        sums=sums,
        promised=promised,
        cap=units.say(promised),
        worth=money(promised * unit.value_minor // unit.portions, unit.currency, speaking()),
        payers=_payers(seen, promised),
        besides=besides(tally, units),
    )


def besides(tally: Tally, units: Units) -> str:
    """Return a sentence on what purchases earned; empty where they are not counted apart."""
    sums = tally.purchases
    if sums is None:
        return ""
    return _("Besides, purchases have earned %(units)s.") % {"units": units.say(sums.paid)}


def _payers(seen: Seen, promised: int) -> str:
    """Return who pays for purchases, and each one's part."""
    laid = [each.segment for each in seen.cover if each.pool in seen.tally.purchase_pools]
    parts = pledged_by_sponsor(laid).items()
    return joined([f"{name} ({percent(part, promised, speaking())})" for name, part in parts])


def _rule(terms: Terms, rule: BasketRule, kind: Kind, units: Units) -> RuleView:
    chosen = next((each for each in terms.products if each.name == rule.products), None)
    return RuleView(
        says=_("%(what)s in one basket: %(brings)s, and as much again for each further time.")
        % {"what": _asked(terms, rule), "brings": units.say(kind.rate)},
        products=chosen.title.say(speaking()) if chosen else _("whatever is bought"),
        codes=tuple(code.lstrip("0") for code in chosen.gtins) if chosen else (),
        shops=", ".join(rule.stores) or _("all shops of the partner"),
        days=_days(terms, rule),
        most=_most(rule),
    )


def _asked(terms: Terms, rule: BasketRule) -> str:
    pieces = ngettext("%(count)s product", "%(count)s products", rule.pieces) % {
        "count": figure(rule.pieces, speaking())
    }
    amount = money(rule.amount_minor, terms.unit.currency, speaking())
    if rule.pieces and rule.amount_minor:
        return _("%(pieces)s for %(amount)s together") % {"pieces": pieces, "amount": amount}
    return pieces if rule.pieces else amount


def _most(rule: BasketRule) -> str:
    if not rule.per_basket:
        return ""
    return ngettext(
        "At most %(count)s act per basket.", "At most %(count)s acts per basket.", rule.per_basket
    ) % {"count": rule.per_basket}


def _days(terms: Terms, rule: BasketRule) -> str:
    dates = Dates(terms.zone)
    opens_at, closes_at = rule.opens_at or terms.opens_at, rule.closes_at or terms.closes_at
    return _("from %(first)s to %(last)s") % {
        "first": dates.day(opens_at),
        "last": dates.day(closes_at),
    }
