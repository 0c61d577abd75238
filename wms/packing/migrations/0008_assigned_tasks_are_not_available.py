from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # The index is made beside the work: packers go on finding tasks while it grows.
    atomic = False

    dependencies = [("packing", "0007_changes_of_tasks_are_kept")]

    operations = [
        AddIndexConcurrently(
            model_name="packtask",
            index=models.Index(
                condition=models.Q(("status", "open"), ("worker", "")),
                fields=["client_id", "priority_rank", "id"],
                name="available_pack_task_by_urgency",
            ),
        ),
        RemoveIndexConcurrently(model_name="packtask", name="open_pack_task_by_urgency"),
    ]
