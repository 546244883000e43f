"""What a receipt says: what the act brings, who pays, its place, and what was decided."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tablee.core.act import Act, State
from tablee.core.decision import Ruling
from tablee.ports.journal import Decided
from tablee.usecases.find_receipt import Receipt
from tablee.web.parts.frame import joined
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.drawings import explain_act
from tablee.web.words.figures import Units, figure, speaking
from tablee.web.words.sentences import Sentence, explain


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to the act."""

    when: str
    what: str
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt, ready to be shown."""

    act: Act
    title: str
    """Its kind."""
    look: str
    """``counted``, ``unpaid``, ``pending``, ``refused`` or ``reversed``."""
    headline: str
    says: tuple[str, ...]
    place: str
    reason: Sentence | None
    appeal_until: str
    """Until when a decision against it may be appealed; empty when it may not."""
    steps: tuple[Step, ...]


def receipt_view(seen: Seen, receipt: Receipt) -> ReceiptView:
    """Return what there is to say about one act."""
    act, dates = receipt.act, Dates(seen.terms.zone)
    units = Units(seen.terms.unit, speaking())
    kind = seen.terms.kind(act.kind)
    look, headline, says = _outcome(receipt, units)
    return ReceiptView(
        act=act,
        title=kind.title.say(speaking()) if kind else act.kind,
        look=look,
        headline=headline,
        says=tuple(says),
        place=_place(receipt),
        reason=explain_act(act),
        appeal_until=dates.minute(act.appeal_until_ms) if act.is_held and act.reason else "",
        steps=tuple(_steps(receipt, dates)),
    )


def _place(receipt: Receipt) -> str:
    if not receipt.place:
        return ""
    language = speaking()
    return _("place %(place)s, of %(cap)s that are promised") % {
        "place": figure(receipt.place, language),
        "cap": figure(receipt.cap, language),
    }


def _outcome(receipt: Receipt, units: Units) -> tuple[str, str, list[str]]:
    """Return look, headline and sentences."""
    act = receipt.act
    if act.state is State.REFUSED:
        return "refused", _("Your act was not counted."), []
    if act.state is State.REVERSED:
        return "reversed", _("Your act was counted, then taken back."), []
    if act.state is State.PENDING:
        return (
            "pending",
            _("Your act is waiting for somebody to look at it."),
            _waiting(receipt, units),
        )
    if not receipt.paid_units:
        return (
            "unpaid",
            _("Your act counts, but brings no %(units)s.") % {"units": units.noun(2)},
            [
                _("The line was full before it. If a sponsor raises its pledge, it is paid then."),
            ],
        )
    headline = _("Your act = %(units)s") % {"units": units.say(receipt.paid_units)}
    paid_by = _("Paid by %(sponsors)s.") % {"sponsors": joined(list(receipt.payers))}
    says = [paid_by]
    if receipt.paid_units < act.units:
        says.append(
            _("It offered %(units)s; the promises ended in the middle of it.")
            % {"units": units.say(act.units)}
        )
    return "counted", headline, says


def _waiting(receipt: Receipt, units: Units) -> list[str]:
    """Say what a pending act will bring if it is confirmed."""
    says = [_("It keeps its place in the meantime, and nothing is asked of you.")]
    first = receipt.place - 1
    room = max(0, min(receipt.act.units, receipt.cap - first))
    if room:
        says.append(_("Once confirmed it brings %(units)s.") % {"units": units.say(room)})
    else:
        says.append(
            _(
                "The line is full: once confirmed it counts,"
                " but brings %(units)s only after a raise."
            )
            % {"units": units.noun(2)}
        )
    return says


def _steps(receipt: Receipt, dates: Dates) -> list[Step]:
    act = receipt.act
    is_counted_at_once = act.state is State.COUNTED and not receipt.decisions
    first = _("Received, and counted at once") if is_counted_at_once else _("Received")
    steps = [Step(dates.minute(act.received_at_ms), first, "", "")]
    return steps + [_step(each, dates) for each in receipt.decisions]


def _step(decided: Decided, dates: Dates) -> Step:
    what = {
        Ruling.CONFIRM: _("Confirmed: it counts"),
        Ruling.REFUSE: _("Refused"),
        Ruling.REVERSE: _("Taken back"),
        Ruling.RESTORE: _("Counted again, in its old place"),
        Ruling.FINISH: _("Final: the time of appeal is over"),
    }[decided.ruling]
    told = explain(decided.reason) if decided.ruling is not Ruling.FINISH else None
    why = told.why if told else ""
    return Step(dates.minute(decided.at_ms), what, why, decided.note)
