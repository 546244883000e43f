"""From what the tables say to terms; used once everything else has been looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from tablee.campaign_file.parsing.purchases import build_rule
from tablee.campaign_file.parsing.sections import Values
from tablee.core.act import Evidence
from tablee.core.network import Network
from tablee.core.promise import Measure, Milestone, Pledge, Raise, Sponsor
from tablee.core.purchase.rules import ProductList
from tablee.core.terms import Kind, Label, Phase, Pool, Proof, Terms, Unit


def build_terms(sections: Mapping[str, Sequence[Values]], value_minor: int) -> Terms:
    """Return the terms that *sections* say, without an error among them.

    Raises:
        InvalidTerms: they contradict each other in a way only core knows.
    """
    return Terms(
        **sections[""][0],
        unit=_unit(sections["unit"][0], value_minor),
        label=Label(**sections["label"][0]),
        sponsors=tuple(Sponsor(**each) for each in sections["sponsors"]),
        pools=tuple(Pool(**each) for each in sections["pools"]),
        phases=tuple(Phase(**each) for each in sections["phases"]),
        kinds=tuple(_kind(each) for each in sections["kinds"]),
        pledges=tuple(Pledge(**_shared(each)) for each in sections["pledges"]),
        raises=tuple(Raise(**each) for each in sections["raises"]),
        milestones=tuple(_milestone(each) for each in sections["milestones"]),
        networks=tuple(Network(**each) for each in sections["networks"]),
        products=tuple(ProductList(**each) for each in sections["products"]),
        baskets=tuple(build_rule(each) for each in sections["baskets"]),
    )


def _unit(values: Values, value_minor: int) -> Unit:
    kept = {name: value for name, value in values.items() if name != "value"}
    return Unit(**kept, value_minor=value_minor)


def _kind(values: Values) -> Kind:
    proof, evidence = Proof(values.get("proof", "")), Evidence(values.get("evidence", "A"))
    return Kind(**{**values, "proof": proof, "evidence": evidence})


def _milestone(values: Values) -> Milestone:
    return Milestone(**{**_shared(values), "measure": Measure(values["measure"])})


def _shared(values: Values) -> dict[str, Any]:
    """In a file the sponsors of a promise have weights; in core these are its shares."""
    shares = {"shares": values["sponsors"]} if "sponsors" in values else {}
    return {**{name: each for name, each in values.items() if name != "sponsors"}, **shares}
