import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0030_answers_are_kept_by_each_context"),
    ]

    operations = [
        migrations.RenameModel("Wish", "Backorder"),
        migrations.AlterField(
            model_name="backorder",
            name="reservation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="backorders",
                to="inventory.reservation",
            ),
        ),
        migrations.AlterModelOptions(
            name="bookedalone",
            options={
                "verbose_name": "adjustment of one person",
                "verbose_name_plural": "adjustments of one person",
            },
        ),
        # The names alone change: nothing is checked or built again.
        migrations.RunSQL(
            "ALTER TABLE inventory.backorders"
            " RENAME CONSTRAINT wish_is_for_at_least_one TO backorder_is_for_at_least_one",
            "ALTER TABLE inventory.backorders"
            " RENAME CONSTRAINT backorder_is_for_at_least_one TO wish_is_for_at_least_one",
            state_operations=[
                migrations.RemoveConstraint("backorder", "wish_is_for_at_least_one"),
                migrations.AddConstraint(
                    "backorder",
                    models.CheckConstraint(
                        condition=models.Q(quantity__gt=0), name="backorder_is_for_at_least_one"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "ALTER INDEX inventory.wish_by_turn RENAME TO backorder_by_turn",
            "ALTER INDEX inventory.backorder_by_turn RENAME TO wish_by_turn",
            state_operations=[
                migrations.RenameIndex(
                    "backorder", new_name="backorder_by_turn", old_name="wish_by_turn"
                ),
            ],
        ),
    ]
