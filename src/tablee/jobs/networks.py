"""Look at posts on networks: each network is asked in its own way, and never its pages."""

from typing import NamedTuple

from tablee.core.post.finding import Finding
from tablee.core.post.post import Post
from tablee.core.post.submission import Submission
from tablee.evidence.address.networks import KnownNetworks, Placed
from tablee.evidence.page import Target
from tablee.ports.verb import NetworkLook, NotOfThisNetwork
from tablee.wiring import Site


class Wanted(NamedTuple):
    """A page that was told of, and what is known of where it is."""

    submission: Submission
    address: str
    """Where we were told to ask; empty when nobody said."""
    post: Post | None
    """The post as it was seen the last time."""


class NetworkLooks:
    """Looks at posts through whatever their networks keep for that."""

    def __init__(self, site: Site, known: KnownNetworks) -> None:
        self._site = site
        self._known = known
        self._looks: dict[str, NetworkLook] = {}

    async def see(self, wanted: Wanted, target: Target) -> Finding | None:
        """Return what a post shows; nothing where what was told is no post on a network.

        Raises:
            NotFetched: the network does not answer.
        """
        found = self.placed(wanted)
        if found is None:
            return None
        try:
            return await self._look(found).see(found.object, target)
        except NotOfThisNetwork:
            return None

    def placed(self, wanted: Wanted) -> Placed | None:
        """Return which post is meant.

        Where we have seen it before we know best. What we were told besides is believed only where
        it is the same post: a link to this page may say something else.
        """
        submission = wanted.submission
        sure = [wanted.post.address] if wanted.post else []
        for address in (*sure, submission.source):
            found = self._known.placed(address)
            if found is not None:
                return found
        told = self._known.placed(wanted.address) if wanted.address else None
        return told if told is not None and told.object == submission.source else None

    def _look(self, found: Placed) -> NetworkLook:
        name, look = found.network.name, found.network.look
        if look is None:
            raise NotOfThisNetwork(name)
        return self._looks.setdefault(name, look(self._site))
