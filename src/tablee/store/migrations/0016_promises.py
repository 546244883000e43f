"""Keys of sponsors and associations, what they signed, and the accounts that sign for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0015_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("key", models.TextField()),
                ("held_by", models.CharField(max_length=32)),
                ("added_at_ms", models.BigIntegerField()),
                ("revoked_at_ms", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("compare_at", models.TextField(blank=True)),
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
            },
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("credential", models.TextField(unique=True)),
                ("public_key", models.BinaryField()),
                ("uses", models.BigIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("added_at_ms", models.BigIntegerField()),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["account"], name="passkey_account")],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("role", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
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
                "verbose_name_plural": "signatories",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SignedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("party", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("whole", models.TextField()),
                ("at_ms", models.BigIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.campaign",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="store.partykey",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="partykey",
            constraint=models.UniqueConstraint(fields=("campaign", "key"), name="party_key"),
        ),
        migrations.AddIndex(
            model_name="signatory",
            index=models.Index(fields=["account"], name="signatory_account"),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(
                fields=("campaign", "account", "role", "name"), name="signatory_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signeddocument",
            constraint=models.UniqueConstraint(
                fields=("campaign", "digest"), name="document_digest"
            ),
        ),
    ]
