"""Shows a form to everybody, and takes it once it has passed what keeps machines away."""

from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse

from tablee.web.forms import GuardedForm
from tablee.web.hurdles.gate import SENTENCES, Guard, Hurdle, guard, hurdle, stamp_of

Form = TypeVar("Form", bound=GuardedForm)
_STATUS = {Hurdle.TOO_OFTEN: 429}
_ASKED_AGAIN = 422
PAUSE_S = 60
"""After how long whoever came too often may come again."""


class Asked(Generic[Form]):
    """A form that is being shown, or that has come back."""

    def __init__(self, request: HttpRequest, form: type[Form], name: str) -> None:
        self._name = name
        self.form = form(request.POST, request.FILES) if request.method == "POST" else form()
        self._stamp = stamp_of(request, name) if self.form.is_bound else None
        self._found = Hurdle.NONE
        self.is_taken = False
        """Whether it may be acted upon now; it cannot be sent again."""
        if self.form.is_bound and not self.form.is_from_a_machine and self.form.is_valid():
            self._examine(request)

    def _examine(self, request: HttpRequest) -> None:
        self._found = hurdle(request, self._stamp)
        self.is_taken = not self._found
        if self._found:
            self.form.add_error(None, str(SENTENCES[self._found]))

    @property
    def guard(self) -> Guard:
        """What the form is to carry when it is shown (again)."""
        is_used = self.is_taken or self._found is Hurdle.USED
        return guard(self._name, None if is_used else self._stamp)

    def answered(self, response: HttpResponse) -> HttpResponse:
        """Say when to come back, beside the page that asks for that; return it."""
        if self._found is Hurdle.TOO_OFTEN:
            response.headers["Retry-After"] = str(PAUSE_S)
        return response

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows it."""
        if not self.form.is_bound:
            return 200
        return _STATUS.get(self._found, _ASKED_AGAIN)
