"""The verb `look`: ask for a page, read it, and let what was seen be settled."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import InvalidClaim
from tablee.core.post.finding import Finding
from tablee.core.post.post import Post
from tablee.core.post.submission import Submission
from tablee.core.reason import Reason
from tablee.evidence.address import fetchable
from tablee.evidence.address.networks import NO_NETWORKS, KnownNetworks
from tablee.evidence.page import Target
from tablee.evidence.page.beside import Beside, Page
from tablee.evidence.snapshot import warc
from tablee.jobs.courtesy import Courtesy
from tablee.jobs.networks import NetworkLooks, Wanted
from tablee.jobs.reading import Reading
from tablee.outside.akismet import Comment, Opinion
from tablee.ports.desk import Desk
from tablee.ports.fetch import LASTING, Ask, Fetched, NotFetched, Obstacle
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks
from tablee.wiring import Site

OPINION_LIMIT_S = 8
"""How long a spam service may think; then a person looks."""
_USUAL_PORT = {"http": ":80", "https": ":443"}


class Errand(NamedTuple):
    """What to look at, and what for."""

    task: Task
    slug: str
    submission: Submission
    addresses: tuple[str, ...]
    """Where to ask: the first one that has a server."""
    target: Target
    post: Post | None
    """The post as it was seen the last time."""


class Seen(NamedTuple):
    """A look, with what it was for."""

    errand: Errand
    look: Look
    snapshot: bytes = b""
    """What is to be kept of the page as evidence."""


class Looks:
    """Looks at pages people told us of: for the first time, and again as long as they count."""

    def __init__(self, site: Site, known: KnownNetworks = NO_NETWORKS) -> None:
        self._site = site
        self._networks = NetworkLooks(site, known)
        self._courtesy = Courtesy(site.settings.fetch_per_minute)
        self._reading = Reading(self._read_all)
        self._beside = Beside()

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Read what is to be looked at."""
        with self._site.desks.read() as desk:
            told = desk.submissions.several({int(task.body["submission"]) for task in tasks})
            ids = {each.campaign_id for each in told.values()}
            campaigns = {each: desk.campaigns.by_id(each) for each in ids}
            found = [told.get(int(task.body["submission"])) for task in tasks]
            return [
                each and self._labour(desk, campaigns[each.campaign_id], each, task)
                for each, task in zip(found, tasks, strict=True)
            ]

    def _labour(self, desk: Desk, campaign: Campaign, submission: Submission, task: Task) -> Labour:
        post = None
        if submission.act_number:
            post = desk.posts.get(campaign.id, submission.act_number)
        errand = Errand(
            task,
            campaign.slug,
            submission,
            _addresses(task, submission, post),
            self._target(campaign, submission),
            post,
        )
        is_final = campaign.stage is Stage.SETTLED
        return partial(self._spare if is_final else self._look, errand)

    def _target(self, campaign: Campaign, submission: Submission) -> Target:
        terms = campaign.rulebook_at(self._site.clock.now_ms()).terms
        ours = {_authority(self._site.settings.public_url), _authority(submission.target)}
        return Target(
            campaign.slug,
            tuple(sorted(ours - {""})),
            terms.hashtag,
            (terms.title.en, terms.title.fr),
        )

    async def _spare(self, errand: Errand) -> Seen:
        """Look at nothing: the figures are final."""
        number, task = errand.submission.number, errand.task
        return Seen(errand, Look(number, None, Reason.CAMPAIGN_CLOSED, is_lasting=True, task=task))

    async def _look(self, errand: Errand) -> Seen:
        look = Look(errand.submission.number, None, task=errand.task)
        wanted = Wanted(errand.submission, str(errand.task.body.get("address", "")), errand.post)
        try:
            seen = await self._networks.see(wanted, errand.target)
            fetched = await self._fetched(errand) if seen is None else None
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                blog = errand.submission.blog
                pause_ms = self._courtesy.pause_ms(blog, self._site.clock.now_ms())
                raise NotNow(pause_ms, f"{blog} is being asked for enough already") from None
            # One reason for all: a stranger must not learn which names exist in our network.
            is_lasting = obstacle.obstacle in LASTING
            return Seen(errand, look._replace(reason=Reason.NOT_FOUND, is_lasting=is_lasting))
        if seen is not None:
            look = look._replace(finding=seen, is_on_network=True)
            return Seen(errand, await self._with_opinion(errand, seen, look))
        if fetched is None:
            return Seen(errand, look)
        finding, snapshot = await self._reading.read((errand, fetched))
        look = await self._with_opinion(errand, finding, look._replace(finding=finding))
        return Seen(errand, look, snapshot)

    async def _with_opinion(self, errand: Errand, finding: Finding, look: Look) -> Look:
        """Ask whether it is spam, once for each page, and of no page that will not count."""
        akismet = self._site.akismet
        shows = bool(finding.links) or finding.is_naming
        if akismet is None or errand.submission.act_number or not shows:
            return look
        shown = finding.display
        comment = Comment(
            finding.address,
            errand.submission.target,
            shown.author,
            f"{shown.title}\n{shown.excerpt}",
            shown.language,
        )
        try:
            async with asyncio.timeout(OPINION_LIMIT_S):
                opinion = await akismet.ask(comment)
        except TimeoutError:
            opinion = Opinion.UNKNOWN
        return look._replace(is_spam=opinion.is_spam, is_spam_asked=True)

    def _read_all(
        self, asked: Sequence[tuple[Errand, Fetched]]
    ) -> list[tuple[Finding, bytes] | Exception]:
        """Return what pages show, and snapshots of those that may be evidence."""
        now_ms = self._site.clock.now_ms()
        pages = [Page(fetched, errand.target, now_ms) for errand, fetched in asked]
        return [
            found if isinstance(found, Exception) else (found, _snapshot(*each, found, now_ms))
            for each, found in zip(asked, self._beside.read(pages), strict=True)
        ]

    async def _fetched(self, errand: Errand) -> Fetched:
        *others, last = errand.addresses
        for address in others:
            try:
                return await self._site.fetcher.fetch(Ask(address, is_patient=False))
            except NotFetched as obstacle:
                if obstacle.obstacle is not Obstacle.UNREACHABLE:
                    raise
        return await self._site.fetcher.fetch(Ask(last, is_patient=False))

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Settle the looks at pages of one campaign in one transaction.

        Their snapshots are on disk before anything names them.
        """
        seen = self._with_exhibits([each.outcome for each in done])
        site, slug = self._site, seen[0].errand.slug
        looks = [each.look for each in seen]
        settle_looks(site.desks, site.clock, Settling(slug, looks, site.secret, holder))
        self._drop_unused(seen)

    def close(self) -> None:
        """End the thread and the process that read; the gate is everybody's."""
        self._reading.close()
        self._beside.close()

    def _with_exhibits(self, seen: Sequence[Seen]) -> list[Seen]:
        """Return looks with the names of their snapshots, all kept in one go."""
        names = iter(self._site.exhibits.put_all([each.snapshot for each in seen if each.snapshot]))
        return [
            each._replace(look=each.look._replace(exhibit=next(names) if each.snapshot else ""))
            for each in seen
        ]

    def _drop_unused(self, seen: Sequence[Seen]) -> None:
        """Erase snapshots that are no evidence: of pages refused, and those taken before others."""
        taken = {each.look.exhibit for each in seen}
        taken |= {each.errand.post.exhibit for each in seen if each.errand.post}
        with self._site.desks.read() as desk:
            unused = taken - {""} - desk.posts.named_exhibits(taken)
        for name in unused:
            self._site.exhibits.drop(name)


def _snapshot(errand: Errand, fetched: Fetched, finding: Finding, now_ms: int) -> bytes:
    """Return a snapshot of a page that may be evidence, and is not kept as it is."""
    is_evidence = bool(finding.links) or finding.is_naming or errand.submission.is_by_person
    post = errand.post
    is_kept = post is not None and post.exhibit and post.content_hash == finding.content_hash
    return warc(fetched, now_ms) if is_evidence and not is_kept else b""


def _addresses(task: Task, submission: Submission, post: Post | None) -> tuple[str, ...]:
    """Return where to ask for a page: where we were told, where it was, or by its name.

    The name says https for every page; where nobody answers to that, http is tried.
    """
    told = str(task.body.get("address", "")) or (post.address if post else "")
    if told:
        try:
            return (fetchable(told),)
        except InvalidClaim:
            return (told,)  # the gate says what is wrong with it
    return submission.source, submission.source.replace("https:", "http:", 1)


def _authority(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc.lower().removesuffix(_USUAL_PORT.get(parts.scheme, ":80"))
