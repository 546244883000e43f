"""Figures, units and days, for templates."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from tablee.core.text import Text
from tablee.web.words import figures

register = template.Library()


@register.filter
def say(text: Text | None) -> str:
    """Return a text in the page's language."""
    return text.say(figures.speaking()) if text else ""


@register.filter
def figure(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return figures.figure(number, figures.speaking())


@register.simple_tag(takes_context=True)
def units(context: Context, places: int) -> str:
    """Return places in words: "4,812 meals"."""
    return str(context["units"].say(places))


@register.simple_tag(takes_context=True)
def count(context: Context, places: int) -> str:
    """Return how many whole units places make."""
    return str(context["units"].figure(places))


@register.simple_tag(takes_context=True)
def noun(context: Context, places: int) -> str:
    """Return the name of what places make."""
    return str(context["units"].word(places))


@register.simple_tag(takes_context=True)
def plural(context: Context) -> str:
    """Return the name of many units."""
    return str(context["units"].noun(2))


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime | int) -> str:
    """Return a day in the campaign's time zone."""
    return str(context["dates"].day(moment))


@register.simple_tag(takes_context=True)
def minute(context: Context, moment: datetime | int) -> str:
    """Return a moment in the campaign's time zone."""
    return str(context["dates"].minute(moment))


@register.simple_tag
def share_of(part: int, *rest: int) -> int:
    """Return *part* as thousandths of the largest sum there is to show."""
    whole = max(rest)
    return part * 1000 // whole if whole else 0


@register.simple_tag(takes_context=True)
def other_language(context: Context, language: str) -> str:
    """Return the address of this page in another language."""
    path = context["request"].path if "request" in context else reverse("home")
    return f"{path}?lang={language}"


@register.simple_tag
def mail_or_address(contact: str) -> dict[str, Any]:
    """Return where a contact leads, and how it reads."""
    if contact.startswith("www."):
        return {"href": f"https://{contact}", "text": contact}
    if "://" in contact:
        return {"href": contact, "text": contact}
    return {"href": f"mailto:{contact}" if "@" in contact else "", "text": contact}
