from django.db import migrations, models

# What left a cancelled wave before its end cannot be told from what it held then: it is shown.
LEFT = """
UPDATE waving_waveorder AS had SET left_at = gone.changed_at
  FROM waving_candidate AS gone, waving_wave AS wave
 WHERE gone.order_id = had.order_id AND wave.id = had.wave_id
   AND NOT had.is_active AND NOT had.is_done
   AND (wave.status <> 'cancelled' OR wave.order_count = 0)
"""
EMPTIED = """
UPDATE waving_wave SET status = 'cancelled', reason = 'its last order left'
 WHERE status IN ('planned', 'scheduled') AND order_count = 0
"""


class Migration(migrations.Migration):
    dependencies = [
        ("waving", "0005_assignments_are_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="waveorder",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left"),
        ),
        migrations.AddField(
            model_name="waveorder",
            name="left_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
        migrations.RunSQL(EMPTIED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="waveorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at", None),
                    models.Q(("is_active", False), ("is_done", False)),
                    _connector="OR",
                ),
                name="wave_order_that_left_is_neither_active_nor_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["planned", "scheduled"]), _negated=True),
                    ("order_count__gt", 0),
                    _connector="OR",
                ),
                name="wave_without_orders_waits_for_nothing",
            ),
        ),
    ]
