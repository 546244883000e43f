"""How drawings are shown: in the gallery, on a page of their own, on their receipt."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.act import Act
from tablee.core.drawing.drawing import Drawing, Licence, is_public
from tablee.ports.desk import Desk
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.figures import speaking

LICENCE_PAGES: dict[Licence, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.",
}
LICENCE_NAMES: dict[Licence, str] = {
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_NC: "CC BY-NC 4.0",
    Licence.CC0: "CC0 1.0",
}


@dataclass(frozen=True, slots=True)
class Canvas:
    """One drawing, ready to be hung."""

    number: int
    title: str
    alt: str
    credit: str
    when: str
    width: int
    height: int
    href: str
    picture: str
    thumb: str
    preview: str
    licence: str
    licence_href: str
    chosen: str = ""
    """Why the organiser chose it; empty for what was not chosen."""


def canvas(seen: Seen, drawing: Drawing, chosen: str = "") -> Canvas:
    """Return what is shown of a drawing; *chosen* says why the organiser chose it, if so."""
    slug, files = seen.campaign.slug, drawing.files
    number = drawing.act_number
    page = LICENCE_PAGES.get(drawing.licence, "")
    return Canvas(
        number=number,
        title=drawing.words.title or _("A drawing"),
        alt=drawing.words.alt,
        credit=drawing.words.credit,
        when=Dates(seen.terms.zone).minute(drawing.at_ms),
        width=files.width,
        height=files.height,
        href=reverse("drawing", args=[slug, number]),
        picture=_address(slug, number, files.picture, "webp"),
        thumb=_address(slug, number, files.thumb, "webp"),
        preview=_address(slug, number, files.preview, "jpg"),
        licence=LICENCE_NAMES.get(drawing.licence) or _("All rights stay with whoever drew it"),
        licence_href=page and page + speaking(),
        chosen=chosen,
    )


def _address(slug: str, number: int, name: str, ending: str) -> str:
    return reverse("picture", args=[slug, number, name, ending]) if name else ""


@dataclass(frozen=True, slots=True)
class HeldDrawing:
    """A drawing, on the receipt of whoever sent it."""

    drawing: Drawing
    is_public: bool
    href: str


def held_drawing(desk: Desk, seen: Seen, act: Act) -> HeldDrawing | None:
    """Return the drawing that an act is, as its receipt shows it."""
    drawing = desk.drawings.get(seen.campaign.id, act.number)
    if drawing is None:
        return None
    href = reverse("drawing", args=[seen.campaign.slug, act.number])
    return HeldDrawing(drawing, is_public(drawing, act), href)
