"""Whether rules for baskets can count: a kind that tills prove, and pieces or money."""

from collections.abc import Mapping, Sequence

from tablee.campaign_file.finding import Notes, choose
from tablee.campaign_file.money import minor_of
from tablee.campaign_file.parsing.sections import Values
from tablee.core.purchase.rules import BasketRule
from tablee.core.terms import Proof
from tablee.core.text import Text

Sections = Mapping[str, Sequence[Values]]


def check_purchases(notes: Notes, sections: Sections) -> None:
    """Note rules that could never count; write amounts of money in the smallest coin."""
    tills = [kind.get("name", "") for kind in sections["kinds"] if kind.get("proof") == Proof.TILL]
    unit = sections["unit"][0] if sections["unit"] else {}
    for index, rule in enumerate(sections["baskets"]):
        _check_measure(notes, index, rule, str(unit.get("currency", "")))
        if rule.get("kind") and rule["kind"] not in tills:
            notes.refuse(
                ("baskets", index, "kind"),
                Text(
                    en=f"'{rule['kind']}' is no kind whose proof is 'till'.",
                    fr=f"« {rule['kind']} » n’est pas un type dont la preuve est « till ».",
                ),
                choose(rule["kind"], tills),
            )
        opens_at, closes_at = rule.get("opens_at"), rule.get("closes_at")
        if opens_at and closes_at and not opens_at < closes_at:
            notes.refuse(
                ("baskets", index, "closes_at"),
                Text(en="It ends before it begins.", fr="Elle finit avant de commencer."),
                Text(
                    en=f"Write a moment after {opens_at}.",
                    fr=f"Écrivez un instant après {opens_at}.",
                ),
            )


def build_rule(values: Values) -> BasketRule:
    """Return a rule without an error in it."""
    return BasketRule(**{name: each for name, each in values.items() if name != "amount"})


def _check_measure(notes: Notes, index: int, rule: Values, currency: str) -> None:
    if rule.get("amount") and currency:
        rule["amount_minor"] = minor_of(rule["amount"], currency) or 0
    if not (rule.get("pieces") or rule.get("amount_minor")):
        notes.refuse(
            ("baskets", index),
            Text(
                en="Say how many pieces, or how much money, bring an act.",
                fr="Dites combien de produits, ou quel montant, donnent une action.",
            ),
            Text(
                en='Write for example: pieces = 4, or: amount = "10.00"',
                fr='Écrivez par exemple : pieces = 4, ou : amount = "10.00"',
            ),
        )
