"""What a server calls posts that have another name everywhere else."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Aliases(Protocol):
    """The names that one reader's server has for the objects of acts: it deletes by them."""

    def keep(self, campaign_id: int, reader: str, objects: Mapping[str, str]) -> None:
        """Keep *objects* by the server's names for them; what is known stays as it is."""
        ...

    def named(self, campaign_id: int, reader: str, names: Collection[str]) -> dict[str, str]:
        """Return the objects that are known by *names*."""
        ...
