"""Whether a decision may follow from where an act stands, and who may take it."""

from typing import NoReturn

from tablee.core.act import Act, Evidence
from tablee.core.decision import Ruling, rule, yields_to
from tablee.core.errors import WrongState
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import CLOCK, EVIDENCE, JUDGES
from tablee.core.leaves.leaf import CLOCK_MINUTES, MINUTE_MS, Leaf
from tablee.core.reason import Reason

_AGAINST = frozenset({Ruling.REFUSE, Ruling.REVERSE})


class Court:
    """The decisions of a log so far, as far as later ones depend on them."""

    def __init__(self) -> None:
        self._against: dict[int, str] = {}
        """Who decided last against each act."""
        self.finished_early = 0
        """Acts that somebody let leave before their time of appeal was over."""

    def rule(self, act: Act, leaf: Leaf, until: int) -> Act:
        """Return *act* after the decision in *leaf*.

        *until* is the minute in which an appeal against it would end.

        Raises:
            BadLeaf: it may not be decided so, or not by this judge, or not yet.
        """
        ruling, judge = Ruling(leaf["leaf"]), leaf["judge"]
        reason = Reason(leaf.get("reason", ""))
        self._check_judge(act, ruling, leaf)
        if ruling is Ruling.FINISH:
            self._check_end(act, judge, reason, leaf["minute"])
        try:
            after = rule(act, ruling, reason, until * MINUTE_MS)
        except WrongState as error:
            raise BadLeaf(
                f"{error} It is act {act.number}.",
                f"L'action {act.number} ne peut subir « {ruling} » là où elle en est.",
            ) from error
        if ruling in _AGAINST:
            self._against[act.number] = judge
        return after._replace(evidence=Evidence(leaf["evidence"])) if "evidence" in leaf else after

    def is_early(self, act: Act, minute: int) -> bool:
        """Return whether an act may still be appealed in a minute."""
        return minute + CLOCK_MINUTES < act.appeal_until_ms // MINUTE_MS

    def _check_judge(self, act: Act, ruling: Ruling, leaf: Leaf) -> None:
        judge = leaf["judge"]
        if ("evidence" in leaf) is not (judge == EVIDENCE):
            _refuse(
                act,
                "is decided by evidence that is not there",
                "est décidée par une preuve qui n'est pas là",
            )
        if judge == EVIDENCE and not yields_to(act, Evidence(leaf["evidence"])):
            _refuse(act, "does not yield to better evidence", "ne cède pas à une meilleure preuve")
        if judge == CLOCK and ruling is not Ruling.FINISH:
            _refuse(
                act,
                "is decided by the clock, which only ends appeals",
                "est décidée par l'horloge, qui ne fait que clore les recours",
            )
        is_person = judge not in JUDGES
        if ruling is Ruling.RESTORE and is_person and self._against.get(act.number) == judge:
            _refuse(
                act,
                "is restored by whoever had decided against it",
                "est rétablie par qui avait décidé contre elle",
            )

    def _check_end(self, act: Act, judge: str, reason: Reason, minute: int) -> None:
        if act.reason is not reason:
            _refuse(
                act,
                "leaves for another reason than it was refused or reversed for",
                "sort pour une autre raison que celle de son refus ou de son annulation",
            )
        if not self.is_early(act, minute):
            return
        if judge == CLOCK:
            _refuse(
                act,
                "leaves before its time of appeal is over",
                "sort avant la fin de son délai de recours",
            )
        self.finished_early += 1


def _refuse(act: Act, en: str, fr: str) -> NoReturn:
    raise BadLeaf(f"Act {act.number} {en}.", f"L'action {act.number} {fr}.")
