"""Tables of drawings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_traces"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drawing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act_number", models.BigIntegerField()),
                ("picture", models.CharField(blank=True, max_length=64)),
                ("thumb", models.CharField(blank=True, max_length=64)),
                ("preview", models.CharField(blank=True, max_length=64)),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("title", models.TextField(blank=True)),
                ("alt", models.TextField(blank=True)),
                ("credit", models.TextField(blank=True)),
                ("licence", models.CharField(max_length=32)),
                ("consent", models.CharField(max_length=32)),
                ("pdq", models.BinaryField(max_length=32)),
                ("phash", models.BinaryField(max_length=8)),
                ("quality", models.IntegerField()),
                ("sender", models.BinaryField(max_length=16)),
                ("at_ms", models.BigIntegerField()),
                ("like_act", models.BigIntegerField()),
                ("is_shown", models.BooleanField()),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("picture", ""), _negated=True),
                        fields=["picture"],
                        name="drawing_kept",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "act_number"), name="drawing_once"
                    )
                ],
            },
        ),
    ]
