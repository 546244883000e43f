"""Where events are sent, in the database."""

from tablee.ports.hooks import Attempt, Hook, Secrets
from tablee.store.database.rows import Row, Rows
from tablee.store.storable import storable

ADD = """
INSERT INTO store_hook (campaign_id, address, secret, former_secret, former_until_ms,
  registered_at_ms, disabled_at_ms, paused_until_ms, succeeded_at_ms, last_at_ms, last_status,
  trouble, failures)
VALUES (%s, %s, %s, %s, %s, %s, 0, 0, 0, 0, 0, '', 0) RETURNING id
"""
SELECT = """
SELECT id, campaign_id, address, secret, former_secret, former_until_ms, registered_at_ms,
       disabled_at_ms, paused_until_ms, succeeded_at_ms, last_at_ms, last_status, trouble, failures
  FROM store_hook
"""
LISTENING = "SELECT campaign_id, id FROM store_hook WHERE disabled_at_ms = 0 ORDER BY id"
ROTATE = "UPDATE store_hook SET secret = %s, former_secret = %s, former_until_ms = %s WHERE id = %s"
SUCCEEDED = """
UPDATE store_hook SET last_at_ms = %s, last_status = %s, trouble = %s, failures = 0,
       succeeded_at_ms = %s WHERE id = %s
"""
FAILED = """
UPDATE store_hook SET last_at_ms = %s, last_status = %s, trouble = %s, failures = failures + 1
 WHERE id = %s
"""
PAUSE = "UPDATE store_hook SET paused_until_ms = %s WHERE id = %s AND paused_until_ms < %s"
DISABLE = "UPDATE store_hook SET disabled_at_ms = %s WHERE id = %s AND disabled_at_ms = 0"
ENABLE = "UPDATE store_hook SET disabled_at_ms = 0 WHERE id = %s"


class DatabaseHooks:
    """The receivers of events."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, hook: Hook) -> Hook:
        """Write a new receiver down; return it with its number."""
        secrets = hook.secrets
        signing = [secrets.current, secrets.former, secrets.former_until_ms]
        values = [hook.campaign_id, hook.address, *signing, hook.registered_at_ms]
        ((number,),) = self._rows.all(ADD, values)
        return Hook(number, hook.campaign_id, hook.address, secrets, hook.registered_at_ms)

    def get(self, number: int) -> Hook | None:
        """Return one receiver, disabled or not."""
        row = self._rows.first(f"{SELECT} WHERE id = %s", [number])
        return _read(row) if row else None

    def every(self, campaign_id: int) -> list[Hook]:
        """Return a campaign's receivers, in order of registration."""
        rows = self._rows.all(f"{SELECT} WHERE campaign_id = %s ORDER BY id", [campaign_id])
        return [_read(row) for row in rows]

    def listening(self) -> dict[int, list[int]]:
        """Return the numbers of the receivers that are not disabled, by campaign."""
        found: dict[int, list[int]] = {}
        for campaign_id, number in self._rows.all(LISTENING):
            found.setdefault(campaign_id, []).append(number)
        return found

    def rotate(self, number: int, secrets: Secrets) -> None:
        """Store other secrets."""
        values = [secrets.current, secrets.former, secrets.former_until_ms, number]
        self._rows.run(ROTATE, values)

    def note(self, number: int, attempt: Attempt) -> None:
        """Store what came of an attempt, and count failures in a row."""
        said = [attempt.at_ms, attempt.status, storable(attempt.trouble)]
        if attempt.is_success:
            self._rows.run(SUCCEEDED, [*said, attempt.at_ms, number])
        else:
            self._rows.run(FAILED, [*said, number])

    def pause(self, number: int, until_ms: int) -> None:
        """Leave a receiver alone until then, or longer if that was known before."""
        self._rows.run(PAUSE, [until_ms, number, until_ms])

    def disable(self, number: int, at_ms: int) -> None:
        """Send nothing any more; the first time stands."""
        self._rows.run(DISABLE, [at_ms, number])

    def enable(self, number: int) -> None:
        """Send what happens from now on again."""
        self._rows.run(ENABLE, [number])

    def remove(self, number: int) -> bool:
        """Forget a receiver; return whether there was one."""
        return bool(self._rows.all("DELETE FROM store_hook WHERE id = %s RETURNING id", [number]))


def _read(row: Row) -> Hook:
    number, campaign_id, address, secret, former, former_until_ms, *moments = row
    registered, disabled, paused, succeeded, last, status, trouble, failures = moments
    return Hook(
        number=number,
        campaign_id=campaign_id,
        address=address,
        secrets=Secrets(secret, former, former_until_ms),
        registered_at_ms=registered,
        disabled_at_ms=disabled,
        paused_until_ms=paused,
        succeeded_at_ms=succeeded,
        last=Attempt(last, status, not failures, trouble) if last else None,
        failures=failures,
    )
