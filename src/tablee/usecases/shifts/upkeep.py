"""What the clock does about shifts: people are reminded, and forgotten."""

from tablee.core.campaign import Campaign, Stage
from tablee.core.volunteering.shift import DAY_MS, reminder_ms
from tablee.core.volunteering.volunteer import INVITATION_MS, Commitment
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.shifts.letters import NO_REMINDER, Occasion
from tablee.usecases.shifts.rota import Rota

AT_ONCE = 500
_WITHDRAWN = frozenset({Commitment.INVITED, Commitment.CANCELLED})


def remind_volunteers(desks: Desks, clock: Clock) -> int:
    """Put down letters to everybody whose shift is tomorrow; return how many. Twice is once.

    Who took their place after the hour of reminders has just been written to, and is not again.
    In a replay nobody is reminded: its shifts are over.
    """
    now_ms = clock.now_ms()
    with desks.read() as desk:
        slugs = [
            each.slug
            for each in desk.campaigns.every()
            if not each.is_replay and each.stage is not Stage.SETTLED and _due(desk, each, now_ms)
        ]
    count = 0
    for slug in slugs:
        with desks.write() as desk:
            rota = Rota(desk, slug, now_ms)
            for number in _due(desk, rota.campaign, now_ms):
                person = desk.volunteers.get(number)
                if person is not None:
                    desk.volunteers.keep(rota.tell(person, Occasion.REMINDER))
                    count += 1
    return count


def _due(desk: Desk, campaign: Campaign, now_ms: int) -> list[int]:
    """Return the numbers of those who are to be reminded now."""
    zone = campaign.version_at(now_ms).terms.zone
    found: list[int] = []
    for shift in desk.shifts.every(campaign.id):
        moment_ms = reminder_ms(shift, zone)
        if not moment_ms <= now_ms < shift.starts_at_ms or shift.is_cancelled:
            continue
        found += [
            each.number
            for each in desk.volunteers.of_shift(shift.number)
            if each.state is Commitment.CONFIRMED
            and each.changed_at_ms < moment_ms
            and not {Occasion.REMINDER.value, NO_REMINDER} & {*each.sent}
        ]
    return found


def forget_volunteers(desks: Desks, clock: Clock, days: int) -> int:
    """Erase names, addresses and groups *days* after the shift; return of how many people.

    Those who never followed their link, or gave their place back, are forgotten altogether when
    no link of theirs is good any more. Pseudonym and hours of those who came stay: they are the
    figures.
    """
    now_ms = clock.now_ms()
    with desks.read() as desk:
        volunteers = desk.volunteers
        found = [
            *volunteers.withdrawn_before(now_ms - INVITATION_MS, AT_ONCE),
            *volunteers.known_after(now_ms - days * DAY_MS, AT_ONCE),
        ]
        slugs = {each.campaign_id: desk.campaigns.by_id(each.campaign_id).slug for each in found}
    for campaign_id, slug in sorted(slugs.items()):
        with desks.write() as desk:
            desk.campaigns.hold(slug)
            for number in {each.number for each in found if each.campaign_id == campaign_id}:
                _forget(desk, number, now_ms)
    return len({each.number for each in found})


def _forget(desk: Desk, number: int, now_ms: int) -> None:
    """Forget somebody, as they stand now: they may have signed up again meanwhile."""
    person = desk.volunteers.get(number)
    if person is None:
        return
    if person.state in _WITHDRAWN:
        if person.changed_at_ms < now_ms - INVITATION_MS:
            desk.volunteers.drop(number)
    else:
        desk.volunteers.keep(person._replace(address="", name="", group="", trouble=""))
