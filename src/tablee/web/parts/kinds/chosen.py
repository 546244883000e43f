"""What the organiser chose, where people see it: a badge, a sentence, what it brought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.act import Act
from tablee.core.drawing.drawing import is_public
from tablee.ports.desk import Desk
from tablee.usecases.find_receipt import find_receipt
from tablee.web.keys import receipt_key
from tablee.web.parts.kinds.drawings import canvas
from tablee.web.parts.posts.entries import Entry, entries
from tablee.web.reading import Seen
from tablee.web.site import served
from tablee.web.words.figures import Units, speaking

MOST_FAVOURITES = 10
SESSION = "sessionid"
CHOOSE = "store.add_selection"
"""The right to choose acts, say why, and take choices back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a receipt says of a choice."""

    is_choice: bool
    """Whether the act is the choice itself, and not what was chosen."""
    why: str
    says: str
    href: str
    """The receipt of the other act."""


def may_choose(request: HttpRequest) -> bool:
    """Return whether whoever asks is shown where to choose; strangers are asked for no session."""
    return SESSION in request.COOKIES and request.user.has_perm(CHOOSE)


def reasons_to_choose(desk: Desk, campaign_id: int, acts: Iterable[int]) -> Mapping[int, str]:
    """Return why acts were chosen, by number, for those whose choice stands."""
    standing = desk.selections.standing(campaign_id, set(acts))
    return {chosen: each.why.say(speaking()) for chosen, each in standing.items()}


def favourites(seen: Seen) -> list[Entry]:
    """Return what the organiser chose and is to be seen, the latest choice first."""
    found: list[Entry] = []
    campaign_id = seen.campaign.id
    with served().site.desks.read() as desk:
        for each in desk.selections.latest(campaign_id, MOST_FAVOURITES):
            why = each.why.say(speaking())
            post = desk.posts.get(campaign_id, each.chosen_act)
            if post is not None and post.is_shown:
                found += entries(seen, [post], {each.chosen_act: why})
            elif post is None:
                found += _drawn(desk, seen, each.chosen_act, why)
    return found


def _drawn(desk: Desk, seen: Seen, number: int, why: str) -> list[Entry]:
    """Return the drawing of that act, if it is one that anybody may see."""
    drawing = desk.drawings.get(seen.campaign.id, number)
    act = desk.journal(seen.campaign).act(number)
    if drawing is None or act is None or not is_public(drawing, act):
        return []
    shown = canvas(seen, drawing)
    return [
        Entry(
            number=number,
            title=shown.title,
            author=shown.credit,
            excerpt="",
            host="",
            href=shown.href,
            when=shown.when,
            tongue="",
            mark="",
            chosen=why,
            picture=shown.thumb,
            alt=shown.alt,
        )
    ]


def choice_told(desk: Desk, seen: Seen, act: Act, *, is_own: bool) -> Told | None:
    """Return what the receipt of *act* says of a choice, of it or that it is."""
    slug, campaign_id = seen.campaign.slug, seen.campaign.id
    own = desk.selections.of_act(campaign_id, act.number)
    if own is not None:
        path = _receipt(slug, own.chosen_act, is_own=is_own)
        says = _("The receipt of what was chosen")
        return Told(is_choice=True, why=own.why.say(speaking()), says=says, href=path)
    standing = desk.selections.standing(campaign_id, [act.number]).get(act.number)
    if standing is None:
        return None
    path = _receipt(slug, standing.act_number, is_own=is_own)
    says = _brings(desk, seen, standing.act_number)
    return Told(is_choice=False, why=standing.why.say(speaking()), says=says, href=path)


def _brings(desk: Desk, seen: Seen, number: int) -> str:
    units = Units(seen.terms.unit, speaking())
    paid = find_receipt(desk, seen.campaign.slug, number).paid_units
    if paid:
        return _("The choice brings %(units)s more.") % {"units": units.say(paid)}
    return _("The line of choices is full: this one counts, but brings no %(units)s.") % {
        "units": units.noun(2)
    }


def _receipt(slug: str, number: int, *, is_own: bool) -> str:
    return reverse("receipt", args=[slug, receipt_key(slug, number, is_own=is_own)])
