"""A walk knows how new its places are, and may end without having begun."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("picking", "0002_open_stops_are_found_fast"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="picktask",
            name="claimed_pick_task_has_a_worker",
        ),
        migrations.AddField(
            model_name="picktask",
            name="places_version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="picktaskline",
            name="places_version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="picktask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("assigned", "in_progress")), ("worker", ""), _negated=True
                ),
                name="claimed_pick_task_has_a_worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="picktask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("line_count__gt", 0), ("status", "completed"), ("worker", ""), _negated=True
                ),
                name="completed_pick_task_with_stops_has_a_worker",
            ),
        ),
    ]
