"""Notes that pickers have left at places name nobody's goods."""

from django.db import migrations

NAME_NO_GOODS = """
UPDATE inventory_location SET block_note = 'units were not found there'
WHERE blocked_for = 'short_pick'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0024_a_person_is_known_and_books_alone_within_limits"),
    ]

    operations = [migrations.RunSQL(NAME_NO_GOODS, migrations.RunSQL.noop)]
