import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0020_movements_are_held_against_their_keys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="movetask",
            name="from_unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inventory.stockunit",
            ),
        ),
        migrations.AddIndex(
            model_name="inboundline",
            index=models.Index(
                condition=models.Q(("short__gt", 0)), fields=["notice"], name="inbound_line_short"
            ),
        ),
        migrations.AddIndex(
            model_name="inboundnotice",
            index=models.Index(fields=["client_id", "-id"], name="inbound_notice_newest"),
        ),
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(fields=["client_id", "worker", "-id"], name="move_task_by_worker"),
        ),
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(fields=["sku", "-id"], name="move_task_by_sku"),
        ),
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(
                condition=models.Q(("order_id__isnull", False)),
                fields=["order_id"],
                name="move_task_by_order",
            ),
        ),
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(
                condition=models.Q(("status__in", ("open", "in_progress"))),
                fields=["from_unit"],
                name="move_task_unfinished_by_source",
            ),
        ),
    ]
