"""The keys of a log's parties, as an export lists them: information, and no reason to believe."""

from tablee.core.leaves.canonical import spelled
from tablee.core.leaves.leaf import Leaf

_FIELDS = ("role", "name", "key", "held_by")


class PartyKeys:
    """The keys that are valid, after the `key` leaves taken so far."""

    def __init__(self) -> None:
        self._valid: dict[tuple[str, str, str], Leaf] = {}

    def take(self, leaf: Leaf) -> None:
        """Take in that a key is somebody's, or is no longer."""
        key = (leaf["role"], leaf["name"], leaf["key"])
        if leaf["is_valid"]:
            self._valid[key] = {name: leaf[name] for name in _FIELDS}
        else:
            self._valid.pop(key, None)

    def document(self, log: str) -> bytes:
        """Return ``keys.json`` of the log that signs with the key *log*.

        Raises:
            BadLeaf: a name holds half a character.
        """
        parties = [self._valid[key] for key in sorted(self._valid)]
        return spelled({"log": log, "parties": parties}) + b"\n"
