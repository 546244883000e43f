"""The logs themselves: how far each was sealed, what is being sealed, where each act lies."""

from django.db import models

from tablee.store.models.campaign import Campaign


class Log(models.Model):
    """One campaign's log: what it is called, and how far it was sealed, signed and published."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, primary_key=True)
    origin = models.TextField()
    vkey = models.TextField()
    """The public half of the key that signs it."""
    pepper = models.BinaryField(max_length=32)
    """What the tags of objects and judges are made with; empty once it was destroyed."""
    policy = models.TextField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    act_number = models.BigIntegerField()
    """Number of the last act sealed."""
    happening = models.BigIntegerField()
    """Number of the last happening sealed."""
    sequence = models.BigIntegerField()
    """Sequence number through which it was sealed."""
    sealed_at_ms = models.BigIntegerField()
    published_size = models.BigIntegerField()
    published_at_ms = models.BigIntegerField()
    pending_since_ms = models.BigIntegerField()
    """Since when more is sealed than published; 0 when all is."""
    stopped = models.TextField(blank=True)
    """Why nothing more is sealed, if so: somebody must look."""
    stopped_at_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return self.origin


class StagedBatch(models.Model):
    """Leaves that are being sealed: written first, and finished byte for byte whatever happens."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    """Where the log stands before."""
    new_size = models.BigIntegerField()
    new_root = models.BinaryField(max_length=32)
    act_number = models.BigIntegerField()
    happening = models.BigIntegerField()
    sequence = models.BigIntegerField()
    entries = models.BinaryField()
    """All leaves, each with its length before it."""
    places = models.BinaryField()
    """For each act, in order: its leaf in eight bytes, its salt in 32."""
    earned = models.TextField()
    """As JSON: what each sponsor has earned in each pool by the last leaf."""
    made_at_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.size} to {self.new_size}"


class PlacedActs(models.Model):
    """Where some adjoining acts lie in the log, and the salts of their commitments."""

    pk = models.CompositePrimaryKey("campaign_id", "first_act")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    first_act = models.BigIntegerField()
    places = models.BinaryField()
    """As in a staged batch; the salts of erased acts are zeros."""

    def __str__(self) -> str:
        return f"from act {self.first_act}"


class TagKey(models.Model):
    """What one supporter's tags in one campaign are made with, until it is erased."""

    pk = models.CompositePrimaryKey("campaign_id", "supporter")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    supporter = models.BinaryField(max_length=16)
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"tag key in {self.campaign}"
