"""What somebody can do at once about a page that we did not count, said to whoever sent it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tablee.core.post.submission import Submission
from tablee.core.reason import Reason
from tablee.core.terms import Proof, Terms
from tablee.web.site import served
from tablee.web.words.sentences import Sentence, explain

NO_NAME = Sentence(
    _("We found neither a link to %(target)s nor the name of the campaign on your page."),
    _("Add one of them, whatever you say about the campaign, and press the button again."),
)
NO_HASHTAG = Sentence(
    _("We found neither %(hashtag)s nor a link to %(target)s in your post."),
    _("Add one of them, whatever you say about the campaign, and press the button again."),
)
MENDS: dict[Reason, Sentence] = {
    Reason.NO_LINK: Sentence(
        _("We found no link to %(target)s on your page."),
        _("Add it, whatever you say about the campaign, and press the button again."),
    ),
    Reason.NOT_FOUND: Sentence(
        _("We found no page at that address, or it did not answer."),
        _("Check that it can be read by everybody, and press the button again."),
    ),
    Reason.NOT_PUBLIC: Sentence(
        _("The page asks for a password or a subscription."),
        _("Make it public, and press the button again."),
    ),
    Reason.GONE: Sentence(
        _("The page says that it has been taken away."),
        _("Put it back at the same address, and press the button again."),
    ),
    Reason.NOT_READABLE: Sentence(
        _("What is at that address is not a page in which we can read links."),
        _("Send the address of the post itself."),
    ),
    Reason.TOO_LONG: Sentence(
        _("The page is very long: we read its beginning, and found no link to %(target)s there."),
        _("Send the address of the post alone, or put the link nearer to its beginning."),
    ),
    Reason.SPAM: Sentence(
        _("Pages of this site are not counted by themselves."),
        _("If we are mistaken, ask a person to look at it."),
    ),
}
"""Reasons that whoever wrote the page can mend; the others have their usual sentence."""


def mend(submission: Submission, terms: Terms) -> Sentence | None:
    """Return why a page does not count and what to do, in the page's language."""
    on_network = terms.hashtag_kind if is_on_network(submission) else None
    kind = on_network or terms.kind(submission.kind)
    is_named = kind is not None and kind.proof is Proof.NAME
    found = MENDS.get(submission.reason)
    if submission.reason is Reason.NO_LINK and is_named:
        found = NO_NAME
    if submission.reason is Reason.NO_LINK and kind is not None and kind.proof is Proof.HASHTAG:
        found = NO_HASHTAG
    if found is None:
        return explain(submission.reason)
    words = {"target": submission.target, "hashtag": f"#{terms.hashtag.strip('# ')}"}
    return Sentence(gettext(found.why) % words, gettext(found.remedy))


def is_on_network(submission: Submission) -> bool:
    """Return whether a post stands on a network that we know by its address."""
    return served().networks.placed(submission.source) is not None
