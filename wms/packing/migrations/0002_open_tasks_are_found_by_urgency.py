from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # The index is made beside the work: packers go on while it grows.
    atomic = False

    dependencies = [("packing", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="packtask",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["client_id", "priority_rank", "id"],
                name="open_pack_task_by_urgency",
            ),
        ),
    ]
