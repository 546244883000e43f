"""What each public reason means to people, and what they can do about it."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tablee.core.errors import (
    CampaignClosed,
    RetroactiveAmendment,
    SameJudge,
    TableeError,
    UnknownAct,
    UnknownCampaign,
    WrongState,
)
from tablee.core.reason import Reason


class Sentence(NamedTuple):
    """Why an act does not count, and the remedy."""

    why: str
    remedy: str


REASONS: dict[Reason, Sentence] = {
    Reason.TOO_EARLY: Sentence(
        _("It was done before acts of this kind began to count."),
        _("Come back once they are open: the campaign page says when."),
    ),
    Reason.TOO_LATE: Sentence(
        _("It was done after acts of this kind had ceased to count."),
        _("The campaign page says what still counts."),
    ),
    Reason.KIND_NOT_OPEN: Sentence(
        _("Acts of this kind open only when a milestone is reached."),
        _("The campaign page shows how far it has come; send your act again then."),
    ),
    Reason.DAILY_LIMIT: Sentence(
        _("You have reached the number of such acts that count in one day."),
        _("Come back tomorrow: your next acts will count."),
    ),
    Reason.TOTAL_LIMIT: Sentence(
        _("You have reached the number of such acts that count for one participant."),
        _("Try another way to act, or invite somebody."),
    ),
    Reason.IN_THE_FUTURE: Sentence(
        _("It is dated in the future."),
        _("Check the date of the act and send it again."),
    ),
    Reason.EVIDENCE_TOO_WEAK: Sentence(
        _("A click alone does not count for acts of this kind."),
        _("Send the public address of what you did."),
    ),
    Reason.CAMPAIGN_CLOSED: Sentence(
        _("The campaign is closed: its figures no longer move."),
        _("The campaign page keeps its result."),
    ),
    Reason.NO_LINK: Sentence(
        _("The page neither links to the campaign nor names it."),
        _("Add a link or its name, whatever you say about it, then write to us."),
    ),
    Reason.NOT_FOUND: Sentence(
        _("There was no page at that address."),
        _("Check the address and send the right one."),
    ),
    Reason.NOT_PUBLIC: Sentence(
        _("The page can be read only by some people."),
        _("Make it public, then write to us."),
    ),
    Reason.DUPLICATE_CONTENT: Sentence(
        _("The same text already counts under another address."),
        _("If both are yours and differ, write to us and say how."),
    ),
    Reason.SPAM: Sentence(
        _("It was taken for advertising or for the work of a machine."),
        _("If we are mistaken, write to us: somebody else will look again."),
    ),
    Reason.UNLAWFUL: Sentence(
        _("It breaks the law or somebody's rights."),
        _("If we are mistaken, write to us: somebody else will look again."),
    ),
    Reason.NOT_THE_AUTHOR: Sentence(
        _("It is not the work of whoever sent it."),
        _("If it is yours, write to us and say how we can see it."),
    ),
    Reason.GONE: Sentence(
        _("The page was there, and is gone."),
        _("Put it back at the same address, then write to us."),
    ),
    Reason.RETURNED: Sentence(
        _("What was bought has been returned."),
        _("If it has not, write to us with the number of the receipt."),
    ),
    Reason.WITHDRAWN: Sentence(
        _("It was withdrawn by whoever did it."),
        _("If you did not ask for that, write to us."),
    ),
    Reason.OFF_TOPIC: Sentence(
        _("It has nothing to do with the campaign."),
        _("If we are mistaken, write to us: somebody else will look again."),
    ),
    Reason.NOT_READABLE: Sentence(
        _("What is at that address is not a page in which links can be read."),
        _("Send the address of the post itself."),
    ),
    Reason.TOO_LONG: Sentence(
        _("The page is too long to be read whole, and its beginning shows no link."),
        _("Send the address of the post alone, or put the link nearer to its beginning."),
    ),
    Reason.FRONT_PAGE: Sentence(
        _("It is the front page of a site: what stands there changes with every post."),
        _("Send the address of the post itself."),
    ),
    Reason.REFERRAL_GONE: Sentence(
        _("The post that it brought is no longer counted."),
        _("Once that post counts again, so does this."),
    ),
    Reason.CHOICE_GONE: Sentence(
        _("What the organiser had chosen no longer counts."),
        _("Once that counts again, so does this."),
    ),
    Reason.UNCHOSEN: Sentence(
        _("The organiser has taken the choice back."),
        _("What was chosen still counts for itself."),
    ),
    Reason.ABSENT: Sentence(
        _("Whoever ran the shift says that you were not there, or not for so long."),
        _("If you were, write to us and say where and when."),
    ),
}
"""A sentence for every reason there is."""

TROUBLES: dict[type[TableeError], str] = {
    WrongState: _(
        "it is not in a state from which this decision can be taken;"
        " give a reason to refuse or reverse."
    ),
    SameJudge: _("an appeal is decided by somebody other than whoever took the first decision."),
    CampaignClosed: _("the campaign is settled; its figures no longer move."),
    RetroactiveAmendment: _("Terms cannot change the past; give a moment that is still to come."),
    UnknownAct: _("there is no such act."),
    UnknownCampaign: _("there is no such campaign."),
}
"""What the staff reads when a use case refuses."""


def explain(reason: Reason) -> Sentence | None:
    """Return what *reason* means, in the page's language; nothing for no reason."""
    found = REASONS.get(reason)
    return Sentence(gettext(found.why), gettext(found.remedy)) if found else None


def trouble(error: TableeError) -> str:
    """Return why a use case refused, in the page's language."""
    found = TROUBLES.get(type(error))
    return gettext(found) if found else str(error)
