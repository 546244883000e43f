"""Where those who sign come in and go out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tablee.core.errors import TableeError
from tablee.problems import problem_words
from tablee.web.site import served
from tablee.web.visitors import network_of
from tablee.web.words.figures import speaking


class Entrance(LoginView):
    """Asks for name and password; whoever tries many is asked to wait."""

    template_name = "tablee/signing/sign_in.html"

    def get_default_redirect_url(self) -> str:
        """Return where to go from here."""
        return reverse("signing")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let somebody in whose password is right."""
        try:
            served().pace.admit(network_of(request), has_proof=False)
        except TableeError as refusal:
            messages.error(request, problem_words(refusal, speaking()))
            return HttpResponseRedirect(reverse("sign_in"))
        return super().post(request, *args, **kwargs)


class Exit(LogoutView):
    """Ends the session."""

    def get_success_url(self) -> str:
        """Return to the entrance."""
        return reverse("sign_in")
