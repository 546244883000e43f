"""A gate that lets nothing out, for sites that must not touch the network."""

from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle


class ShutGate:
    """A `Fetcher` that refuses everything."""

    async def fetch(self, ask: Ask) -> Fetched:
        """Refuse *ask*.

        Raises:
            NotFetched: always; nothing was sent.
        """
        raise NotFetched(Obstacle.UNREACHABLE, ask.address, "this site does not go out")

    async def close(self) -> None:
        """Do nothing: nothing is open."""
