"""Tables of till files and baskets."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_drawings"),
    ]

    operations = []
