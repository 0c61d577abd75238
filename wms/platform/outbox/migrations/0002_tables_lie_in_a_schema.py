from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        MoveToSchema(
            "platform",
            {
                "DrainMark": "drain_marks",
            },
        ),
    ]
