"""What may be decided about an act, and from which state."""

from enum import StrEnum

from tablee.core.act import Act, Evidence, State
from tablee.core.errors import WrongState
from tablee.core.reason import DECISION_REASONS, EVIDENCE_REASONS, Reason


class Ruling(StrEnum):
    """One decision about one act."""

    CONFIRM = "confirm"
    """A pending act is counted, in the place it has held since receipt."""
    REFUSE = "refuse"
    """A pending act is refused; it holds its place while it may be appealed."""
    REVERSE = "reverse"
    """A counted act is taken back; it holds its place while it may be appealed."""
    RESTORE = "restore"
    """An appeal succeeds: the act is counted in its old place."""
    FINISH = "finish"
    """The time of appeal is over: the act leaves the line and those behind it move up."""


_AFTER = {
    (Ruling.CONFIRM, State.PENDING): State.COUNTED,
    (Ruling.REFUSE, State.PENDING): State.REFUSED,
    (Ruling.REVERSE, State.COUNTED): State.REVERSED,
    (Ruling.RESTORE, State.REFUSED): State.COUNTED,
    (Ruling.RESTORE, State.REVERSED): State.COUNTED,
    (Ruling.FINISH, State.REFUSED): State.REFUSED,
    (Ruling.FINISH, State.REVERSED): State.REVERSED,
}


def rule(act: Act, ruling: Ruling, reason: Reason, appeal_until_ms: int) -> Act:
    """Return *act* as it stands after *ruling*.

    *appeal_until_ms* is the end of the time of appeal that a refusal or a reversal opens.

    Raises:
        WrongState: the ruling cannot follow from where the act stands.
    """
    after = _AFTER.get((ruling, act.state))
    is_second = ruling in {Ruling.RESTORE, Ruling.FINISH}
    if after is None or (is_second and not act.is_held):
        raise WrongState(f"An act that is {act.state} cannot be subject to '{ruling}'.")
    if ruling in {Ruling.REFUSE, Ruling.REVERSE}:
        if reason not in DECISION_REASONS:
            raise WrongState("A refusal or a reversal needs a public reason.", field="reason")
        return act._replace(
            state=after, reason=reason, is_held=True, appeal_until_ms=appeal_until_ms
        )
    if ruling is Ruling.FINISH:
        return act._replace(is_held=False)
    return act._replace(state=after, reason=Reason.NONE, is_held=False, appeal_until_ms=0)


def yields_to(act: Act, evidence: Evidence) -> bool:
    """Return whether *act* is an unverified claim that *evidence* for its object overrules.

    So an unverified claim never blocks a verified one: pending, it is confirmed in its place;
    refused for want of evidence, it is restored or makes way.
    """
    if act.evidence is not Evidence.CLAIM or evidence is Evidence.CLAIM:
        return False
    return act.state is State.PENDING or (
        act.state is State.REFUSED and act.reason in EVIDENCE_REASONS
    )
