"""Where strangers are received: what all receivers share, whatever protocol they speak."""

import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from typing import NamedTuple, Protocol, TypeVar

from tablee.core.errors import InvalidClaim, TableeError, UnknownAct
from tablee.core.post.submission import Road
from tablee.core.post.target import Target, read_target
from tablee.core.post.token import OwnName
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desks
from tablee.ports.fetch import Fetcher
from tablee.ports.receiver import Answer
from tablee.problems.mistakes import InvalidMention, Unforeseen
from tablee.usecases.posts.submit_posts import Taken, Told, submit_posts
from tablee.wire.asgi import Patience, Receive, Scope, Send, SenderGone, header, too_large
from tablee.wire.aside import Aside
from tablee.wire.group import Group
from tablee.wire.turnstile import Turnstile
from tablee.wire.whereabouts import Whereabouts

_ITSELF = Text(
    "A page of the campaign cannot mention itself.",
    "Une page de la campagne ne peut pas se mentionner elle-même.",
)
_NO_PAGE = Text(
    "That is not the address of a public web page.",
    "Ce n'est pas l'adresse d'une page web publique.",
)
_NOT_OURS = Text(
    "That is not the address of a page of this campaign.",
    "Ce n'est pas l'adresse d'une page de cette campagne.",
)

Outcome = TypeVar("Outcome")

log = logging.getLogger("tablee.wire")


class Named(Protocol):
    """What an address says of a post: see `tablee.evidence.address.PostAddress`."""

    @property
    def canonical(self) -> str:
        """The one name of the page."""
        ...

    @property
    def host(self) -> str:
        """The host it is on."""
        ...

    @property
    def blog(self) -> str:
        """Whose it is."""
        ...


class Ground(NamedTuple):
    """What a reception stands on."""

    desks: Desks
    clock: Clock
    secret: bytes
    whereabouts: Whereabouts
    named: Callable[[str], Named]
    """Reads an address; raises `InvalidClaim` for what is none of a public page."""
    fetcher: Fetcher
    """The way out, for the few who must ask the web before they can answer."""


class Mention(NamedTuple):
    """What a stranger told us, as it was written."""

    slug: str
    source: str
    target: str
    road: Road


class _Aim(NamedTuple):
    """An address of ours that is said to be mentioned."""

    target: Target
    canonical: str


class Reception:
    """Reads requests and has what they tell written down; whether it is true is seen later."""

    def __init__(
        self,
        ground: Ground,
        turnstile: Turnstile,
        *,
        queue_limit: int,
        group_limit: int,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Furnish it; *after* is called in each of its threads, when it ends."""
        self.ground = ground
        self._turnstile = turnstile
        self._patience = Patience()
        self._aside = Aside(after)
        # Thousands tell of different pages, and of the same few addresses of ours.
        self._aim = lru_cache(maxsize=1_024)(partial(_aim, ground.named))
        self._group: Group[Told, Taken] = Group(
            partial(submit_posts, ground.desks, ground.clock),
            queue_limit=queue_limit,
            group_limit=group_limit,
            after=after,
        )

    def start(self) -> None:
        """Begin to take mentions, in the loop that is running."""
        self._group.start()

    async def stop(self) -> None:
        """Write what waits to be written, and end."""
        await self._group.stop()
        await self._aside.stop()
        await self.ground.fetcher.close()

    async def read(self, scope: Scope, receive: Receive, limit_bytes: int) -> bytes | bytearray:
        """Let a request in and return its body.

        Raises:
            TooOften: its sender comes too often; nothing was read.
            TooLarge: the body is larger than *limit_bytes*.
            TooSlow: it did not arrive in time.
            SenderGone: it will never arrive.
        """
        self._turnstile.admit(scope)
        announced = header(scope, b"content-length")
        if announced.isdigit() and int(announced) > limit_bytes:
            raise too_large(limit_bytes)
        return await self._patience.read(receive, limit_bytes)

    async def take(self, scope: Scope, mention: Mention) -> Taken:
        """Have a page looked at that is said to mention a campaign; return once that is on disk.

        Raises:
            InvalidMention: source or target is not what it must be.
            TooOften: there is too much from that host or for that campaign.
            UnknownCampaign, CampaignClosed, UnknownKind: the target takes no posts.
            JournalFull, StoreUnreachable: it could not be written now.
        """
        told = self._told(scope, mention)
        taken = await self._group.add(told)
        if taken.error is not None:
            raise taken.error
        return taken

    def admit(self, host: str, slug: str) -> None:
        """Let something in that *host* tells of the campaign *slug*.

        Raises:
            TooOften: there is too much from that host or for that campaign.
        """
        self._turnstile.admit_mention(host, slug)

    async def aside(self, work: Callable[[Desks, Clock], Outcome]) -> Outcome:
        """Return what *work* returns, done in a thread beside the loop."""
        return await self._aside.run(work, self.ground.desks, self.ground.clock)

    def status_address(self, scope: Scope, slug: str, taken: Taken) -> str:
        """Return where a stranger can see what becomes of what they told us."""
        number = taken.submission.number if taken.submission else 0
        token = OwnName.SUBMISSION.make(self.ground.secret, slug, number)
        return f"{self.ground.whereabouts.root(scope)}/c/{slug}/posts/{token}"

    def _told(self, scope: Scope, mention: Mention) -> Told:
        hosts = self.ground.whereabouts.hosts(scope)
        aim = self._aim(mention.target, hosts)
        if aim is None or aim.target.slug != mention.slug:
            raise InvalidMention(_NOT_OURS, field="target")
        source = self._source(mention.source)
        if source.canonical == aim.canonical or read_target(mention.source, hosts):
            raise InvalidMention(_ITSELF, field="source")
        self._check_referrer(aim.target)
        self._turnstile.admit_mention(source.host, mention.slug)
        return Told(
            slug=mention.slug,
            source=source.canonical,
            blog=source.blog,
            target=mention.target,
            road=mention.road,
            kind=aim.target.kind,
            address=mention.source,
        )

    def _source(self, address: str) -> Named:
        try:
            return self.ground.named(address)
        except InvalidClaim:
            raise InvalidMention(_NO_PAGE, field="source") from None

    def _check_referrer(self, target: Target) -> None:
        """Refuse a personal link that is none.

        Whose link it is we read on the page itself: a stranger may name any page, and a link of
        their own as its target.
        """
        try:
            if target.referrer:
                OwnName.PERSONAL.number(self.ground.secret, target.slug, target.referrer)
        except UnknownAct:
            raise InvalidMention(_NOT_OURS, field="target") from None


def _aim(named: Callable[[str], Named], address: str, hosts: frozenset[str]) -> _Aim | None:
    target = read_target(address, hosts)
    try:
        return None if target is None else _Aim(target, named(address).canonical)
    except InvalidClaim:
        return None


def careful(
    answer: Answer, refuse: Callable[[Send, BaseException, Scope], Awaitable[None]]
) -> Answer:
    """Return *answer* made safe: what goes wrong in it is told to the sender by *refuse*."""

    async def answered(slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await answer(slug, scope, receive, send)
        except SenderGone:
            return
        except TableeError as refusal:
            await refuse(send, refusal, scope)
        except Exception:
            log.exception("a request to %s failed", scope["path"])
            await refuse(send, Unforeseen(), scope)

    return answered
