"""Why a witness does not start, or does not sign."""

from tablee.core.errors import OperatorMatter


class WitnessRetired(OperatorMatter):
    """This witness has lost what it had seen. It must not sign again: make another one."""


class NoWitness(OperatorMatter):
    """There is no witness in this folder; make one with `tablee witness init`."""


class WitnessThere(OperatorMatter):
    """There is a witness in this folder already; nothing was changed."""


class WitnessRunning(OperatorMatter):
    """This witness is running in another process; stop that one first."""


class NoSuchLog(OperatorMatter):
    """This witness does not look at a log of that name."""
