"""Whether a form may be taken: it is ours, fresh, not used before, and nobody is in a hurry."""

from enum import StrEnum
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tablee.problems.mistakes import TooOften
from tablee.usecases.forms.spend_coupon import spend_coupon
from tablee.web.hurdles.puzzle import is_solved, puzzle
from tablee.web.hurdles.stamp import Stamp, new_stamp, read_stamp, written
from tablee.web.site import Served, served
from tablee.web.visitors import network_of

HASTE_MS = 1_000
"""A form that comes back sooner was not read by a person."""
PATIENCE_MS = 6_000
"""Where the browser did not do the calculation, time stands for it."""


class Hurdle(StrEnum):
    """Why a form was not taken; nothing of it is lost."""

    NONE = ""
    STALE = "stale"
    HASTY = "hasty"
    USED = "used"
    TOO_OFTEN = "too_often"


SENTENCES: dict[Hurdle, Promise] = {
    Hurdle.STALE: _("This form had been open for too long. Nothing is lost: press “Send” again."),
    Hurdle.HASTY: _(
        "Your browser did not do the small calculation that keeps machines away, so we ask for"
        " a little patience. Nothing is lost: wait a few seconds, then press “Send” again."
    ),
    Hurdle.USED: _("This form has been sent before. Nothing is lost: press “Send” again."),
    Hurdle.TOO_OFTEN: _(
        "Many addresses have come from your network. Nothing is lost: wait a minute,"
        " then press “Send” again."
    ),
}


class Guard(NamedTuple):
    """What a form carries unseen."""

    stamp: str
    puzzle: str


def guard(form: str, stamp: Stamp | None = None) -> Guard:
    """Return what *form* is to carry: the stamp it has, or a new one, and a puzzle."""
    site = served().site
    stamp = stamp or new_stamp(form, site.clock.now_ms())
    return Guard(written(stamp, site.secret), puzzle(stamp, site.secret))


def stamp_of(request: HttpRequest, form: str) -> Stamp | None:
    """Return the stamp that came with *form*, while it is good."""
    site = served().site
    stamp = read_stamp(request.POST.get("stamp", ""), form, site.secret)
    now_ms = site.clock.now_ms()
    if stamp is None or not stamp.shown_at_ms <= now_ms < stamp.good_until_ms:
        return None
    return stamp


def hurdle(request: HttpRequest, stamp: Stamp | None) -> Hurdle:
    """Return what keeps a form from being taken; taking it uses its stamp up.

    Nothing is written before everything else is in order, so that what is asked again costs
    nobody anything.
    """
    house = served()
    if stamp is None:
        return Hurdle.STALE
    age_ms = house.site.clock.now_ms() - stamp.shown_at_ms
    has_proof = is_solved(request.POST.get("altcha", ""), stamp, house.site.secret)
    if age_ms < (HASTE_MS if has_proof else PATIENCE_MS):
        return Hurdle.HASTY
    if not _is_in_pace(house, request, has_proof=has_proof):
        return Hurdle.TOO_OFTEN
    site = house.site
    if not spend_coupon(site.desks, site.clock, f"form:{stamp.name}", stamp.good_until_ms):
        return Hurdle.USED
    return Hurdle.NONE


def _is_in_pace(house: Served, request: HttpRequest, *, has_proof: bool) -> bool:
    try:
        house.pace.admit(network_of(request), has_proof=has_proof)
    except TooOften:
        return False
    return True
