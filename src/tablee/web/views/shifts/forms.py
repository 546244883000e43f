"""The forms by which somebody signs up for a shift, or is put on its sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tablee.core.volunteering.volunteer import LONGEST_GROUP, LONGEST_MAIL_ADDRESS, LONGEST_NAME
from tablee.web.forms import GuardedForm

MOST_LATE_MIN = 16 * 60


class WalkInForm(forms.Form):
    """Somebody who came without having signed up, as whoever runs the shift writes them down."""

    who = forms.CharField(
        label=_("Their given name, or a pseudonym"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say how they want to be called."),
            "max_length": _("A shorter name, please."),
        },
    )
    address = forms.EmailField(
        label=_("Their e-mail address, if they want their help to count"),
        max_length=LONGEST_MAIL_ADDRESS,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={
            "invalid": _("This is not an e-mail address: write it like name@site.org."),
            "max_length": _("This is not an e-mail address: write it like name@site.org."),
        },
    )
    late = forms.IntegerField(
        label=_("late by, in minutes"),
        required=False,
        min_value=0,
        max_value=MOST_LATE_MIN,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Give whole minutes."),
            "min_value": _("Give whole minutes."),
            "max_value": _("Nobody comes that late."),
        },
    )
    mark = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("who", "address", "late"):
            attrs = self.fields[name].widget.attrs
            attrs["aria-describedby"] = f"{name}-error"
            if self.is_bound and self.errors.get(name):
                attrs["aria-invalid"] = "true"

    def clean_who(self) -> str:
        """Return the name on one line."""
        return _one_line(self.cleaned_data["who"])


class SignUpForm(GuardedForm):
    """A mail address, a name of one's choice, and a word of consent."""

    name = forms.CharField(
        label=_("Your given name, or a pseudonym"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={
            "required": _("Say how you want to be called on the day."),
            "max_length": _("A shorter name, please."),
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=LONGEST_MAIL_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
        error_messages={
            "required": _("The address is missing: we send the link to it."),
            "invalid": _("This is not an e-mail address: write it like name@site.org."),
        },
    )
    group = forms.CharField(
        label=_("Your group or employer (you may leave this empty)"),
        max_length=LONGEST_GROUP,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": _("A shorter name, please.")},
    )
    consent = forms.BooleanField(
        label=_("You may keep this for this shift, and write to me about it."),
        error_messages={"required": _("Without your consent we cannot keep your address.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "group", "consent"):
            attrs = self.fields[name].widget.attrs
            attrs["aria-describedby"] = f"{name}-error"
            if self.is_bound and self.errors.get(name):
                attrs["aria-invalid"] = "true"

    def clean_name(self) -> str:
        """Return the name on one line."""
        return _one_line(self.cleaned_data["name"])

    def clean_group(self) -> str:
        """Return the group on one line."""
        return _one_line(self.cleaned_data["group"])


def _one_line(words: str) -> str:
    """Return *words* without anything that could end a line of a letter."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())
