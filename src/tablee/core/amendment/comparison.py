"""What an amendment changes, and what no amendment may change: a promise is raised, never lowered.

Terms that are published again are compared with those before them. Each difference is one
sentence; some are broken promises, and then nothing of the amendment is published:

- the campaign keeps its name, its time zone, its beneficiary, and what one unit is worth;
- pledges, raises and milestones stay as they were signed: more is promised by a new raise;
- sponsors stay, and a floor is never lowered;
- pools and kinds stay, a kind stays in its pool, and nothing closes earlier than announced.

What a post must show becomes easier and never harder, and it must stay for shorter, never for
longer: posts that count are looked at again. Rates, limits and words may change, for later acts
only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Protocol, TypeVar

from tablee.core.amendment.networks import networks
from tablee.core.amendment.purchases import purchases
from tablee.core.amendment.sentences import (
    Change,
    broken,
    changed,
    differences,
    kept,
    never_lower,
    shared,
)
from tablee.core.errors import BrokenPromise
from tablee.core.promise import Raise, Sponsor
from tablee.core.terms import Kind, Phase, Pool, Proof, Terms
from tablee.core.text import Text


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def changes(old: Terms, new: Terms) -> tuple[str, ...]:
    """Return in sentences what changes from *old* to *new*; none when they say the same.

    Raises:
        BrokenPromise: the amendment takes back something promised; it must not be published.
    """
    found = compare(old, new)
    broken = [change for change in found if change.is_broken_promise]
    if broken:
        raise BrokenPromise(" ".join(each.words.en for each in broken), field=broken[0].field)
    return tuple(change.words.en for change in found)


def compare(old: Terms, new: Terms) -> tuple[Change, ...]:
    """Return every difference, the forbidden ones too, each with a sentence in both languages."""
    return (
        *_campaign(old, new),
        *_unit(old, new),
        *_label(old, new),
        *_sponsors(old, new),
        *_pools(old, new),
        *_kinds(old, new),
        *_phases(old, new),
        *_pledges(old, new),
        *_raises(old, new),
        *_milestones(old, new),
        *networks(old, new),
        *purchases(old, new),
    )


def _campaign(old: Terms, new: Terms) -> Iterator[Change]:
    for name in ("slug", "time_zone"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield broken(
                name,
                f"'{name}' stays '{was}': it is part of every act already counted.",
                f"« {name} » reste « {was} » : chaque action déjà comptée en dépend.",
            )
    yield from differences("", old, new, ("title", "summary", "hashtag", "opens_at"))
    yield from _closing("closes_at", old.closes_at, new.closes_at)
    yield from differences("", old, new, ("appeal_days", "grace_hours"))


def _closing(field: str, was: datetime, now: datetime) -> Iterator[Change]:
    if now < was:
        yield broken(
            field,
            f"'{field}' stays {was.isoformat()}: people were told they could act until then.",
            f"« {field} » reste {was.isoformat()} : on a annoncé qu’on pourrait agir jusque-là.",
        )
    elif now > was:
        yield changed(field, was, now)


def _unit(old: Terms, new: Terms) -> Iterator[Change]:
    yield from differences("unit.", old.unit, new.unit, ("one", "other", "method"))
    yield from kept("unit.currency", old.unit.currency, new.unit.currency)
    yield from kept("unit.portions", old.unit.portions, new.unit.portions)
    yield from never_lower("unit.value", old.unit.value_minor, new.unit.value_minor)


def _label(old: Terms, new: Terms) -> Iterator[Change]:
    was = old.label.beneficiary
    if was != new.label.beneficiary:
        yield broken(
            "label.beneficiary",
            f"The beneficiary stays {was}: everything was promised to it.",
            f"Le bénéficiaire reste {was} : tout lui a été promis.",
        )
    yield from differences("label.", old.label, new.label, ("organiser", "remainder"))
    yield from differences("label.", old.label, new.label, ("paid_by", "contact"))


def _sponsors(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _gone_or_new("sponsors", old.sponsors, new.sponsors)
    for was, now in _pairs(old.sponsors, new.sponsors):
        field = f"sponsors.{was.name}."
        yield from never_lower(f"{field}floor", was.floor, now.floor)
        yield from differences(field, was, now, _others(Sponsor, "name", "floor"))


def _pools(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _gone_or_new("pools", old.pools, new.pools)
    for was, now in _pairs(old.pools, new.pools):
        yield from differences(f"pools.{was.name}.", was, now, _others(Pool, "name"))


def _kinds(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _gone_or_new("kinds", old.kinds, new.kinds)
    for was, now in _pairs(old.kinds, new.kinds):
        field = f"kinds.{was.name}."
        yield from kept(f"{field}pool", was.pool, now.pool)
        if now.opens_with:
            yield from kept(f"{field}opens_with", was.opens_with, now.opens_with)
        elif was.opens_with:
            yield changed(f"{field}opens_with", was.opens_with, "")
        announced, closes = _closes(old, was), _closes(new, now)
        if closes < announced and (was.phase or now.phase):
            yield from _closing(f"{field}phase", announced, closes)
        elif was.phase != now.phase:
            yield changed(f"{field}phase", was.phase, now.phase)
        yield from _post_rules(field, was, now)
        yield from differences(field, was, now, _others(Kind, *_OWN_RULES))


_OWN_RULES = (
    "name",
    "pool",
    "opens_with",
    "phase",
    "proof",
    "stays_days",
    "referral_of",
)


def _post_rules(field: str, was: Kind, now: Kind) -> Iterator[Change]:
    """Compare what is asked of posts: posts that count are looked at again under these rules.

    So no proof becomes harder and no post must stay longer than when its author read the terms;
    until the close and a number of days cannot be compared, for some post either is longer.
    """
    if was.proof is not now.proof:
        is_easier = not was.proof or now.proof is Proof.NAME
        say = changed if is_easier else _asked_for
        yield say(f"{field}proof", was.proof, now.proof)
    if was.stays_days != now.stays_days:
        is_shorter = not was.proof or 0 < now.stays_days < was.stays_days
        say = changed if is_shorter else _asked_for
        yield say(f"{field}stays_days", was.stays_days, now.stays_days)
    if was.referral_of:
        yield from kept(f"{field}referral_of", was.referral_of, now.referral_of)
    elif now.referral_of:
        yield changed(f"{field}referral_of", "", now.referral_of)


def _asked_for(field: str, was: object, now: object) -> Change:
    return next(kept(field, was, now))


def _closes(terms: Terms, kind: Kind) -> datetime:
    return next((each for each in terms.phases if each.name == kind.phase), terms).closes_at


def _phases(old: Terms, new: Terms) -> Iterator[Change]:
    for phase in old.phases:
        if phase.name not in {each.name for each in new.phases}:
            yield changed(f"phases.{phase.name}", phase.title, None)
    yield from _added("phases", old.phases, new.phases)
    for was, now in _pairs(old.phases, new.phases):
        yield from differences(f"phases.{was.name}.", was, now, _others(Phase, "name"))


def _pledges(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _gone_or_new("pledges", old.pledges, new.pledges)
    for was, now in _pairs(old.pledges, new.pledges):
        field = f"pledges.{was.name}."
        if was.units != now.units:
            yield broken(
                f"{field}units",
                f"The pledge '{was.name}' stays at {was.units} units, as it was signed; "
                "to promise more, add a raise.",
                f"L’engagement « {was.name} » reste à {was.units} unités, comme il a été signé ; "
                "pour promettre davantage, ajoutez un relèvement.",
            )
        yield from kept(f"{field}pool", was.pool, now.pool)
        yield from kept(f"{field}sponsors", shared(was.shares), shared(now.shares))


def _raises(old: Terms, new: Terms) -> Iterator[Change]:
    for each in old.raises:
        if each not in new.raises:
            yield broken(
                f"raises.{each.pledge}",
                f"The raise of '{each.pledge}' by {each.units} units on "
                f"{each.effective_at.isoformat()} stays as {each.author} signed it.",
                f"Le relèvement de « {each.pledge} » de {each.units} unités le "
                f"{each.effective_at.isoformat()} reste tel que signé par {each.author}.",
            )
    for each in new.raises:
        if each not in old.raises:
            yield _raised(each)


def _raised(new: Raise) -> Change:
    moment = new.effective_at.isoformat()
    return Change(
        f"raises.{new.pledge}",
        Text(
            en=f"The pledge '{new.pledge}' is raised by {new.units} units from {moment}, "
            f"signed by {new.author}: {new.reason.en}",
            fr=f"L’engagement « {new.pledge} » est relevé de {new.units} unités à partir de "
            f"{moment}, signé par {new.author} : {new.reason.fr}",
        ),
    )


def _milestones(old: Terms, new: Terms) -> Iterator[Change]:
    yield from _gone_or_new("milestones", old.milestones, new.milestones)
    for was, now in _pairs(old.milestones, new.milestones):
        field = f"milestones.{was.name}."
        if now.threshold > was.threshold:
            yield from kept(f"{field}threshold", was.threshold, now.threshold)
        elif now.threshold < was.threshold:
            yield changed(f"{field}threshold", was.threshold, now.threshold)
        yield from kept(f"{field}measure", was.measure, now.measure)
        yield from kept(f"{field}kinds", ", ".join(was.kinds), ", ".join(now.kinds))
        yield from kept(f"{field}pool", was.pool, now.pool)
        yield from kept(f"{field}units", was.units, now.units)
        yield from kept(f"{field}sponsors", shared(was.shares), shared(now.shares))
        yield from differences(field, was, now, ("title",))


def _others(kind: type[Sponsor | Pool | Kind | Phase], *but: str) -> list[str]:
    """Return the names of the fields of *kind* that are not judged by a rule of their own."""
    return [each.name for each in fields(kind) if each.name not in but]


def _pairs(old: Iterable[_N], new: Iterable[_N]) -> Iterator[tuple[_N, _N]]:
    by_name = {each.name: each for each in new}
    return ((was, by_name[was.name]) for was in old if was.name in by_name)


def _gone_or_new(table: str, old: Iterable[_Named], new: Iterable[_Named]) -> Iterator[Change]:
    was, now = tuple(old), tuple(new)
    kept = {each.name for each in now}
    for each in was:
        if each.name not in kept:
            yield broken(
                f"{table}.{each.name}",
                f"'{each.name}' in '{table}' stays: people have been told of it.",
                f"« {each.name} » dans « {table} » reste : on l’a annoncé.",
            )
    yield from _added(table, was, now)


def _added(table: str, old: Iterable[_Named], new: Iterable[_Named]) -> Iterator[Change]:
    known = {each.name for each in old}
    for each in new:
        if each.name not in known:
            path = f"{table}.{each.name}"
            yield Change(path, Text(en=f"'{path}' is new.", fr=f"« {path} » est nouveau."))
