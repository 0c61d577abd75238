from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        MoveToSchema(
            "reporting",
            {
                "ReportingInbox": "inbox",
                "OrderViewRow": "order_view",
            },
        ),
    ]
