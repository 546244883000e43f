"""Tables of our actors and their followers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_shifts"),
    ]

    operations = []
