"""Why an act was refused or reversed: a closed, public list.

The codes are part of the public log and never change their meaning; the sentences that
explain them to people are in the pages, in each language.
"""

from enum import StrEnum


class Reason(StrEnum):
    """A public reason code."""

    NONE = ""
    # Said by the rules, at the door: the act never enters the line.
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    KIND_NOT_OPEN = "kind_not_open"
    DAILY_LIMIT = "daily_limit"
    TOTAL_LIMIT = "total_limit"
    IN_THE_FUTURE = "in_the_future"
    EVIDENCE_TOO_WEAK = "evidence_too_weak"
    CAMPAIGN_CLOSED = "campaign_closed"
    # Said by a person (later also by automatic verification), with a right of appeal.
    NO_LINK = "no_link"
    NOT_FOUND = "not_found"
    NOT_PUBLIC = "not_public"
    DUPLICATE_CONTENT = "duplicate_content"
    SPAM = "spam"
    UNLAWFUL = "unlawful"
    NOT_THE_AUTHOR = "not_the_author"
    GONE = "gone"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    OFF_TOPIC = "off_topic"
    NOT_READABLE = "not_readable"
    TOO_LONG = "too_long"
    FRONT_PAGE = "front_page"
    REFERRAL_GONE = "referral_gone"
    CHOICE_GONE = "choice_gone"
    UNCHOSEN = "unchosen"
    ABSENT = "absent"


DOOR_REASONS = frozenset(
    {
        Reason.TOO_EARLY,
        Reason.TOO_LATE,
        Reason.KIND_NOT_OPEN,
        Reason.DAILY_LIMIT,
        Reason.TOTAL_LIMIT,
        Reason.IN_THE_FUTURE,
        Reason.EVIDENCE_TOO_WEAK,
        Reason.CAMPAIGN_CLOSED,
    }
)
"""Reasons the rules give by themselves; acts refused for them hold no place."""

DECISION_REASONS = tuple(reason for reason in Reason if reason and reason not in DOOR_REASONS)
"""Reasons a person may give when refusing or reversing an act."""

EVIDENCE_REASONS = frozenset(
    {
        Reason.NO_LINK,
        Reason.NOT_FOUND,
        Reason.NOT_PUBLIC,
        Reason.NOT_THE_AUTHOR,
        Reason.NOT_READABLE,
        Reason.TOO_LONG,
        Reason.FRONT_PAGE,
    }
)
"""Reasons that speak of missing evidence: better evidence for the same object overrules them."""

VANISHED_REASONS = frozenset(
    {Reason.NO_LINK, Reason.NOT_FOUND, Reason.GONE, Reason.WITHDRAWN, Reason.REFERRAL_GONE}
)
"""Reasons for which what was counted is taken back, and which pass when it is there again."""
