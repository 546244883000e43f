"""Tables of selections."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0010_fediverse"),
    ]

    operations = [
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act_number", models.BigIntegerField()),
                ("chosen_act", models.BigIntegerField()),
                ("why_en", models.TextField()),
                ("why_fr", models.TextField()),
                ("by", models.CharField(max_length=200)),
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
                "indexes": [
                    models.Index(fields=["campaign", "chosen_act"], name="selection_chosen")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "act_number"), name="selection_act")
                ],
            },
        ),
    ]
