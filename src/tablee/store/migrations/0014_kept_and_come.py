"""Drawings that the staff keeps out of the gallery, and people who came without signing up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0013_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="drawing",
            name="hidden_by",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="volunteer",
            name="arrival",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
    ]
