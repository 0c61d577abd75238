from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0017_goods_are_found_by_lot"),
    ]

    operations = [
        migrations.AddField(
            model_name="location",
            name="block_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="location",
            name="blocked_for",
            field=models.CharField(
                blank=True,
                choices=[("person", "person"), ("short_pick", "short_pick")],
                db_default="",
                default="",
                max_length=16,
            ),
        ),
        # Until now only people blocked places.
        migrations.RunSQL(
            "UPDATE inventory_location SET blocked_for = 'person' WHERE is_blocked",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("block_note", ""), ("blocked_for", ""), ("is_blocked", False)),
                    models.Q(("blocked_for__in", ["person", "short_pick"]), ("is_blocked", True)),
                    _connector="OR",
                ),
                name="location_is_blocked_for_a_known_cause",
            ),
        ),
    ]
