from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("rest", "0001_initial")]

    operations = [
        MoveToSchema(
            "platform",
            {
                "IdempotencyRecord": "idempotency_records",
            },
        ),
    ]
