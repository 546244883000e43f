"""Tables of drawings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_traces"),
    ]

    operations = []
