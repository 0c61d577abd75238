from django.db import migrations, models

import wms.platform.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("shipping", "0002_shipments_that_await_a_manifest"),
    ]

    operations = [
        migrations.AlterField(
            model_name="shipment",
            name="number",
            field=models.CharField(
                db_default=wms.platform.numbers.NextNumber("S", "shipping_shipment_number"),
                max_length=24,
                null=True,
            ),
        ),
        # Nothing was ever published of these: they were cancelled before they were made.
        migrations.RunSQL(
            "UPDATE shipping_shipment SET number = NULL WHERE status = 'voided' AND version = 0",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", False),
                    models.Q(("status", "voided"), ("version", 0)),
                    _connector="OR",
                ),
                name="shipment_that_was_made_has_a_number",
            ),
        ),
    ]
