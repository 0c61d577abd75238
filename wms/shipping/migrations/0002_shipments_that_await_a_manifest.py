from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # The index is made beside the work: shipments go on leaving while it grows.
    atomic = False

    dependencies = [("shipping", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="shipment",
            index=models.Index(
                condition=models.Q(("status", "labelled"), ("withdrawn_at", None)),
                fields=["client_id", "id"],
                name="shipment_awaiting_manifest",
            ),
        ),
    ]
