"""What campaigns have as actors of the fediverse."""

from django.db import models

from tablee.store.models.campaign import Campaign


class ActorKey(models.Model):
    """The key with which a campaign signs what it sends.

    It is kept as it is: a signature cannot be made from a hash.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT)
    pem = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"key of campaign {self.campaign_id}"


class Follower(models.Model):
    """An actor elsewhere that wants to hear a campaign's news."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    actor = models.TextField()
    inbox = models.TextField()
    shared_inbox = models.TextField(blank=True)
    ear = models.TextField()
    """Where it is told: the shared inbox, or its own."""
    followed_at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "actor"], name="follower_once"),
        ]
        indexes = [models.Index(fields=["campaign", "ear"], name="follower_ear")]

    def __str__(self) -> str:
        return self.actor


class Relay(models.Model):
    """An actor elsewhere that a campaign follows."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    actor = models.TextField()
    inbox = models.TextField()
    is_accepted = models.BooleanField()
    asked_at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "actor"], name="relay_once")]

    def __str__(self) -> str:
        return self.actor


class News(models.Model):
    """What a campaign has told its followers, word for word."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    key = models.CharField(max_length=200)
    at_ms = models.BigIntegerField()
    en = models.TextField()
    fr = models.TextField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "news"
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="news_once")]

    def __str__(self) -> str:
        return self.key
