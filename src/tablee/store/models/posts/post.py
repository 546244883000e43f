"""Posts that became acts."""

from django.db import models
from django.db.models import Q

from tablee.store.models.act import ActId
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH
from tablee.store.numbering import campaign_of, number_of


class Post(models.Model):
    """One post, under the id of its act. Erasing it changes no figure."""

    id = ActId(primary_key=True)
    address = models.TextField()
    blog = models.TextField()
    found_at_ms = models.BigIntegerField()
    status = models.IntegerField()
    content_hash = models.CharField(max_length=64, blank=True)
    exhibit = models.CharField(max_length=NAME_LENGTH, blank=True)
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    language = models.CharField(max_length=NAME_LENGTH, blank=True)
    published_at_ms = models.BigIntegerField()
    flags = models.TextField(blank=True)
    """With spaces between them."""
    likeness = models.BigIntegerField()
    """The same 64 bits, with a sign."""
    quarter_1 = models.IntegerField()
    quarter_2 = models.IntegerField()
    quarter_3 = models.IntegerField()
    quarter_4 = models.IntegerField()
    is_shown = models.BooleanField()
    mark = models.CharField(max_length=WORD_LENGTH, blank=True)
    referred_act = models.BigIntegerField()
    checked_at_ms = models.BigIntegerField()
    next_check_at_ms = models.BigIntegerField()
    failing_since_ms = models.BigIntegerField()
    checks = models.IntegerField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # Two texts that differ in three bits agree in one quarter of the sixty-four.
            *(
                models.Index(
                    fields=[f"quarter_{each}", "id"],
                    name=f"post_quarter_{each}",
                    condition=~Q(likeness=0),
                )
                for each in (1, 2, 3, 4)
            ),
            models.Index(
                fields=["next_check_at_ms", "id"],
                name="post_due",
                condition=Q(next_check_at_ms__gt=0),
            ),
            models.Index(fields=["found_at_ms", "id"], name="post_found", condition=~Q(exhibit="")),
            models.Index(fields=["exhibit"], name="post_exhibit", condition=~Q(exhibit="")),
            models.Index(
                fields=["language", "id"], name="post_language", condition=Q(is_shown=True)
            ),
            models.Index(fields=["blog", "id"], name="post_blog"),
            models.Index(fields=["mark", "id"], name="post_mark", condition=~Q(mark="")),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def number(self) -> int:
        """Number of its act in its campaign."""
        return number_of(self.id)

    @property
    def campaign_id(self) -> int:
        """To whose acts it belongs."""
        return campaign_of(self.id)
