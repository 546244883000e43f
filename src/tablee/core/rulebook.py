"""The terms in force, made ready to judge acts by the thousand."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tablee.core.act import Claim, Evidence
from tablee.core.errors import UnknownKind
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.core.terms import Kind, Terms

SECOND_MS = 1_000
HOUR_MS = 3_600_000
SKEW_MS = 5 * 60 * SECOND_MS
"""How far ahead of ours a sender's clock may run before its acts are in the future."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class KindRule(NamedTuple):
    """What the door must know of one kind, in milliseconds since 1970."""

    name: str
    pool: str
    rate: int
    opens_ms: int
    closes_ms: int
    opens_with: str
    per_day: int
    in_all: int
    pays_clicks: bool


def as_ms(moment: datetime) -> int:
    """Return *moment* (aware) as whole milliseconds since 1970.

    >>> as_ms(datetime(2012, 2, 20, tzinfo=UTC))
    1329696000000
    """
    return (moment - _START) // _MILLISECOND


class Rulebook:
    """One version of the terms, compiled."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.kinds = {kind.name: _compiled(terms, kind) for kind in terms.kinds}
        self.counts_supporters = any(
            each.measure is Measure.SUPPORTERS for each in terms.milestones
        )
        self.last_call_ms = _last_ms(terms.closes_at) + terms.grace_hours * HOUR_MS
        self._zone = terms.zone
        self._days: dict[int, str] = {}

    def judge(self, claim: Claim, now_ms: int, reached: set[str]) -> KindRule | Reason:
        """Return the rule that counts *claim*, or the reason for which it never enters the line.

        Limits per supporter are not judged here: they depend on other acts.

        Raises:
            UnknownKind: the campaign does not count such acts; nothing is to be written.
        """
        rule = self.kinds.get(claim.kind)
        if rule is None:
            known = ", ".join(self.kinds)
            message = f"This campaign counts {known}; not '{claim.kind}'."
            raise UnknownKind(message, field="kind")
        occurred_ms = now_ms if claim.occurred_at_ms is None else claim.occurred_at_ms
        if occurred_ms > now_ms + SKEW_MS:
            return Reason.IN_THE_FUTURE
        if occurred_ms < rule.opens_ms:
            return Reason.TOO_EARLY
        if occurred_ms > rule.closes_ms or now_ms > self.last_call_ms:
            return Reason.TOO_LATE
        if rule.opens_with and rule.opens_with not in reached:
            return Reason.KIND_NOT_OPEN
        if claim.evidence is Evidence.CLICK and not rule.pays_clicks:
            return Reason.EVIDENCE_TOO_WEAK
        return rule

    def day(self, moment_ms: int) -> str:
        """Return the day of *moment_ms* in the campaign's time zone, as ``2012-02-20``."""
        # Zones differ from UTC by whole quarters of an hour, so a quarter lies in one day.
        quarter = moment_ms // 900_000
        day = self._days.get(quarter)
        if day is None:
            moment = datetime.fromtimestamp(quarter * 900, UTC).astimezone(self._zone)
            day = self._days[quarter] = moment.date().isoformat()
        return day


def _compiled(terms: Terms, kind: Kind) -> KindRule:
    phase = next((each for each in terms.phases if each.name == kind.phase), terms)
    return KindRule(
        name=kind.name,
        pool=kind.pool,
        rate=kind.rate,
        opens_ms=as_ms(phase.opens_at),
        closes_ms=_last_ms(phase.closes_at),
        opens_with=kind.opens_with,
        per_day=kind.per_day,
        in_all=kind.in_all,
        pays_clicks=kind.pays_clicks,
    )


def _last_ms(moment: datetime) -> int:
    """Return the last millisecond of the second *moment* names: the window is to the second."""
    return as_ms(moment.replace(microsecond=0)) + SECOND_MS - 1
