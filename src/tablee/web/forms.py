"""The forms in which somebody gives an address: of what they did, of their blog."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 2_000
FEWEST_CHARACTERS, MOST_WORDS = 8, 500
SCHEMES = frozenset({"http", "https"})


def _parts(address: str) -> SplitResult | None:
    """Return the parts of a public page's address; nothing if it is not one."""
    try:
        parts = urlsplit(address)
        is_public = parts.scheme.lower() in SCHEMES and "." in (parts.hostname or "")
    except ValueError:
        return None
    return parts if is_public else None


class GuardedForm(forms.Form):
    """A form for everybody, with a field that only machines fill in."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that people never see was filled in."""
        return bool(self.data.get("website"))


class ActForm(GuardedForm):
    """A public address."""

    address = forms.CharField(
        label=_("Its public address"),
        max_length=MOST_CHARACTERS,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "url", "autocapitalize": "none"}
        ),
        error_messages={
            "required": _("The address is missing: paste it from your browser."),
            "max_length": _("The address is too long: paste that of the page alone."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["address"]
        field.widget.attrs["aria-describedby"] = "address-help address-error"
        if self.is_bound and self.errors.get("address"):
            field.widget.attrs["aria-invalid"] = "true"

    def clean_address(self) -> str:
        """Return the address without the spaces around it.

        Raises:
            ValidationError: it is not the address of a public page.
        """
        address = str(self.cleaned_data["address"]).strip()
        if "://" not in address and "." in address.partition("/")[0]:
            address = f"https://{address}"
        parts = _parts(address)
        if parts is None or any(each.isspace() or not each.isprintable() for each in address):
            raise forms.ValidationError(
                _("This is not the address of a page: it begins with https:// and a site's name.")
            )
        if parts.username or parts.password:
            raise forms.ValidationError(
                _("The address holds a name or a password: paste it without them.")
            )
        return address


class BlogForm(ActForm):
    """The address of a blog."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("The address of your blog")


class WordsForm(GuardedForm):
    """What somebody did, in their own words or at an address."""

    words = forms.CharField(
        label=_("What did you do, when and where?"),
        min_length=FEWEST_CHARACTERS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "words-help words-error"}),
        error_messages={
            "required": _("Say in a sentence what you did."),
            "min_length": _("Say in a sentence what you did."),
            "max_length": _("Please say it in 500 characters at most."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.errors.get("words"):
            self.fields["words"].widget.attrs["aria-invalid"] = "true"

    def clean_words(self) -> str:
        """Return the words in one line, without characters that nobody sees."""
        seen = "".join(each if each.isprintable() else " " for each in self.cleaned_data["words"])
        return " ".join(seen.split())


class AppealForm(forms.Form):
    """What somebody says against a decision, if anything."""

    words = forms.CharField(
        label=_("What should we know? (You may leave this empty.)"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6, "aria-describedby": "words-help words-error"}),
        error_messages={"max_length": _("Please say it in 2,000 characters at most.")},
    )
