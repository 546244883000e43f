"""What a site does by the clock, and how often."""

import logging
from collections.abc import Callable
from functools import partial

from tablee.core.campaign import Stage
from tablee.jobs.keeping.exports import keep_exports
from tablee.jobs.keeping.privacy import keep_promise_to_forget
from tablee.jobs.ticker import Job, run_once
from tablee.usecases.advance import advance_campaign
from tablee.usecases.drawings.erase_drawings import erase_drawings, sweep_pictures
from tablee.usecases.hooks.count_acts import count_acts
from tablee.usecases.hooks.spread_messages import spread_messages
from tablee.usecases.log.seal import Sealer
from tablee.usecases.posts.queue_checks import queue_checks, queue_polls
from tablee.usecases.shifts.upkeep import forget_volunteers, remind_volunteers
from tablee.usecases.upkeep.prune_exhibits import prune_exhibits, sweep_exhibits
from tablee.usecases.upkeep.prune_messages import prune_messages
from tablee.wiring import Site, open_sealer

SEAL_EVERY_S = 2.0
SELFCHECK_EVERY_S = 600.0
CHECKS_EVERY_S = 10.0
EVENTS_EVERY_S = 1.0
ACTS_EVERY_S = 5.0
"""A receiver is told of acts so often: the gate lets one request a second through to each host."""
MOST_SPREADS = 20
"""How many groups of messages are handed over in one go, before other jobs have their turn."""
EXHIBITS_EVERY_S = 600.0
EXPORTS_EVERY_S = 300.0
PRIVACY_EVERY_S = 1_800.0
SHIFTS_EVERY_S = 60.0
MS_PER_S = 1_000

log = logging.getLogger("tablee.jobs")

Selfcheck = Callable[[], str]
"""Looks whether every invariant holds; returns the first that is broken, or nothing."""


def rounds(site: Site, selfcheck: Selfcheck) -> tuple[Job, ...]:
    """Return the jobs of *site*: time passes, posts are looked after, all is checked."""
    return (
        Job("time", site.settings.tick_interval_ms / MS_PER_S, lambda: let_time_pass(site)),
        Job("events", EVENTS_EVERY_S, lambda: hand_over_messages(site)),
        Job("acts", ACTS_EVERY_S, partial(tell_of_acts, site, {})),
        Job("checks", CHECKS_EVERY_S, lambda: ask_for_looks(site)),
        Job("exhibits", EXHIBITS_EVERY_S, lambda: erase_old_exhibits(site)),
        Job("messages", EXHIBITS_EVERY_S, lambda: forget_old_messages(site)),
        Job("exports", EXPORTS_EVERY_S, lambda: keep_exports(site)),
        Job("privacy", PRIVACY_EVERY_S, lambda: keep_promise_to_forget(site)),
        Job("shifts", SHIFTS_EVERY_S, lambda: look_after_shifts(site)),
        Job("selfcheck", SELFCHECK_EVERY_S, lambda: check(selfcheck)),
    )


def sealing(site: Site) -> tuple[Job, ...]:
    """Return the one job that seals the logs of *site*: it runs beside the others, not in turn."""
    return (Job("seal", SEAL_EVERY_S, partial(seal_logs, site, open_sealer(site))),)


def let_time_pass(site: Site) -> None:
    """Lay the cover that is due and end the appeals whose time is over, in every campaign."""
    for slug in _running(site):
        advance_campaign(site.desks, site.clock, slug)


def seal_logs(site: Site, sealer: Sealer) -> None:
    """Seal what has happened in every campaign, and bring its books there.

    One log that cannot be written now keeps no other waiting: it is tried again next time.
    """
    with site.desks.read() as desk:
        slugs = [each.slug for each in desk.campaigns.every()]
    for slug in slugs:
        run_once(Job(f"seal {slug}", SEAL_EVERY_S, partial(_seal, sealer, slug)))


def _seal(sealer: Sealer, slug: str) -> None:
    sealer.seal(slug)


def ask_for_looks(site: Site) -> None:
    """Put down work at posts whose check is due, and at blogs that are to be asked again."""
    queue_checks(site.desks, site.clock)
    queue_polls(site.desks, site.clock)


def hand_over_messages(site: Site) -> None:
    """Put down the work of telling receivers of events what has happened."""
    for _ in range(MOST_SPREADS):
        if not spread_messages(site.desks, site.clock):
            break


def tell_of_acts(site: Site, told: dict[int, int]) -> None:
    """Put down a message about the acts that came since the last one; *told* remembers them."""
    count_acts(site.desks, site.clock, told)


def erase_old_exhibits(site: Site) -> None:
    """Erase snapshots and drawings whose time is over, and files that nobody names."""
    prune_exhibits(site.desks, site.clock, site.exhibits, site.settings.exhibit_days)
    sweep_exhibits(site.desks, site.clock, site.exhibits)
    erase_drawings(site.desks, site.clock, site.pictures)
    sweep_pictures(site.desks, site.clock, site.pictures)


def forget_old_messages(site: Site) -> None:
    """Forget events that were handed over long ago, some at a time."""
    for _ in range(MOST_SPREADS):
        if not prune_messages(site.desks, site.clock, site.settings.message_days):
            break


def look_after_shifts(site: Site) -> None:
    """Remind people of tomorrow's shifts, and forget who they were some days after."""
    remind_volunteers(site.desks, site.clock)
    forget_volunteers(site.desks, site.clock, site.settings.volunteer_days)


def check(selfcheck: Selfcheck) -> None:
    """Say in the log when an invariant is broken; an operator must look at once."""
    broken = selfcheck()
    if broken:
        log.critical("selfcheck: %s", broken)


def _running(site: Site) -> list[str]:
    with site.desks.read() as desk:
        return [each.slug for each in desk.campaigns.every() if each.stage is not Stage.SETTLED]
