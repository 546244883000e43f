"""Whether an act was erased, and whether the holder of its receipt may ask for that."""

from dataclasses import dataclass

from tablee.core.act import Act
from tablee.ports.desk import Desk


@dataclass(frozen=True, slots=True)
class Erasing:
    """What a receipt says of erasing."""

    is_erased: bool
    can_erase: bool


def erasing(desk: Desk, act: Act, campaign_id: int, *, is_own: bool) -> Erasing:
    """Return how it stands with erasing an act."""
    place, log = desk.logs.place(campaign_id, act.number), desk.logs.of(campaign_id)
    knows_names = log is not None and bool(log.pepper)
    has_no_salt = place is not None and not place.salt and knows_names
    is_erased = not act.object or has_no_salt
    return Erasing(is_erased, is_own and not is_erased)
