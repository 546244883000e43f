"""Keep what is shown of a post, once it has been found out."""

from tablee.core.post.finding import Display
from tablee.ports.desk import Clock, Desks


def describe_post(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    campaign_id: int,
    act_number: int,
    display: Display,
) -> None:
    """Store what is shown of a post; one that has been erased meanwhile stays erased."""
    with desks.write() as desk:
        # Held, so that a look that is settled at the same time is not undone.
        desk.campaigns.hold(desk.campaigns.by_id(campaign_id).slug)
        post = desk.posts.get(campaign_id, act_number)
        if post is not None and post.display != display:
            desk.posts.keep([post._replace(display=display)])
