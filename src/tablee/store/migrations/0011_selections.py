"""Tables of selections."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0010_fediverse"),
    ]

    operations = []
