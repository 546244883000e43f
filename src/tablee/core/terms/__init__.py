"""The terms of a campaign: what is promised, to whom, for which acts, and until when."""

from tablee.core.terms.checks import FLOOR, LONGEST_NAME
from tablee.core.terms.kind import Kind, Phase, Pool, Proof
from tablee.core.terms.label import Label, Unit
from tablee.core.terms.terms import Terms

__all__ = ["FLOOR", "LONGEST_NAME", "Kind", "Label", "Phase", "Pool", "Proof", "Terms", "Unit"]
