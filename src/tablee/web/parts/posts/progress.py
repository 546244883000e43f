"""How it stands with a page that we were told of: for whoever sent it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tablee.core.post.submission import Outcome, Submission
from tablee.core.reason import EVIDENCE_REASONS, Reason
from tablee.core.terms import Terms
from tablee.web.waiting import is_waiting
from tablee.web.words.mending import mend
from tablee.web.words.sentences import Sentence, explain

ASKABLE = EVIDENCE_REASONS | {Reason.SPAM, Reason.GONE}
"""Reasons of which a person may judge otherwise than the machine."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is to say about a submission."""

    submission: Submission
    is_waiting: bool
    headline: str
    why: str
    remedy: str

    @property
    def look(self) -> str:
        """How it looks: ``queued``, ``verified``, ``flagged``, ``refused`` or ``deleted``."""
        return "queued" if self.is_waiting else str(self.submission.outcome)

    @property
    def can_try_again(self) -> bool:
        """Whether it is of use to look again."""
        return not self.is_waiting and self.submission.outcome in {
            Outcome.REFUSED,
            Outcome.DELETED,
        }

    @property
    def can_look_again(self) -> bool:
        """Whether it counts, so that looking again is for who has taken the link off."""
        return not self.is_waiting and self.submission.outcome is Outcome.VERIFIED

    @property
    def can_ask(self) -> bool:
        """Whether a person may be asked to look."""
        submission = self.submission
        is_refused = not self.is_waiting and submission.outcome is Outcome.REFUSED
        return is_refused and not submission.is_by_person and submission.reason in ASKABLE


def progress(submission: Submission, terms: Terms, since_ms: int = -1) -> Progress:
    """Return how it stands with *submission*, looked at anew since *since_ms* if at all."""
    is_open = is_waiting(submission, since_ms)
    headline, told = _told(submission, terms, is_open=is_open)
    return Progress(submission, is_open, headline, told.why, told.remedy)


def _told(submission: Submission, terms: Terms, *, is_open: bool) -> tuple[str, Sentence]:
    if is_open:
        return _waiting(submission)
    match submission.outcome:
        case Outcome.VERIFIED:
            return _("Your post is counted."), Sentence("", "")
        case Outcome.FLAGGED:
            why = _("Something about the page makes us ask a person before it counts.")
            remedy = _("It keeps its place in the meantime, and nothing is asked of you.")
            return _("A person will look at your post."), Sentence(why, remedy)
        case Outcome.DELETED:
            headline = _("Your post was counted, then taken back.")
            return headline, explain(submission.reason) or Sentence("", "")
        case _:
            headline = _("Your post is not counted so far.")
            return headline, mend(submission, terms) or Sentence("", "")


def _waiting(submission: Submission) -> tuple[str, Sentence]:
    """Return how it stands with a post at which nobody has looked, or in vain."""
    if submission.reason is Reason.NOT_READABLE:
        why = _("Its network shows us nothing, and very many posts wait for a person already.")
        remedy = _("Nothing is lost: yours takes its turn by itself. You may close this page.")
        return _("Your post waits for its turn."), Sentence(why, remedy)
    if submission.looks:
        why = _("We try again by ourselves, for half a day.")
        remedy = _("You may close this page, and come back to its address.")
        return _("Your page has not answered so far."), Sentence(why, remedy)
    return _("We are looking at your page."), Sentence(_("That takes a few seconds."), "")
