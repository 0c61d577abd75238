from django.db import migrations, models

import wms.platform.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("picking", "0004_walks_stay_open_for_other_goods"),
    ]

    operations = [
        migrations.AlterField(
            model_name="picktask",
            name="number",
            field=models.CharField(
                db_default=wms.platform.numbers.NextNumber("P", "picking_pick_task_number"),
                max_length=24,
                null=True,
            ),
        ),
        # Nothing was ever published of these: they were cancelled before they were made.
        migrations.RunSQL(
            "UPDATE picking_picktask SET number = NULL WHERE status = 'cancelled' AND version = 0"
            " AND line_count = 0",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="picktask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", False),
                    models.Q(("line_count", 0), ("status", "cancelled")),
                    _connector="OR",
                ),
                name="pick_task_that_was_made_has_a_number",
            ),
        ),
    ]
