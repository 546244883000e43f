"""The figures that people ask for, out of a recount: never one number."""

from tablee.core.leaves.recount.facts import Facts
from tablee.core.text import Text

NAMES = {
    "pledged": Text("pledged by sponsors", "engagés par les mécènes"),
    "pending": Text("pending", "en attente"),
    "paid": Text(
        "earned, purchases included: owed by sponsors",
        "gagnés, achats compris : dus par les mécènes",
    ),
    "unpaid": Text("unpaid: the pledges are used up", "sans repas : engagements épuisés"),
    "voided": Text("voided: refused or taken back", "annulés : refusés ou repris"),
    "paid_by_sponsors": Text("paid by sponsors, signed", "payés par les mécènes, signés"),
    "delivered": Text("delivered, signed", "livrés, signés"),
    "outstanding": Text("outstanding: owed, not delivered", "dus et pas encore livrés"),
}
"""What each figure is called; all of them are units."""


def figures(facts: Facts) -> dict[str, int]:
    """Return every figure, as far as the leaves were counted again."""
    owed = sum(facts.owed.values())
    in_places = {
        "pledged": facts.pledged,
        "pending": facts.pending,
        "paid": facts.confirmed,
        "unpaid": facts.unpaid,
        "voided": facts.voided,
    }
    found = {name: places // facts.portions for name, places in in_places.items()}
    found["paid_by_sponsors"] = facts.paid
    found["delivered"] = facts.delivered
    found["outstanding"] = max(0, owed // facts.portions - facts.delivered)
    return found
