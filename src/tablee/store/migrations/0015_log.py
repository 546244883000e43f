"""Tables of public logs, and what happened to campaigns before there were any."""

import django.db.models.deletion
from django.db import migrations, models

from tablee.store.happened import tell_what_happened


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0014_kept_and_come"),
    ]

    operations = [
        migrations.CreateModel(
            name="Log",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="store.campaign",
                    ),
                ),
                ("origin", models.TextField()),
                ("vkey", models.TextField()),
                ("pepper", models.BinaryField(max_length=32)),
                ("policy", models.TextField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("act_number", models.BigIntegerField()),
                ("happening", models.BigIntegerField()),
                ("sequence", models.BigIntegerField()),
                ("sealed_at_ms", models.BigIntegerField()),
                ("published_size", models.BigIntegerField()),
                ("published_at_ms", models.BigIntegerField()),
                ("pending_since_ms", models.BigIntegerField()),
                ("stopped", models.TextField(blank=True)),
                ("stopped_at_ms", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StagedBatch",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="store.campaign",
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("new_size", models.BigIntegerField()),
                ("new_root", models.BinaryField(max_length=32)),
                ("act_number", models.BigIntegerField()),
                ("happening", models.BigIntegerField()),
                ("sequence", models.BigIntegerField()),
                ("entries", models.BinaryField()),
                ("places", models.BinaryField()),
                ("earned", models.TextField()),
                ("made_at_ms", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PlacedActs",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "campaign_id",
                        "first_act",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("first_act", models.BigIntegerField()),
                ("places", models.BinaryField()),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TagKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "campaign_id",
                        "supporter",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("supporter", models.BinaryField(max_length=16)),
                ("key", models.BinaryField(max_length=32)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Happening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after_act", models.BigIntegerField()),
                ("leaf", models.CharField(max_length=32)),
                ("body", models.TextField()),
                ("at_ms", models.BigIntegerField()),
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
                "indexes": [models.Index(fields=["campaign", "id"], name="happening_order")],
            },
        ),
        migrations.CreateModel(
            name="FirstClaim",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "campaign_id",
                        "act_number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("act_number", models.BigIntegerField()),
                ("claim", models.BinaryField(max_length=16)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
            ],
        ),
        migrations.RunPython(tell_what_happened, migrations.RunPython.noop),
    ]
