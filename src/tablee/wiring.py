"""Which adapter stands behind which port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tablee.config import Settings
from tablee.evidence.address import registrable
from tablee.outside.akismet import Akismet, open_akismet
from tablee.outside.clock import SystemClock
from tablee.outside.exhibits import HeldExhibits, open_exhibits, open_pictures
from tablee.outside.fetch import open_fetcher
from tablee.outside.log.folder import FolderShelf
from tablee.outside.log.held import HeldKeys, HeldShelf, NoWitnesses
from tablee.outside.log.keys import FiledKeys
from tablee.outside.mail import open_mailer
from tablee.outside.mail.off import NoMail
from tablee.outside.secret import site_secret
from tablee.outside.shut import ShutGate
from tablee.outside.signing import verify
from tablee.outside.witnesses import HttpWitnesses
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits
from tablee.ports.fetch import Fetcher
from tablee.ports.log.files import LogShelf
from tablee.ports.log.signer import LogKeys
from tablee.ports.log.witness import Witnesses
from tablee.ports.mail import Mailer
from tablee.store.memory import MemoryDesks
from tablee.store.selfcheck import selfcheck
from tablee.store.start import bring_up_to_date, open_desks
from tablee.usecases.log.seal import Sealer
from tablee.usecases.log.sealing.room import Room
from tablee.usecases.log.witnessing import Witnessing
from tablee.usecases.post_books import post


@dataclass(frozen=True, slots=True)
class Site:
    """One running site: its settings, and what use cases need."""

    settings: Settings
    desks: Desks
    clock: Clock
    secret: bytes = field(repr=False)
    fetcher: Fetcher = field(default_factory=ShutGate, repr=False)
    exhibits: Exhibits = field(default_factory=HeldExhibits, repr=False)
    akismet: Akismet | None = field(default=None, repr=False)
    """Who is asked whether a post is spam; nobody, unless the operator says so."""
    mailer: Mailer = field(default_factory=NoMail, repr=False)
    """Who carries mail to people; nobody, unless the operator says so."""
    door_fetcher: Fetcher = field(default_factory=ShutGate, repr=False)
    """As *fetcher*, for the loop of the server: what must be asked before a stranger is answered.
    A gate belongs to one loop, and workers have their own."""
    pictures: Exhibits = field(default_factory=HeldExhibits, repr=False)
    """Drawings, as files named by what they hold."""
    logs: LogShelf = field(default_factory=HeldShelf, repr=False)
    """The public logs of its campaigns."""
    log_keys: LogKeys = field(default_factory=HeldKeys, repr=False)
    """The keys that sign them."""
    witnesses: Witnesses = field(default_factory=NoWitnesses, repr=False)
    """Who carries checkpoints to witnesses; nobody in memory."""


def open_sealer(site: Site) -> Sealer:
    """Return what seals the logs of *site*; keep it, for it remembers how far they are."""
    settings = site.settings
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    room = Room(
        desks=site.desks,
        clock=site.clock,
        shelf=site.logs,
        keys=site.log_keys,
        verify=verify,
        witnesses=Witnessing(site.witnesses, verify),
        host=urlsplit(address).netloc,
    )
    return Sealer(room)


def check_site(site: Site, slugs: Sequence[str] = ()) -> list[str]:
    """Return every broken invariant of the site.

    Books are brought to the journal when a log is sealed; those of a campaign that has no log yet
    are brought there first, so that all can be checked. It reads all acts, a campaign at a time,
    and keeps nobody from writing meanwhile. All campaigns are checked unless *slugs* names some.
    """
    if not slugs:
        with site.desks.read() as desk:
            slugs = [campaign.slug for campaign in desk.campaigns.every()]
    posted: dict[str, int] = {}
    for slug in slugs:
        with site.desks.write() as desk:
            campaign = desk.campaigns.hold(slug)
            journal = desk.journal(campaign)
            standing = journal.standing()
            if desk.logs.of(campaign.id) is None:
                post(desk, campaign, journal, standing, site.clock.now_ms())
            posted[slug] = desk.books.through(campaign.id)
    return selfcheck(site.desks, posted)


def memory_site(
    *,
    settings: Settings | None = None,
    clock: Clock | None = None,
    secret: bytes = b"a secret for tests, of no worth!",
    fetcher: Fetcher | None = None,
) -> Site:
    """Return a site that keeps everything in memory: for tests and for trying things out.

    It reaches nobody, unless a *fetcher* is given.
    """
    return Site(
        settings or Settings(),
        MemoryDesks(),
        clock or SystemClock(),
        secret,
        fetcher or ShutGate(),
    )


def open_site(
    settings: Settings,
    *,
    web: Mapping[str, Any] | None = None,
    migrate: bool = True,
    clock: Clock | None = None,
    alias: str = "default",
) -> Site:
    """Return the site that *settings* describe, its database opened and Django set up.

    *web* are Django's settings for pages; without them the store works alone. Tables are brought
    up to date unless *migrate* is false. Further sites in one process need an *alias* each.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = site_secret(settings.home, settings.secret)
    desks = open_desks(settings, secret, web or {}, alias)
    if migrate:
        bring_up_to_date(alias, settings.home)
    return Site(
        settings,
        desks,
        clock or SystemClock(),
        secret,
        open_fetcher(settings, domain_of=registrable),
        open_exhibits(settings.home),
        open_akismet(settings, domain_of=registrable),
        open_mailer(settings),
        open_fetcher(settings, domain_of=registrable),
        pictures=open_pictures(settings.home),
        logs=FolderShelf(settings.home),
        log_keys=FiledKeys(settings.home),
        witnesses=HttpWitnesses(),
    )
