from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("shipping", "0004_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "shipping",
            {
                "Manifest": "manifests",
                "Shipment": "shipments",
                "Parcel": "parcels",
                "ShippingOutbox": "outbox",
                "ShippingEventLog": "event_log",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="manifest",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("M", "shipping.manifest_number"),
                        max_length=24,
                    ),
                ),
                migrations.AlterField(
                    model_name="shipment",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("S", "shipping.shipment_number"),
                        max_length=24,
                        null=True,
                    ),
                ),
            ]
        ),
    ]
