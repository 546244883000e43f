"""Pages for when something is not as asked: what happened, and what to do."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tablee.core.errors import TableeError
from tablee.problems import problem_headers, problem_of
from tablee.problems.mistakes import TooOften, TooSlow


class Trouble(NamedTuple):
    """What the page says."""

    status: int
    title: str
    remedy: str


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    page = {"trouble": trouble}
    return render(request, "tablee/trouble.html", page, status=trouble.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's
    """Answer a request that cannot be read."""
    title = _("This request cannot be read.")
    remedy = _("Go back, reload the page and try again.")
    return _page(request, Trouble(400, title, remedy))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's
    """Answer somebody who may not see this page."""
    title = _("This page is not open to you.")
    remedy = _("Sign in with an account that may see it, or go back to the campaigns.")
    return _page(request, Trouble(403, title, remedy))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's
    """Answer a form whose safety mark is missing or too old."""
    title = _("This form has been open for too long, or your browser refuses cookies.")
    remedy = _("Go back, reload the page and send it again; nothing was recorded.")
    return _page(request, Trouble(403, title, remedy))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's
    """Answer for an address at which there is nothing."""
    title = _("There is no page at this address.")
    remedy = _("Check the address, or start from the campaigns.")
    return _page(request, Trouble(404, title, remedy))


def not_taken(request: HttpRequest, refusal: TableeError) -> HttpResponse:
    """Answer a form, or a file, that was not taken in: too large, too slow, or too many at once."""
    status = problem_of(refusal).status
    if isinstance(refusal, TooOften):
        title = _("Too much is arriving at this moment.")
        remedy = _("Nothing was recorded. Go back, wait some seconds, and send it again.")
    elif isinstance(refusal, TooSlow):
        title = _("What you sent took too long to arrive.")
        remedy = _("Nothing was recorded. Try again where the network is better.")
    else:
        title = _("What you sent is too large.")
        remedy = _("Nothing was recorded. Go back, and send less, or a smaller file.")
    response = _page(request, Trouble(status, title, remedy))
    for name, value in problem_headers(refusal):
        response.headers[name.decode()] = value.decode()
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the fault is ours."""
    title = _("Something broke on our side.")
    remedy = _("Nothing of yours is lost. Try again in a minute.")
    return _page(request, Trouble(500, title, remedy))
