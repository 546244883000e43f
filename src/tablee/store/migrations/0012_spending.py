"""Tables of what networks cost and estimate."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0011_selections"),
    ]

    operations = []
