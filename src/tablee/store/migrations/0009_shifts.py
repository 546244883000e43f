"""Tables of shifts and who comes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_tills"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("count", models.IntegerField()),
                ("until_ms", models.BigIntegerField(db_index=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=200)),
                ("starts_at_ms", models.BigIntegerField()),
                ("ends_at_ms", models.BigIntegerField()),
                ("capacity", models.IntegerField()),
                ("note", models.TextField()),
                ("is_cancelled", models.BooleanField()),
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
                "ordering": ["starts_at_ms", "id"],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("supporter", models.BinaryField(max_length=16)),
                ("state", models.CharField(max_length=32)),
                ("turn", models.IntegerField()),
                ("asked_at_ms", models.BigIntegerField()),
                ("changed_at_ms", models.BigIntegerField()),
                ("in_line_at_ms", models.BigIntegerField()),
                ("address", models.CharField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                ("group", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=32)),
                ("sent", models.CharField(max_length=200)),
                ("trouble", models.CharField(max_length=200)),
                ("late_min", models.IntegerField()),
                ("minutes", models.IntegerField()),
                ("marked_by", models.CharField(max_length=200)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.shift",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.UniqueConstraint(
                fields=("campaign", "starts_at_ms", "ends_at_ms", "place"), name="shift_once"
            ),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(fields=["campaign", "supporter"], name="volunteer_supporter"),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(
                condition=models.Q(("state__in", ["invited", "cancelled"])),
                fields=["changed_at_ms"],
                name="volunteer_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(
                condition=models.Q(
                    models.Q(("address", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("group", ""), _negated=True),
                    _connector="OR",
                ),
                fields=["shift"],
                name="volunteer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.UniqueConstraint(
                fields=("shift", "supporter"), name="volunteer_once"
            ),
        ),
    ]
