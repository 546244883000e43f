"""The verb `mail`: write one letter to one person, once where that can be helped."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tablee.core.volunteering.volunteer import Volunteer
from tablee.ports.desk import Desk
from tablee.ports.mail import Mail, NotSent
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.shifts.letters import (
    DONE,
    ONCE,
    Letterhead,
    Occasion,
    joining,
    letter,
)
from tablee.wiring import Site

MINUTE_MS = 60_000
PAUSES_MS = tuple(each * MINUTE_MS for each in (1, 5, 15, 30, 60, 120, 240, 480))
"""How long to wait after each failure: mail servers ask newcomers to come back in some minutes."""

log = logging.getLogger("tablee.jobs")


class Outcome(NamedTuple):
    """What became of a letter."""

    trouble: str
    """Why it will never go out; empty when it did."""


class Letters:
    """Sends letters; address and words are read when it is their turn, and kept nowhere else.

    What has gone out is written down when the task is settled. A crash just between the two
    sends a letter again, with the same Message-ID.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Read what is to be written; nothing where it went out, or would come too late."""
        with self._site.desks.read() as desk:
            return [self._labour(desk, task) for task in tasks]

    def _labour(self, desk: Desk, task: Task) -> Labour | None:
        mail = self._mail(desk, task)
        return None if mail is None else partial(self._send, task, mail)

    def _mail(self, desk: Desk, task: Task) -> Mail | None:
        person = desk.volunteers.get(int(task.body["volunteer"]))
        if person is None or not self._is_due(task, person):
            return None
        shift = desk.shifts.get(person.shift)
        if shift is None:
            return None
        campaign = desk.campaigns.by_id(person.campaign_id)
        head = Letterhead(campaign.latest.terms, root(self._site), self._site.secret)
        return letter(head, shift, person, Occasion(str(task.body["occasion"])))

    def _is_due(self, task: Task, person: Volunteer) -> bool:
        occasion = str(task.body["occasion"])
        if not self._site.mailer.is_on or not person.address or person.turn != task.body["turn"]:
            return False
        if occasion == Occasion.JOIN and joining(person).until_ms <= self._site.clock.now_ms():
            return False
        return f"{occasion}{DONE}" not in person.sent

    async def _send(self, task: Task, mail: Mail) -> Outcome:
        try:
            await asyncio.to_thread(self._site.mailer.send, mail)
        except NotSent as refusal:
            # The failure is told again without its causes: they may hold the address.
            if not refusal.is_lasting and task.tries <= len(PAUSES_MS):
                raise NotNow(PAUSES_MS[task.tries - 1], str(refusal)) from None
            return Outcome(str(refusal))
        return Outcome("")

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Write down which letters went out and which never will, and take the tasks out."""
        with self._site.desks.write() as desk:
            # Held, so that nothing somebody does meanwhile is written over.
            desk.campaigns.hold(desk.campaigns.by_id(done[0].task.campaign_id).slug)
            for each in done:
                self._note(desk, each.task, each.outcome)
            desk.tasks.done([each.task for each in done], holder)

    def _note(self, desk: Desk, task: Task, outcome: Outcome) -> None:
        person = desk.volunteers.get(int(task.body["volunteer"]))
        if outcome.trouble:
            log.warning("a letter did not go out: %s %s", task.key, outcome.trouble)
        if person is None or person.turn != task.body["turn"]:
            return
        occasion = str(task.body["occasion"])
        is_noted = not outcome.trouble and occasion in ONCE
        sent = (*person.sent, f"{occasion}{DONE}") if is_noted else person.sent
        desk.volunteers.keep(person._replace(trouble=outcome.trouble, sent=sent))

    def close(self) -> None:
        """Do nothing: each letter had a connection of its own."""


def root(site: Site) -> str:
    """Return where the world finds the site."""
    settings = site.settings
    return settings.public_url or f"http://{settings.host}:{settings.port}"
