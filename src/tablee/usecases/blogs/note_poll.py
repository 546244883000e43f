"""Keep how asking a blog went, with the posts it told us of."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.campaign import Campaign, Stage
from tablee.ports.blogs import Blog
from tablee.ports.desk import Clock, Desks
from tablee.ports.tasks import Task
from tablee.usecases.posts.submit_posts import Taken, Told, submit_at

SUBSCRIBE = "subscribe"
"""The verb of tasks that ask a hub to tell us of a blog's posts."""
RENEW_MS = 24 * 3_600_000
"""How long before a hub stops telling us it is asked anew."""


class Poll(NamedTuple):
    """How asking a blog for its posts went."""

    blog: int
    """Number of the blog."""
    told: Sequence[Told]
    """The posts it names, as `submit_posts` takes them."""
    next_poll_ms: int
    """When to ask again; 0 to give up."""
    etag: str = ""
    modified: str = ""
    title: str = ""
    hub: str = ""
    """The hub it names; empty when none."""
    trouble: str = ""
    """What went wrong; empty when nothing did."""
    feed: str = ""
    """Where the feed was found; empty when it is where it was."""


def note_poll(desks: Desks, clock: Clock, poll: Poll) -> list[Taken]:
    """Store how a poll went and submit the posts it told of, in one transaction.

    Posts older than the campaign are left out. Without an answer what was known of the feed
    stays, and failures are counted.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        known = desk.blogs.get(poll.blog)
        if known is None:
            return []
        campaign = desk.campaigns.hold(desk.campaigns.by_id(known.campaign_id).slug)
        blog = _after(desk.blogs.get(poll.blog) or known, poll, now_ms)
        if poll.feed and poll.feed != blog.feed and not desk.blogs.move(blog.number, poll.feed):
            # Somebody registered that feed before: it is asked once, not twice.
            blog = blog._replace(next_poll_ms=0)
        if campaign.stage is not Stage.OPEN:
            blog = blog._replace(next_poll_ms=0)
        desk.blogs.change(blog)
        if blog.hub and blog.next_poll_ms and blog.hub_until_ms < now_ms + RENEW_MS:
            body: dict[str, str | int] = {"blog": blog.number}
            key = f"{SUBSCRIBE}:{blog.number}"
            desk.tasks.put([Task(campaign.id, SUBSCRIBE, key, body, now_ms)])
        return submit_at(desk, _inside(campaign, poll.told, now_ms), now_ms)


def note_hub(desks: Desks, number: int, secret: str, until_ms: int) -> Blog | None:
    """Store until when a hub tells us of a blog's posts, and the secret it signs with.

    Return the blog as it stands then; nothing when it is not registered.
    """
    with desks.write() as desk:
        known = desk.blogs.get(number)
        if known is None:
            return None
        desk.campaigns.hold(desk.campaigns.by_id(known.campaign_id).slug)
        blog = (desk.blogs.get(number) or known)._replace(hub_secret=secret, hub_until_ms=until_ms)
        desk.blogs.change(blog)
        return blog


def _after(blog: Blog, poll: Poll, now_ms: int) -> Blog:
    asked = blog._replace(next_poll_ms=poll.next_poll_ms, polled_at_ms=now_ms, trouble=poll.trouble)
    if poll.trouble:
        return asked._replace(failures=blog.failures + 1)
    return asked._replace(
        etag=poll.etag,
        modified=poll.modified,
        title=poll.title or blog.title,
        hub=poll.hub,
        failures=0,
    )


def _inside(campaign: Campaign, told: Sequence[Told], now_ms: int) -> list[Told]:
    """Return the posts that are not older than their kind; those without a date are kept."""
    rulebook = campaign.rulebook_at(now_ms)
    post_kind = rulebook.terms.post_kind
    inside: list[Told] = []
    for each in told:
        rule = rulebook.kinds.get(each.kind or (post_kind.name if post_kind else ""))
        published_ms = each.published_at_ms
        if not published_ms or rule is None or rule.opens_ms <= published_ms <= rule.closes_ms:
            inside.append(each)
    return inside
