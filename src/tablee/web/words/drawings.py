"""What public reasons mean where the act is a drawing: other words, the same codes."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tablee.core.act import Act
from tablee.core.drawing.drawing import OBJECT_PREFIX
from tablee.core.reason import Reason
from tablee.web.words.sentences import Sentence, explain

REASONS: dict[Reason, Sentence] = {
    Reason.DUPLICATE_CONTENT: Sentence(
        _("The same picture, or one nearly like it, was sent before."),
        _("If both are yours and differ, write to us and say how."),
    ),
    Reason.NOT_READABLE: Sentence(
        _("Nobody can see what is on it."),
        _("Draw it larger or in darker paint, and send it again."),
    ),
    Reason.WITHDRAWN: Sentence(
        _("It was withdrawn by whoever did it."),
        _("You may send it again while the campaign runs."),
    ),
}


def explain_act(act: Act) -> Sentence | None:
    """Return why an act does not count and what to do, in the page's language."""
    found = REASONS.get(act.reason) if act.object.startswith(OBJECT_PREFIX) else None
    if found is None:
        return explain(act.reason)
    return Sentence(gettext(found.why), gettext(found.remedy))
