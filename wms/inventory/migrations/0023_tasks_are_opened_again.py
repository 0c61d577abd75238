from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0022_the_history_of_balances_is_verified"),
    ]

    operations = [
        migrations.AddField(
            model_name="movetask",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        # Until now one fact was published about a task: that it ended.
        migrations.RunSQL(
            "UPDATE inventory_movetask SET version = 1 WHERE status IN ('completed', 'cancelled')",
            migrations.RunSQL.noop,
        ),
    ]
