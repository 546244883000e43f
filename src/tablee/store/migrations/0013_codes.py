"""Tables of receipt codes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0012_spending"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.IntegerField()),
                ("serial", models.BigIntegerField()),
                ("receipt", models.TextField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "series", "serial"), name="codereceipt_serial"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CodeSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("issued", models.BigIntegerField()),
                ("is_elsewhere", models.BooleanField()),
                ("made_at_ms", models.BigIntegerField()),
                ("is_revoked", models.BooleanField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "number"), name="codeseries_number")
                ],
            },
        ),
    ]
