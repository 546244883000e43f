"""Whether terms contradict themselves: names, moments, windows, references."""

from collections.abc import Iterable
from typing import NoReturn
from zoneinfo import ZoneInfo

from tablee.core.errors import InvalidTerms
from tablee.core.segment import Share
from tablee.core.terms.draft import Draft
from tablee.core.terms.kind import Kind, Proof

FLOOR = "floor"
"""The account of what a sponsor gives beyond what was earned; no pool has this name."""

LONGEST_NAME = 100
"""Characters of a name, at most: it stands in account names and in addresses."""


def _wrong(field: str, message: str) -> NoReturn:
    raise InvalidTerms(message, field=field)


def check_names(terms: Draft) -> None:
    """Refuse names that are missing, used twice, or cannot be used.

    Raises:
        InvalidTerms: they are not to be published.
    """
    for room, names in (
        ("sponsors", [each.name for each in terms.sponsors]),
        ("pools", [each.name for each in terms.pools]),
        ("kinds", [each.name for each in terms.kinds]),
        ("pledges", [each.name for each in terms.pledges]),
        ("milestones", [each.name for each in terms.milestones]),
        ("phases", [each.name for each in terms.phases]),
        ("networks", [each.name for each in terms.networks]),
    ):
        for index, name in enumerate(names):
            _check_name(f"{room}[{index}].name", name, names[:index])
    for index, pool in enumerate(terms.pools):
        if pool.name == FLOOR:
            _wrong(f"pools[{index}].name", f"The books use the name '{FLOOR}' themselves.")
    for room, size in (("kinds", len(terms.kinds)), ("pools", len(terms.pools))):
        if not size:
            _wrong(room, "A campaign needs at least one.")


def _check_name(field: str, name: str, earlier: list[str]) -> None:
    if not name:
        _wrong(field, "Give it a name.")
    if len(name) > LONGEST_NAME:
        _wrong(field, f"A name has at most {LONGEST_NAME} characters.")
    if ":" in name:
        _wrong(field, "A name has no colon: it parts the names of accounts in the books.")
    if name in earlier:
        _wrong(field, f"The name '{name}' is used twice.")


def check_moments(terms: Draft) -> None:
    """Refuse moments without a time zone, and zones that are none.

    Raises:
        InvalidTerms: they are not to be published.
    """
    moments = [
        ("opens_at", terms.opens_at),
        ("closes_at", terms.closes_at),
        ("label.paid_by", terms.label.paid_by),
    ]
    moments += [(f"raises[{n}].effective_at", r.effective_at) for n, r in enumerate(terms.raises)]
    for index, phase in enumerate(terms.phases):
        moments.append((f"phases[{index}].opens_at", phase.opens_at))
        moments.append((f"phases[{index}].closes_at", phase.closes_at))
    for field, moment in moments:
        if moment.utcoffset() is None:
            _wrong(field, "Say in which time zone this moment is.")
    try:
        ZoneInfo(terms.time_zone)
    except (KeyError, ValueError, OSError):
        _wrong("time_zone", f"'{terms.time_zone}' is no time zone; say, for example, Europe/Paris.")


def check_window(terms: Draft) -> None:
    """Refuse a window that closes before it opens, and phases outside it.

    Raises:
        InvalidTerms: they are not to be published.
    """
    if not terms.opens_at < terms.closes_at:
        _wrong("closes_at", "The campaign closes before it opens.")
    for index, phase in enumerate(terms.phases):
        if not terms.opens_at <= phase.opens_at < phase.closes_at <= terms.closes_at:
            _wrong(f"phases[{index}]", "A phase lies within the campaign's window.")
    if terms.appeal_days < 0:
        _wrong("appeal_days", "A number of days, from 0.")
    if terms.grace_hours < 0:
        _wrong("grace_hours", "A number of hours, from 0.")


def check_references(terms: Draft) -> None:
    """Refuse names that refer to nothing.

    Raises:
        InvalidTerms: they are not to be published.
    """
    pools = {pool.name for pool in terms.pools}
    phases = {"", *(phase.name for phase in terms.phases)}
    milestones = {"", *(milestone.name for milestone in terms.milestones)}
    kinds = {kind.name for kind in terms.kinds}
    for index, kind in enumerate(terms.kinds):
        _check_kind(f"kinds[{index}]", kind)
        _known(f"kinds[{index}].pool", kind.pool, pools)
        _known(f"kinds[{index}].phase", kind.phase, phases)
        _known(f"kinds[{index}].opens_with", kind.opens_with, milestones)
        _known(f"kinds[{index}].referral_of", kind.referral_of, kinds | {""})
        for name in kind.chosen_from:
            _known(f"kinds[{index}].chosen_from", name, kinds - {kind.name})
    for index, milestone in enumerate(terms.milestones):
        _known(f"milestones[{index}].pool", milestone.pool, pools | {""})
        for name in milestone.kinds:
            _known(f"milestones[{index}].kinds", name, kinds)


def _check_kind(field: str, kind: Kind) -> None:
    if kind.rate < 1:
        _wrong(f"{field}.rate", "A rate is a whole number of units, from 1.")
    if kind.per_day < 0 or kind.in_all < 0:
        _wrong(f"{field}.per_day", "A limit is a whole number of acts; leave it out for none.")
    if kind.stays_days < 0:
        _wrong(f"{field}.stays_days", "A number of days; leave it out for until the close.")
    if kind.referral_of == kind.name:
        _wrong(f"{field}.referral_of", "A kind cannot be brought by its own acts.")
    if kind.chosen_from and kind.proof is not Proof.CHOICE:
        _wrong(f"{field}.chosen_from", "Only a kind whose proof is a choice is chosen.")
    if kind.is_hourly and kind.proof is not Proof.PRESENCE:
        _wrong(f"{field}.is_hourly", "Only presence is counted in hours.")


def check_promises(terms: Draft) -> None:
    """Refuse promises that nobody makes, or makes twice.

    Raises:
        InvalidTerms: they are not to be published.
    """
    pools = {pool.name for pool in terms.pools}
    pledges = {pledge.name for pledge in terms.pledges}
    for index, pledge in enumerate(terms.pledges):
        _known(f"pledges[{index}].pool", pledge.pool, pools)
        _check_shares(terms, f"pledges[{index}].sponsors", pledge.shares)
    signed: set[tuple[str, object]] = set()
    for index, each in enumerate(terms.raises):
        _known(f"raises[{index}].pledge", each.pledge, pledges)
        # A raise is known by its pledge and its second: a like one would never be laid.
        name = (each.pledge, each.effective_at.replace(microsecond=0))
        if name in signed:
            _wrong(f"raises[{index}].effective_at", "This pledge is raised at that second already.")
        signed.add(name)
    for index, milestone in enumerate(terms.milestones):
        _check_shares(terms, f"milestones[{index}].sponsors", milestone.shares)


def _check_shares(terms: Draft, field: str, shares: Iterable[Share]) -> None:
    sponsors = {sponsor.name for sponsor in terms.sponsors}
    for share in shares:
        _known(field, share.sponsor, sponsors)


def _known(field: str, name: str, names: set[str]) -> None:
    if name not in names:
        choices = ", ".join(sorted(each for each in names if each)) or "none is defined"
        _wrong(field, f"'{name}' is not defined here; choose from: {choices}.")
