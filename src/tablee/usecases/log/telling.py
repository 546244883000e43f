"""Write down what happens, so that it becomes leaves of the campaign's log; and what has."""

from collections.abc import Iterator, Mapping
from typing import Any

from tablee.core.act import Evidence
from tablee.core.campaign import Campaign, Version, campaign_now_ms
from tablee.core.decision import Ruling
from tablee.core.leaves.body import cover_body, settle_body
from tablee.core.standing import Standing
from tablee.ports.desk import Desk
from tablee.ports.journal import Decided, Journal, LaidSegment
from tablee.ports.log.happenings import Happening

BY_CLOCK = "clock"
BY_MACHINES = frozenset({BY_CLOCK, "verification"})
"""Who decides without being a person: such a judge is named in the log as it is.

The clock ends appeals and decides nothing else: where it seems to, somebody bears that name.
"""
AT_ONCE = 1_000
_WITH_REASON = frozenset({Ruling.REFUSE, Ruling.REVERSE, Ruling.FINISH})


def tell_decision(
    journal: Journal, standing: Standing, decided: Decided, evidence: Evidence | None = None
) -> None:
    """Tell of a decision about one act; *evidence* is the better one that confirmed it."""
    body: dict[str, Any] = {"act": decided.act_number}
    if decided.ruling in _WITH_REASON:
        body["reason"] = decided.reason.value
    if evidence is not None:
        body |= {"judge": "evidence", "evidence": evidence.value}
    elif decided.by in BY_MACHINES and (decided.by != BY_CLOCK or decided.ruling is Ruling.FINISH):
        body["judge"] = decided.by
    else:
        body["by"] = decided.by
    _tell(journal, standing, decided.ruling.value, body, decided.at_ms)


def tell_cover(journal: Journal, standing: Standing, laid: LaidSegment) -> None:
    """Tell of a length of cover: of the pledge, the raise or the milestone that laid it."""
    leaf, body = cover_body(laid.cause, laid.pool, laid.segment)
    _tell(journal, standing, leaf, body, laid.laid_at_ms)


def tell_milestone(journal: Journal, standing: Standing, name: str, at_ms: int) -> None:
    """Tell of a milestone that was reached and lays no cover."""
    _tell(journal, standing, "milestone", {"name": name}, at_ms)


def tell_terms(journal: Journal, standing: Standing, version: Version, at_ms: int) -> None:
    """Tell of terms that were published."""
    _tell(journal, standing, "terms", {"number": version.number}, at_ms)


def tell_close(journal: Journal, standing: Standing, at_ms: int) -> None:
    """Tell of the end: no act is taken any more."""
    _tell(journal, standing, "close", {}, at_ms)


def tell_settle(journal: Journal, standing: Standing, owed: Mapping[str, int], at_ms: int) -> None:
    """Tell of what each sponsor owes, now that every act is finally decided."""
    _tell(journal, standing, "settle", settle_body(owed), at_ms)


def tell_now(
    desk: Desk, campaign: Campaign, now_ms: int, leaf: str, body: Mapping[str, Any]
) -> int:
    """Write down what becomes such a leaf; return the campaign's own moment, in milliseconds."""
    journal = desk.journal(campaign)
    standing = journal.standing()
    at_ms = campaign_now_ms(campaign, standing, now_ms)
    _tell(journal, standing, leaf, body, at_ms)
    return at_ms


def told(journal: Journal, leaf: str) -> Iterator[Happening]:
    """Give what was told so far and becomes such a leaf, in order."""
    after = 0
    while found := journal.happenings(after, AT_ONCE, leaf):
        yield from found
        after = found[-1].number


def _tell(
    journal: Journal, standing: Standing, leaf: str, body: Mapping[str, Any], at_ms: int
) -> None:
    journal.tell(Happening(standing.last_number, leaf, body, at_ms))
