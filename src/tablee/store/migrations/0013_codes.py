"""Tables of receipt codes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0012_spending"),
    ]

    operations = []
