"""Keep what is shown of posts, once it has been found out."""

from collections.abc import Mapping

from tablee.core.post.finding import Display
from tablee.ports.desk import Clock, Desks


def describe_posts(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    campaign_id: int,
    displays: Mapping[int, Display],
) -> None:
    """Store what is shown of posts, by their acts; one erased meanwhile stays erased."""
    with desks.write() as desk:
        # Held, so that a look that is settled at the same time is not undone.
        desk.campaigns.hold(desk.campaigns.by_id(campaign_id).slug)
        posts = [desk.posts.get(campaign_id, number) for number in displays]
        desk.posts.keep(
            [
                post._replace(display=displays[post.act_number])
                for post in posts
                if post is not None and post.display != displays[post.act_number]
            ]
        )
