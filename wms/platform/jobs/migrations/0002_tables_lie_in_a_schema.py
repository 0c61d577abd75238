from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        MoveToSchema(
            "platform",
            {
                "JobFault": "job_faults",
            },
        ),
    ]
