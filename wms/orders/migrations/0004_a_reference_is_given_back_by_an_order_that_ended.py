"""A rejected or cancelled order gives its reference back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0003_an_order_counts_its_units_in_64_bits"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orders.order",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["client_id", "external_ref", "-id"], name="orders_by_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_cancelled", False), ("is_rejected", False)),
                fields=("client_id", "external_ref"),
                name="client_uses_an_external_ref_for_one_order_at_a_time",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="client_uses_each_external_ref_once",
        ),
    ]
