from django.db import migrations, models

import wms.platform.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("packing", "0002_open_tasks_are_found_by_urgency"),
    ]

    operations = [
        migrations.AlterField(
            model_name="packtask",
            name="number",
            field=models.CharField(
                db_default=wms.platform.numbers.NextNumber("K", "packing_pack_task_number"),
                max_length=24,
                null=True,
            ),
        ),
        # Nothing was ever published of these: they were cancelled before they were made.
        migrations.RunSQL(
            "UPDATE packing_packtask SET number = NULL WHERE status = 'cancelled' AND version = 0",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="packtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", False),
                    models.Q(("status", "cancelled"), ("version", 0)),
                    _connector="OR",
                ),
                name="pack_task_that_was_made_has_a_number",
            ),
        ),
    ]
