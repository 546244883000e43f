"""Say whether a drawing is shown: that changes no figure."""

from tablee.core.drawing.drawing import Drawing
from tablee.core.errors import UnknownAct
from tablee.ports.desk import Clock, Desk, Desks


def show_drawing(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    slug: str,
    act_number: int,
    *,
    is_shown: bool,
) -> None:
    """Put a drawing into the gallery, or take it out: it counts all the same.

    Raises:
        UnknownCampaign, UnknownAct: there is no such drawing; nothing was written.
    """
    with desks.write() as desk:
        drawing = _drawing(desk, slug, act_number)
        desk.drawings.keep(drawing._replace(is_shown=is_shown))


def hide_drawing(
    desks: Desks,
    clock: Clock,  # noqa: ARG001 - use cases are called alike
    slug: str,
    act_number: int,
    by: str,
) -> None:
    """Keep a drawing out of the gallery, whatever its maker says; nobody as *by* ends that.

    It counts all the same: what must not count is reversed, for a reason that is public.

    Raises:
        UnknownCampaign, UnknownAct: there is no such drawing; nothing was written.
    """
    with desks.write() as desk:
        drawing = _drawing(desk, slug, act_number)
        desk.drawings.keep(drawing._replace(hidden_by=by))


def _drawing(desk: Desk, slug: str, act_number: int) -> Drawing:
    drawing = desk.drawings.get(desk.campaigns.hold(slug).id, act_number)
    if drawing is None or not drawing.is_there:
        raise UnknownAct("This act has no drawing.")
    return drawing
