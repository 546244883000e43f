"""Tables of till files and receipts."""

import django.db.models.deletion
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CAMPAIGN = models.ForeignKey(
    db_index=False, on_delete=django.db.models.deletion.PROTECT, to="store.campaign"
)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_drawings"),
    ]

    operations = [
        migrations.CreateModel(
            name="TillFile",
            fields=[
                ("id", ID),
                ("partner", models.CharField(max_length=200)),
                ("name", models.TextField()),
                ("checksum", models.CharField(max_length=64)),
                ("size_bytes", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("begun_at_ms", models.BigIntegerField()),
                ("progress", models.TextField()),
                ("position", models.BigIntegerField()),
                ("state", models.CharField(max_length=32)),
                ("ended_at_ms", models.BigIntegerField()),
                ("trouble", models.TextField(blank=True)),
                ("campaign", CAMPAIGN.clone()),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "partner", "checksum"), name="till_file_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TillSlip",
            fields=[
                ("id", ID.clone()),
                ("key", models.BinaryField(max_length=16)),
                ("content", models.TextField()),
                ("campaign", CAMPAIGN.clone()),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="till_slip_once")
                ],
            },
        ),
    ]
