from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0013_goods_are_chosen_by_rules"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(
                condition=models.Q(("status__in", ("open", "in_progress"))),
                fields=["to_location"],
                name="move_task_unfinished_by_target",
            ),
        ),
    ]
