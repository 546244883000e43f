"""What the rules refuse, drawn as a tree.

::

    TableeError
    ├── SenderMistake        whoever sent it can mend it
    │   ├── InvalidClaim
    │   ├── UnknownCampaign
    │   ├── UnknownKind
    │   ├── UnknownAct
    │   ├── NotAllowed
    │   ├── KindNotCovered
    │   └── TooLarge
    ├── OrganiserMistake     whoever runs the campaign can mend it
    │   ├── InvalidTerms
    │   ├── RetroactiveAmendment
    │   ├── BrokenPromise
    │   ├── WrongState
    │   ├── SameJudge
    │   └── CampaignClosed
    └── OperatorMatter       whoever runs the machine can mend it
        ├── JournalFull
        ├── Unbalanced
        └── BrokenInvariant

An error is a fact. Its docstring is the sentence people read when nothing more exact is said.
"""


class TableeError(Exception):
    """Something was refused, and nothing was written."""

    field: str = ""
    """The field to mend, as the sender named it; empty when it is not about one field."""

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").splitlines()[0])
        self.field = field

    def __str__(self) -> str:
        return str(self.args[0])


class SenderMistake(TableeError):
    """The sender can mend this and send it again."""


class InvalidClaim(SenderMistake):
    """The act cannot be read; mend the field named and send it again."""


class UnknownCampaign(SenderMistake):
    """There is no campaign of that name here."""


class UnknownKind(SenderMistake):
    """This campaign does not count acts of that kind."""


class UnknownAct(SenderMistake):
    """There is no act with that receipt."""


class NotAllowed(SenderMistake):
    """The key is unknown or has been revoked; ask the organiser for a new one."""


class KindNotCovered(SenderMistake):
    """This key may not send acts of that kind; ask the organiser for one that may."""


class TooLarge(SenderMistake):
    """That is more than is taken at once; send less in each request."""


class OrganiserMistake(TableeError):
    """The organiser can mend this."""


class InvalidTerms(OrganiserMistake):
    """These terms contradict themselves; nothing was published."""


class RetroactiveAmendment(OrganiserMistake):
    """Terms cannot change the past."""


class BrokenPromise(OrganiserMistake):
    """A promise can be raised, never lowered or withdrawn."""


class WrongState(OrganiserMistake):
    """The act is not in a state from which this decision can be taken."""


class SameJudge(OrganiserMistake):
    """An appeal is decided by somebody other than whoever took the first decision."""


class CampaignClosed(OrganiserMistake):
    """The campaign is closed; its figures no longer move."""


class OperatorMatter(TableeError):
    """The operator of this machine can mend this."""


class JournalFull(OperatorMatter):
    """Too many acts are waiting to be written; come back in a moment."""


class Unbalanced(OperatorMatter):
    """The postings of an entry do not sum to zero."""


class BrokenInvariant(OperatorMatter):
    """The books, the lines or the journal contradict each other."""
