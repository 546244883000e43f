"""Register a blog once, so that its posts are found without anybody telling us of each."""

from typing import NamedTuple

from tablee.core.campaign import Stage
from tablee.core.errors import CampaignClosed, UnknownKind
from tablee.ports.blogs import Blog
from tablee.ports.desk import Clock, Desks
from tablee.usecases.posts.queue_checks import AGAIN_MS, poll_task


class Registration(NamedTuple):
    """A blog that somebody registers; its feed has been looked at."""

    feed: str
    """Canonical address of the feed."""
    home: str
    """The address its blogger gave."""
    blog: str
    """Whose it is: see `Submission.blog`."""
    title: str = ""
    hub: str = ""


def register_blog(
    desks: Desks, clock: Clock, slug: str, registration: Registration
) -> tuple[Blog, bool]:
    """Write a blog down and have it asked for its posts at once; return it, and whether it is new.

    One that is known is asked again, also when we had given up asking.

    Raises:
        UnknownCampaign: nothing was written.
        CampaignClosed: no act is taken any more; nothing was written.
        UnknownKind: the campaign does not count posts; nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is not Stage.OPEN:
            raise CampaignClosed
        if campaign.rulebook_at(now_ms).terms.post_kind is None:
            raise UnknownKind("This campaign does not count posts on the web.", field="kind")
        fresh = Blog(
            campaign_id=campaign.id,
            feed=registration.feed,
            home=registration.home,
            blog=registration.blog,
            title=registration.title,
            hub=registration.hub,
            next_poll_ms=now_ms + AGAIN_MS,
        )
        blog, is_new = desk.blogs.register(fresh)
        if not is_new and not blog.next_poll_ms:
            blog = blog._replace(next_poll_ms=now_ms + AGAIN_MS, failures=0, trouble="")
            desk.blogs.change(blog)
        desk.tasks.put([poll_task(blog, now_ms)])
        return blog, is_new
