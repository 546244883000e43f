"""The verb `ask_relay`: find where a relay is told of things, and ask it to pass posts on to us."""

from collections.abc import Sequence
from functools import partial

from tablee.connectors.activitypub.send import root_of
from tablee.evidence.activity import NotReadable, Origins, Voice, read_actor
from tablee.evidence.key_pair import own_key
from tablee.ports.fetch import NotFetched, Obstacle
from tablee.ports.networks.actors import Relay
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.fediverse.following import ask_relay
from tablee.usecases.fediverse.names import Actor, find_actor
from tablee.usecases.fediverse.tend_actors import wanted_relays
from tablee.wiring import Site

MINUTE_MS = 60_000


class RelayAskings:
    """Asks relays, each once; whether one does it shows when it answers at our inbox."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Read which relays are still wanted."""
        pems = {each: own_key(self._site.desks, each) for each in {t.campaign_id for t in tasks}}
        now_ms, root = self._site.clock.now_ms(), root_of(self._site)
        labours: list[Labour | None] = []
        with self._site.desks.read() as desk:
            for task in tasks:
                campaign = desk.campaigns.by_id(task.campaign_id)
                actor = find_actor(desk, campaign.slug, root, now_ms)
                address = str(task.body["address"])
                if actor is None or address not in wanted_relays(campaign, now_ms):
                    labours.append(None)
                    continue
                labours.append(partial(self._find, address, actor, pems[task.campaign_id]))
        return labours

    async def _find(self, address: str, actor: Actor, pem: str) -> tuple[Actor, Relay]:
        """Return where the relay is told of things; an inbox is itself."""
        now_ms = self._site.clock.now_ms()
        if address.endswith("/inbox"):
            return actor, Relay(address, address, is_accepted=False, asked_at_ms=now_ms)
        origins = Origins(self._site.fetcher, self._site.clock, is_patient=False)
        try:
            document = await origins.near(address, Voice(actor.key_id, pem))
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                raise NotNow(MINUTE_MS, "the relay is being asked for enough already") from None
            raise
        found = read_actor(document)
        inbox = found.shared_inbox or found.inbox
        if found.id != address or not inbox:
            raise NotReadable(f"Name the relay by its id, {found.id}, and it must have an inbox.")
        return actor, Relay(address, found.inbox or inbox, is_accepted=False, asked_at_ms=now_ms)

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Write the relays down with the asking of each, and take the tasks out."""
        with self._site.desks.write() as desk:
            for each in done:
                actor, relay = each.outcome
                campaign = desk.campaigns.by_id(each.task.campaign_id)
                ask_relay(desk, campaign, actor, relay)
            desk.tasks.done([each.task for each in done], holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""
