"""One transaction, and where it is opened."""

from contextlib import AbstractContextManager
from typing import Protocol

from tablee.core.campaign import Campaign
from tablee.ports.appeals import Appeals
from tablee.ports.blogs import Blogs, Hosts
from tablee.ports.coupons import Coupons
from tablee.ports.cursors import Cursors
from tablee.ports.desk.campaigns import Books, Campaigns
from tablee.ports.desk.keys import Keys
from tablee.ports.desk.notes import Notes
from tablee.ports.desk.outbox import Outbox
from tablee.ports.erasures import Erasures
from tablee.ports.hooks import Hooks
from tablee.ports.journal import Journal
from tablee.ports.kinds.codes import Codes
from tablee.ports.kinds.drawings import Drawings
from tablee.ports.kinds.selections import Selections
from tablee.ports.kinds.shifts import Shifts, Volunteers
from tablee.ports.kinds.tills import Tills
from tablee.ports.log.logs import Logs
from tablee.ports.networks.actors import Actors
from tablee.ports.networks.aliases import Aliases
from tablee.ports.networks.bulletins import Bulletins
from tablee.ports.networks.estimates import Estimates
from tablee.ports.networks.spending import Spending
from tablee.ports.posts import Posts, Submissions
from tablee.ports.promises.documents import Documents
from tablee.ports.promises.parties import Parties
from tablee.ports.promises.signatories import Signatories
from tablee.ports.tasks import Tasks
from tablee.ports.traces import Traces


class Clock(Protocol):
    """The time of day."""

    def now_ms(self) -> int:
        """Return the milliseconds since 1970."""
        ...


class Desk(Protocol):
    """One transaction: leaving it commits, an exception rolls all of it back."""

    @property
    def actors(self) -> Actors:
        """Campaigns as actors of the fediverse."""
        ...

    @property
    def campaigns(self) -> Campaigns:
        """The campaigns of this site."""
        ...

    @property
    def books(self) -> Books:
        """The books of all campaigns."""
        ...

    @property
    def outbox(self) -> Outbox:
        """What is to be told after the commit."""
        ...

    @property
    def keys(self) -> Keys:
        """The keys of partners."""
        ...

    @property
    def notes(self) -> Notes:
        """Public messages."""
        ...

    @property
    def cursors(self) -> Cursors:
        """Where readers of networks go on reading."""
        ...

    @property
    def aliases(self) -> Aliases:
        """What servers call posts that have another name everywhere else."""
        ...

    @property
    def bulletins(self) -> Bulletins:
        """How readers of networks fare."""
        ...

    @property
    def estimates(self) -> Estimates:
        """What networks say in sum."""
        ...

    @property
    def spending(self) -> Spending:
        """What asking networks costs."""
        ...

    @property
    def hooks(self) -> Hooks:
        """Where events are sent."""
        ...

    @property
    def codes(self) -> Codes:
        """Series of receipt codes."""
        ...

    @property
    def logs(self) -> Logs:
        """How far the public logs have been sealed."""
        ...

    @property
    def coupons(self) -> Coupons:
        """What opens something once."""
        ...

    @property
    def tills(self) -> Tills:
        """Partners' till data."""
        ...

    @property
    def traces(self) -> Traces:
        """What was done with share links."""
        ...

    @property
    def selections(self) -> Selections:
        """What the organiser chose."""
        ...

    @property
    def shifts(self) -> Shifts:
        """Hours at places, for which people are wanted."""
        ...

    @property
    def submissions(self) -> Submissions:
        """Pages people told us of."""
        ...

    @property
    def posts(self) -> Posts:
        """Posts that became acts."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Work to be done after the commit."""
        ...

    @property
    def blogs(self) -> Blogs:
        """Blogs whose feeds we follow."""
        ...

    @property
    def hosts(self) -> Hosts:
        """Hosts people have judged."""
        ...

    @property
    def appeals(self) -> Appeals:
        """Appeals against decisions."""
        ...

    @property
    def drawings(self) -> Drawings:
        """Drawings that became acts."""
        ...

    @property
    def volunteers(self) -> Volunteers:
        """Who comes to shifts."""
        ...

    @property
    def parties(self) -> Parties:
        """Keys of those whose word is in the log."""
        ...

    @property
    def documents(self) -> Documents:
        """What sponsors and the association signed."""
        ...

    @property
    def signatories(self) -> Signatories:
        """Accounts that sign for them."""
        ...

    @property
    def erasures(self) -> Erasures:
        """What is known of people, and how it goes."""
        ...

    def journal(self, campaign: Campaign) -> Journal:
        """Return the journal of a campaign."""
        ...


class Desks(Protocol):
    """Where desks are opened."""

    def write(self) -> AbstractContextManager[Desk]:
        """Open a transaction that may write; on SQLite it waits for the only writer."""
        ...

    def read(self) -> AbstractContextManager[Desk]:
        """Open a transaction that sees one moment and writes nothing."""
        ...

    def scrub(self) -> bool:
        """Let nothing stay on disk of what was erased in the database; return whether it is so.

        Others may be reading what was there before: then it has to be done again. Call it outside
        of any transaction; nobody writes meanwhile.
        """
        ...
