"""Let the clock ask for work: posts whose check is due, blogs that are to be asked again."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from operator import itemgetter

from tablee.core.campaign import Campaign, Stage
from tablee.core.post.patience import HOUR_MS
from tablee.ports.blogs import Blog
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.tasks import Task
from tablee.usecases.posts.submit_posts import look_task

AT_ONCE = 500
"""Posts or blogs queued in one call, at most; the next tick takes the rest."""
AGAIN_MS = HOUR_MS
"""When to ask once more, should a task leave no trace."""
POLL = "poll"
"""The verb of tasks that ask a blog for its posts."""


def queue_checks(desks: Desks, clock: Clock) -> int:
    """Queue a look at every post whose check is due; return how many. Twice is once."""
    now_ms = clock.now_ms()
    with desks.read() as desk:
        due = [(each.campaign_id, each.act_number) for each in desk.posts.due(now_ms, AT_ONCE)]
    return _queue(desks, due, partial(_queue_check, now_ms))


def queue_polls(desks: Desks, clock: Clock) -> int:
    """Queue a poll of every blog that is due; return how many. Twice is once."""
    now_ms = clock.now_ms()
    with desks.read() as desk:
        due = [(each.campaign_id, each.number) for each in desk.blogs.due(now_ms, AT_ONCE)]
    return _queue(desks, due, partial(_queue_poll, now_ms))


def poll_task(blog: Blog, due_at_ms: int) -> Task:
    """Return the task to ask *blog* for its posts."""
    body: dict[str, str | int] = {"blog": blog.number}
    return Task(blog.campaign_id, POLL, f"{POLL}:{blog.number}", body, due_at_ms)


def _queue(
    desks: Desks, due: Iterable[tuple[int, int]], queue_one: Callable[[Desk, Campaign, int], bool]
) -> int:
    """Queue what is due, one campaign at a time, each held meanwhile; return how many were."""
    queued = 0
    for campaign_id, group in groupby(sorted(due), key=itemgetter(0)):
        with desks.write() as desk:
            campaign = desk.campaigns.hold(desk.campaigns.by_id(campaign_id).slug)
            queued += sum(queue_one(desk, campaign, number) for _, number in group)
    return queued


def _queue_check(now_ms: int, desk: Desk, campaign: Campaign, act_number: int) -> bool:
    """Queue one look; the campaign is held, so nobody settles one at the same time."""
    post = desk.posts.get(campaign.id, act_number)
    if post is None or not 0 < post.next_check_at_ms <= now_ms:
        return False
    submissions = desk.submissions.of_act(campaign.id, act_number)
    is_over = campaign.stage is Stage.SETTLED or not submissions
    next_ms = 0 if is_over else now_ms + AGAIN_MS
    desk.posts.keep([post._replace(next_check_at_ms=next_ms)])
    desk.tasks.put([look_task(submissions[0], now_ms)] if not is_over else [])
    return not is_over


def _queue_poll(now_ms: int, desk: Desk, campaign: Campaign, number: int) -> bool:
    blog = desk.blogs.get(number)
    if blog is None or not 0 < blog.next_poll_ms <= now_ms:
        return False
    is_over = campaign.stage is not Stage.OPEN
    desk.blogs.change(blog._replace(next_poll_ms=0 if is_over else now_ms + AGAIN_MS))
    desk.tasks.put([poll_task(blog, now_ms)] if not is_over else [])
    return not is_over
