"""The form with which a drawing is sent: picture, words, and what its maker allows."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tablee.core.drawing.drawing import (
    LONGEST_ALT,
    LONGEST_CREDIT,
    LONGEST_TITLE,
    Consent,
    Licence,
    Words,
)
from tablee.evidence.picture import Fault, PictureRefused, sniff
from tablee.evidence.text.clean import clean
from tablee.web.forms import GuardedForm

ACCEPTED = "image/png,image/jpeg,image/webp"
LONGEST_DRAFT = 64
LICENCES: dict[Licence, Promise] = {
    Licence.CAMPAIGN: _("Only this campaign may show it"),
    Licence.CC_BY: _("Anybody may use it who names me (CC BY 4.0)"),
    Licence.CC_BY_NC: _("Anybody may use it who names me and earns nothing by it (CC BY-NC 4.0)"),
    Licence.CC0: _("Anybody may use it for anything (CC0)"),
}
CONSENTS: dict[Consent, Promise] = {
    Consent.OF_AGE: _("I am 15 or older, and I agree"),
    Consent.WITH_PARENT: _("I am under 15: I agree, and so does my mother, father or guardian"),
}
FAULTS: dict[Fault, Promise] = {
    Fault.NOT_A_PICTURE: _("This file is no picture: choose a PNG, a JPEG or a WebP."),
    Fault.SVG: _("SVG drawings are programs, so we take none: save yours as PNG."),
    Fault.HEIC: _(
        "Few browsers show HEIC: save the photo as JPEG, or take a picture of the screen."
    ),
    Fault.OTHER_PICTURE: _("We take PNG, JPEG and WebP: save yours as one of them."),
    Fault.ANIMATED: _("The picture moves: choose one that stands still."),
    Fault.TOO_MANY_BYTES: _("The file is larger than 10 MB: save it smaller, or as JPEG."),
    Fault.TOO_MANY_PIXELS: _("The picture has more than 40 million pixels: save it smaller."),
    Fault.TOO_SMALL: _("The picture is smaller than 64 pixels: nobody would see anything."),
    Fault.BROKEN: _("The file cannot be opened, or ends too early: save it again."),
    Fault.BLANK: _("There is nothing on the sheet yet."),
    Fault.BUSY: _("Many drawings are coming in. Nothing is lost: press “Send” again in a moment."),
}


class DrawingForm(GuardedForm):
    """One drawing."""

    picture = forms.FileField(
        label=_("Your picture"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("The picture is missing: draw one, or choose a file."),
            "invalid": _("The picture is missing: draw one, or choose a file."),
        },
    )
    alt = forms.CharField(
        label=_("What is to be seen on it?"),
        max_length=LONGEST_ALT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say in a sentence what is to be seen: some people only hear it."),
            "max_length": _("Please say it in 600 characters at most."),
        },
    )
    title = forms.CharField(
        label=_("Its title"),
        required=False,
        max_length=LONGEST_TITLE,
        error_messages={"max_length": _("Please find a shorter title.")},
    )
    credit = forms.CharField(
        label=_("The name under it"),
        required=False,
        max_length=LONGEST_CREDIT,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"max_length": _("Please choose a shorter name.")},
    )
    licence = forms.ChoiceField(
        label=_("What others may do with it"),
        choices=[(str(name), words) for name, words in LICENCES.items()],
        initial=Licence.CAMPAIGN.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    consent = forms.ChoiceField(
        label=_("Who agrees"),
        choices=[(str(name), words) for name, words in CONSENTS.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say who agrees that the drawing is shown: we keep no birth date."),
            "invalid_choice": _("Choose one."),
        },
    )
    draft = forms.CharField(required=False, max_length=LONGEST_DRAFT, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("picture", "alt", "title", "credit"):
            about = self.fields[name].widget.attrs
            about["aria-describedby"] = f"{name}-help {name}-error"
            if self.is_bound and self.errors.get(name):
                about["aria-invalid"] = "true"

    def clean_picture(self) -> bytes:
        """Return what was sent, judged by its first bytes.

        Raises:
            ValidationError: it is not a picture that is taken.
        """
        content: bytes = self.cleaned_data["picture"].read()
        if not content:
            raise forms.ValidationError(self.fields["picture"].error_messages["required"])
        try:
            sniff(content)
        except PictureRefused as refused:
            raise forms.ValidationError(str(FAULTS[refused.fault])) from None
        return content

    @property
    def words(self) -> Words:
        """What its maker says of it, fit to be shown."""
        said = self.cleaned_data
        return Words(
            clean(said["title"], LONGEST_TITLE),
            clean(said["alt"], LONGEST_ALT),
            clean(said["credit"], LONGEST_CREDIT),
        )
