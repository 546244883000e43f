"""What can go wrong with the feed of a blog, and what to do about it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tablee.web.words.sentences import Sentence

TROUBLES = {
    "no_answer": Sentence(
        _("Your blog did not answer."),
        _("We try again by ourselves, more and more seldom."),
    ),
    "refuses": Sentence(
        _("Your blog refused to show us its feed."),
        _("Let everybody read it. We try again by ourselves, more and more seldom."),
    ),
    "no_feed": Sentence(
        _("We found no feed at that address, nor a link to one."),
        _("Register the address of the feed itself, or give us that of each post instead."),
    ),
    "gone": Sentence(
        _("Your blog says that its feed is gone."),
        _("Register it again once it is back, or give us the address of each post instead."),
    ),
}
"""A sentence for each trouble that `tablee.connectors.feeds` names."""


def feed_trouble(code: str) -> Sentence | None:
    """Return what a trouble means, in the page's language; nothing for none."""
    if not code:
        return None
    found = TROUBLES.get(code, TROUBLES["no_answer"])
    return Sentence(gettext(found.why), gettext(found.remedy))
