"""What the staff is asked: a reason, a raise, a message."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tablee.core.reason import DECISION_REASONS
from tablee.core.terms import Terms
from tablee.web.words.sentences import REASONS

MOST_UNITS = 1_000_000_000
MOST_CHARACTERS = 2_000
LONGEST_NUMBER = 12


def is_number(said: str) -> bool:
    """Return whether *said* can be the number of something here: tables hold no longer ones."""
    return said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER


def reason_choices() -> list[tuple[str, Any]]:
    """Return the reasons a person may give, in words."""
    return [
        ("", _("(no reason: confirm or restore)")),
        *((each.value, gettext(REASONS[each].why)) for each in DECISION_REASONS),
    ]


class DecisionForm(ActionForm):
    """What goes with a decision: a public reason, and a sentence for the participant."""

    reason = forms.ChoiceField(
        label=_("Reason (to refuse or reverse)"), required=False, choices=reason_choices
    )
    note = forms.CharField(
        label=_("A sentence for the participant"), required=False, max_length=500
    )


class RaiseForm(forms.Form):
    """A sponsor's raise."""

    pledge = forms.ChoiceField(label=_("Pledge"))
    units = forms.IntegerField(label=_("Places added"), min_value=1, max_value=MOST_UNITS)
    effective_at = forms.DateTimeField(
        label=_("From when (UTC)"),
        required=False,
        help_text=_("Leave it empty for at once: a raise is never dated back."),
    )
    author = forms.CharField(label=_("Who raises"), max_length=200)
    reason_en = forms.CharField(label=_("Why, in English"), max_length=MOST_CHARACTERS)
    reason_fr = forms.CharField(label=_("Why, in French"), max_length=MOST_CHARACTERS)

    def __init__(self, terms: Terms, data: Any = None) -> None:
        super().__init__(data)
        pools = {pool.name: pool.title.en for pool in terms.pools}
        self.fields["pledge"].choices = [  # type: ignore[attr-defined]
            (each.name, f"{pools[each.pool]}: {each.name} ({each.units})") for each in terms.pledges
        ]


class NoteForm(forms.Form):
    """A public message."""

    author = forms.ChoiceField(label=_("Who speaks"))
    en = forms.CharField(
        label=_("Message, in English"), max_length=MOST_CHARACTERS, widget=forms.Textarea
    )
    fr = forms.CharField(
        label=_("Message, in French"), max_length=MOST_CHARACTERS, widget=forms.Textarea
    )

    def __init__(self, terms: Terms, data: Any = None) -> None:
        super().__init__(data)
        voices = [each.name for each in terms.sponsors]
        voices += [terms.label.beneficiary, terms.label.organiser]
        self.fields["author"].choices = [(each, each) for each in voices]  # type: ignore[attr-defined]
