"""What servers call posts that have another name everywhere else, in memory."""

from collections.abc import Collection, Mapping

from tablee.store.memory.shelf import Transaction


class MemoryAliases:
    """The names."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._aliases = transaction.shelf.aliases

    def keep(self, campaign_id: int, reader: str, objects: Mapping[str, str]) -> None:
        """Keep *objects* by the server's names for them; what is known stays as it is."""
        for name, each in objects.items():
            if (campaign_id, reader, name) not in self._aliases:
                self._transaction.put(self._aliases, (campaign_id, reader, name), each)

    def named(self, campaign_id: int, reader: str, names: Collection[str]) -> dict[str, str]:
        """Return the objects that are known by *names*."""
        return {
            name: self._aliases[campaign_id, reader, name]
            for name in names
            if (campaign_id, reader, name) in self._aliases
        }
