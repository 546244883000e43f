"""How it stands with a registered blog, for whoever registered it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tablee.ports.blogs import Blog
from tablee.web.reading import Seen
from tablee.web.words.dates import Dates
from tablee.web.words.feeds import feed_trouble
from tablee.web.words.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Following:
    """A registered blog, ready to be shown."""

    blog: Blog
    headline: str
    look: str
    """``queued``, ``verified`` or ``refused``."""
    says: tuple[str, ...]
    trouble: Sentence | None
    """What went wrong the last time, and what to do."""


def following(seen: Seen, blog: Blog) -> Following:
    """Return what there is to say about a blog."""
    dates = Dates(seen.terms.zone)
    says: list[str] = []
    if blog.polled_at_ms:
        said = _("We asked it last on %(moment)s.")
        says.append(said % {"moment": dates.minute(blog.polled_at_ms)})
    if blog.next_poll_ms and blog.polled_at_ms:
        said = _("We ask again on %(moment)s, or sooner.")
        says.append(said % {"moment": dates.minute(blog.next_poll_ms)})
    if blog.hub_until_ms:
        says.append(_("It tells us of new posts at once, by WebSub."))
    look, headline = _state(blog)
    return Following(blog, headline, look, tuple(says), feed_trouble(blog.trouble))


def _state(blog: Blog) -> tuple[str, str]:
    if blog.trouble:
        return "refused", _("We cannot read the feed of your blog at the moment.")
    if not blog.polled_at_ms:
        return "queued", _("We are looking for the feed of your blog.")
    return "verified", _("We follow your blog.")
