from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("inventory", "0011_goods_expire_in_order"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("picked_at__isnull", True), ("status", "displaced")),
                fields=["unit"],
                name="allocation_displaced_by_unit",
            ),
        ),
    ]
