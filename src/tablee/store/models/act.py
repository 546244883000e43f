"""Acts: the one table that grows with every click of the public."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH
from tablee.store.numbering import campaign_of, number_of


class ActId(models.BigIntegerField):  # type: ignore[type-arg]  # only stubs are generic
    """A whole number of 64 bits that SQLite keeps as its row id, so that it costs no index."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return ``integer`` on SQLite: only that exact word makes a key the row id."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the type of columns that refer to it."""
        return self.db_type(connection)


class Act(models.Model):
    """One act, as it was received, with what has been decided since.

    The id is ``campaign id << 40 | number``: in order of receipt, and known before insertion.
    There is no foreign key and no index that is not needed: each costs at every act.
    """

    id = ActId(primary_key=True)
    kind = models.CharField(max_length=NAME_LENGTH)
    pool = models.CharField(max_length=NAME_LENGTH, blank=True)
    object = models.TextField()
    supporter = models.BinaryField(max_length=16)
    claim = models.BinaryField(max_length=16, unique=True)
    evidence = models.CharField(max_length=1)
    units = models.BigIntegerField()
    line_start = models.BigIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    reason = models.CharField(max_length=WORD_LENGTH, blank=True)
    is_held = models.BooleanField()
    occurred_at_ms = models.BigIntegerField()
    received_at_ms = models.BigIntegerField()
    source = models.CharField(max_length=NAME_LENGTH)
    appeal_until_ms = models.BigIntegerField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # Line order within a pool is the order of ids: where a waterline passes is found here.
            models.Index(fields=["pool", "id"], name="act_in_line"),
            # The few that wait for a decision or the end of an appeal.
            models.Index(fields=["pool", "line_start"], name="act_held", condition=Q(is_held=True)),
            # Those of them whose time of appeal will be over.
            models.Index(
                fields=["appeal_until_ms"],
                name="act_appeal",
                condition=Q(is_held=True, appeal_until_ms__gt=0),
            ),
            # Published refusals.
            models.Index(fields=["reason", "id"], name="act_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def number(self) -> int:
        """Order of receipt in its campaign, from 1."""
        return number_of(self.id)

    @property
    def campaign_id(self) -> int:
        """Whose act it is."""
        return campaign_of(self.id)
