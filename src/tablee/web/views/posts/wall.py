"""The wall: what people wrote for a campaign, newest first, and the press review in it."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tablee.core.post.post import Mark
from tablee.ports.posts import Glance
from tablee.web.parts.frame import frame
from tablee.web.parts.kinds.chosen import may_choose, reasons_to_choose
from tablee.web.parts.posts.entries import entries, tongue_name
from tablee.web.reading import see_campaign
from tablee.web.site import served
from tablee.web.words.figures import figure, speaking

PER_PAGE = 24
TONGUE, MARK, BEFORE = "in", "mark", "before"
LONGEST_NUMBER = 15


class Filter(NamedTuple):
    """A choice of posts."""

    title: str
    href: str
    is_chosen: bool


@require_safe
def show_wall(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the posts of a campaign, a page at a time."""
    site, tongues = served().site, served().tongues
    seen = see_campaign(site, slug)
    glance = _glance(request.GET)
    with site.desks.read() as desk:
        posts = desk.posts.wall(seen.campaign.id, glance)
        chosen = reasons_to_choose(desk, seen.campaign.id, [each.act_number for each in posts])
        spoken = tongues.count(desk, seen.campaign.id, site.clock.now_ms())
    shown, more = posts[:PER_PAGE], posts[PER_PAGE:]
    page = frame(seen) | {
        "entries": entries(seen, shown, chosen),
        "may_choose": may_choose(request),
        "tongues": _tongues(slug, glance, spoken),
        "marks": _marks(slug, glance),
        "is_later": bool(glance.before),
        "newest": _address(slug, glance._replace(before=0)),
        "older": _address(slug, glance._replace(before=shown[-1].act_number)) if more else "",
    }
    return render(request, "tablee/wall.html", page)


def _glance(asked: Mapping[str, str]) -> Glance:
    number = asked.get(BEFORE, "")
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    mark = asked.get(MARK, "")
    return Glance(
        language=asked.get(TONGUE, "")[:16],
        mark=Mark(mark) if mark in {Mark.PRESS, Mark.RECAP} else None,
        before=int(number) if is_number else 0,
        most=PER_PAGE + 1,
    )


def _address(slug: str, glance: Glance) -> str:
    asked: dict[str, str | int] = {
        TONGUE: glance.language,
        MARK: glance.mark or "",
        BEFORE: glance.before or "",
    }
    kept = {name: value for name, value in asked.items() if value}
    return reverse("wall", args=[slug], query=kept or None)


def _tongues(slug: str, glance: Glance, spoken: Mapping[str, int]) -> list[Filter]:
    """Return a filter for each language there is, the most spoken first."""
    known = {code: count for code, count in spoken.items() if code}
    if len(known) < 2 and not glance.language:  # noqa: PLR2004 - one language is no choice
        return []
    first = glance._replace(before=0)
    found = [Filter(_("All"), _address(slug, first._replace(language="")), not glance.language)]
    for code, count in sorted(known.items(), key=lambda each: (-each[1], each[0])):
        title = f"{tongue_name(code)} ({figure(count, speaking())})"
        href = _address(slug, first._replace(language=code))
        found.append(Filter(title, href, glance.language == code))
    return found


def _marks(slug: str, glance: Glance) -> list[Filter]:
    """Return the filters by what the organiser says of posts."""
    first = glance._replace(before=0)
    found = [Filter(_("All posts"), _address(slug, first._replace(mark=None)), not glance.mark)]
    for mark, title in ((Mark.PRESS, _("Press")), (Mark.RECAP, _("Recaps"))):
        href = _address(slug, first._replace(mark=mark))
        found.append(Filter(title, href, glance.mark is mark))
    return found
