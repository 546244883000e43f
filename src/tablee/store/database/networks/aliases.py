"""What servers call posts that have another name everywhere else, in the database."""

from collections.abc import Collection, Mapping

from tablee.store.database.rows import Rows, chunks, marks

KEEP = "INSERT INTO store_alias (campaign_id, reader, name, object)"
MOST_AT_ONCE = 500


class DatabaseAliases:
    """The names."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, campaign_id: int, reader: str, objects: Mapping[str, str]) -> None:
        """Keep *objects* by the server's names for them; what is known stays as it is."""
        rows = [(campaign_id, reader, name, each) for name, each in objects.items()]
        self._rows.insert(KEEP, rows, "ON CONFLICT (campaign_id, reader, name) DO NOTHING")

    def named(self, campaign_id: int, reader: str, names: Collection[str]) -> dict[str, str]:
        """Return the objects that are known by *names*."""
        found: dict[str, str] = {}
        for some in chunks([*names], MOST_AT_ONCE):
            sql = (
                "SELECT name, object FROM store_alias"  # noqa: S608 - marks
                f" WHERE campaign_id = %s AND reader = %s AND name IN ({marks(len(some))})"
            )
            found.update(self._rows.all(sql, [campaign_id, reader, *some]))
        return found
