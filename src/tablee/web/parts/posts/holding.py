"""What the holder of a receipt is told and can do, besides what the act brings."""

from dataclasses import dataclass

from tablee.core.act import Act, State
from tablee.core.campaign import Stage
from tablee.core.post.post import Post
from tablee.core.post.token import OwnName
from tablee.ports.appeals import Appeal
from tablee.ports.desk import Desk
from tablee.usecases.posts.appeal_act import appeals_left
from tablee.web.reading import Seen
from tablee.web.site import current
from tablee.web.words.dates import Dates
from tablee.web.words.figures import Units, figure, speaking


@dataclass(frozen=True, slots=True)
class Answered:
    """An appeal, as the receipt tells of it."""

    when: str
    words: str
    is_open: bool
    is_granted: bool
    answered: str
    """When it was answered; empty while it waits."""
    note: str


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """The link by which the holder brings others, and what it brought."""

    token: str
    title: str
    """Of the kind of act that it brings."""
    each: str
    """What each post brings."""
    counted: str
    """How many posts it brought that count."""
    units: str
    """What they offer, in all."""
    is_used: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """One act, in the hands of whoever holds its receipt."""

    post: Post | None
    can_withdraw: bool
    can_appeal: bool
    appeals: tuple[Answered, ...]
    link: PersonalLink | None


def holding(desk: Desk, seen: Seen, act: Act, now_ms: int, *, is_own: bool) -> Holding:
    """Return what the holder of *act*'s receipt, or whoever may read it, can do with it now."""
    appeals = desk.appeals.of_act(seen.campaign.id, act.number)
    is_open = act.appeal_until_ms > now_ms and all(each.answered_at_ms for each in appeals)
    is_moving = seen.campaign.stage is not Stage.SETTLED
    return Holding(
        post=desk.posts.get(seen.campaign.id, act.number),
        can_withdraw=is_moving and act.state in {State.COUNTED, State.PENDING},
        can_appeal=is_moving and is_open and _can_appeal(desk, seen, act, is_own=is_own),
        appeals=tuple(_answered(each, Dates(seen.terms.zone)) for each in appeals),
        link=_link(desk, seen, act),
    )


def _can_appeal(desk: Desk, seen: Seen, act: Act, *, is_own: bool) -> bool:
    """Return whether the last decision against an act can be appealed once more."""
    is_against = act.state in {State.REFUSED, State.REVERSED} and act.has_place
    return is_against and appeals_left(desk, seen.campaign, act.number, is_own=is_own) > 0


def _answered(appeal: Appeal, dates: Dates) -> Answered:
    is_open = not appeal.answered_at_ms
    return Answered(
        when=dates.minute(appeal.at_ms),
        words=appeal.words,
        is_open=is_open,
        is_granted=appeal.is_granted,
        answered="" if is_open else dates.minute(appeal.answered_at_ms),
        note=appeal.note,
    )


def _link(desk: Desk, seen: Seen, act: Act) -> PersonalLink | None:
    """Return the personal link of a counted act, where the terms pay for those it brings."""
    kind = next((each for each in seen.terms.kinds if each.referral_of == act.kind), None)
    if kind is None or act.state is not State.COUNTED:
        return None
    units = Units(seen.terms.unit, speaking())
    brought = desk.posts.brought(seen.campaign.id, act.number)
    journal = desk.journal(seen.campaign)
    acts = [found for number in brought if (found := journal.act(number))]
    counted = [each for each in acts if each.state is State.COUNTED]
    return PersonalLink(
        token=OwnName.PERSONAL.make(current().secret, seen.campaign.slug, act.number),
        title=kind.title.say(speaking()),
        each=units.say(kind.rate),
        counted=figure(len(counted), speaking()),
        units=units.say(sum(each.units for each in counted)),
        is_used=bool(counted),
    )
