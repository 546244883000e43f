"""Tables of our actors and their followers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_shifts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActorKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pem", models.TextField()),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="store.campaign"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.TextField()),
                ("inbox", models.TextField()),
                ("shared_inbox", models.TextField(blank=True)),
                ("ear", models.TextField()),
                ("followed_at_ms", models.BigIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="store.campaign"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["campaign", "ear"], name="follower_ear")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "actor"), name="follower_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.TextField()),
                ("inbox", models.TextField()),
                ("is_accepted", models.BooleanField()),
                ("asked_at_ms", models.BigIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="store.campaign"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "actor"), name="relay_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("at_ms", models.BigIntegerField()),
                ("en", models.TextField()),
                ("fr", models.TextField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="store.campaign"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "verbose_name_plural": "news",
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "key"), name="news_once")
                ],
            },
        ),
    ]
