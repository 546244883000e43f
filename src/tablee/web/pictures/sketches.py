"""A drawing as moderators see it: the picture, and beside it the one that it resembles."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.act import State
from tablee.core.campaign import Campaign
from tablee.core.drawing.drawing import Consent, Drawing
from tablee.ports.desk import Desk


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier drawing, as a moderator sees it beside a new one."""

    number: int
    alt: str
    thumb: str
    """Empty once its files are erased: its likeness alone was kept."""
    stands: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing, as a moderator sees it."""

    title: str
    alt: str
    credit: str
    consent: str
    picture: str
    thumb: str
    twin: Twin | None


def sketch(desk: Desk, campaign: Campaign, act_number: int) -> Sketch | None:
    """Return the drawing that an act is, as a moderator sees it."""
    drawing = desk.drawings.get(campaign.id, act_number)
    if drawing is None:
        return None
    of_age = drawing.consent is Consent.OF_AGE
    return Sketch(
        title=drawing.words.title,
        alt=drawing.words.alt,
        credit=drawing.words.credit,
        consent=_("15 or older") if of_age else _("under 15, with a parent’s consent"),
        picture=_address(campaign, drawing, drawing.files.picture),
        thumb=_address(campaign, drawing, drawing.files.thumb),
        twin=_twin(desk, campaign, drawing.like_act),
    )


def _twin(desk: Desk, campaign: Campaign, act_number: int) -> Twin | None:
    drawing = desk.drawings.get(campaign.id, act_number) if act_number else None
    act = desk.journal(campaign).act(act_number) if drawing else None
    if drawing is None or act is None:
        return None
    stands = {
        State.PENDING: _("waits for a decision"),
        State.COUNTED: _("counted"),
        State.REFUSED: _("refused"),
        State.REVERSED: _("taken back"),
    }
    thumb = _address(campaign, drawing, drawing.files.thumb)
    return Twin(act_number, drawing.words.alt, thumb, stands[act.state])


def _address(campaign: Campaign, drawing: Drawing, name: str) -> str:
    if not name:
        return ""
    return reverse("admin:drawing", args=[campaign.slug, drawing.act_number, name])
