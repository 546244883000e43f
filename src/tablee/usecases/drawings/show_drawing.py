"""Say whether a drawing is shown: that changes no figure."""

from tablee.core.errors import UnknownAct
from tablee.ports.desk import Clock, Desks


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
        drawing = desk.drawings.get(desk.campaigns.hold(slug).id, act_number)
        if drawing is None or not drawing.is_there:
            raise UnknownAct("This act has no drawing.")
        desk.drawings.keep(drawing._replace(is_shown=is_shown))
