"""Say how a post is shown: that changes no figure."""

from tablee.core.errors import UnknownAct
from tablee.core.post.post import Mark, Post
from tablee.ports.desk import Clock, Desk, Desks


def show_post(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    slug: str,
    act_number: int,
    *,
    is_shown: bool,
) -> None:
    """Put a post on the wall, or take it off: it counts all the same.

    Raises:
        UnknownCampaign, UnknownAct: there is no such post; nothing was written.
    """
    with desks.write() as desk:
        post = _post(desk, slug, act_number)
        desk.posts.keep([post._replace(is_shown=is_shown)])


def mark_post(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    slug: str,
    act_number: int,
    mark: Mark,
) -> None:
    """Say that a post is of the press, or a recap; `Mark.NONE` takes that back.

    Raises:
        UnknownCampaign, UnknownAct: there is no such post; nothing was written.
    """
    with desks.write() as desk:
        post = _post(desk, slug, act_number)
        desk.posts.keep([post._replace(mark=mark)])


def _post(desk: Desk, slug: str, act_number: int) -> Post:
    post = desk.posts.get(desk.campaigns.hold(slug).id, act_number)
    if post is None:
        raise UnknownAct("This act has no post.")
    return post
