from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("picking", "0006_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "picking",
            {
                "PickingInbox": "inbox",
                "PickTask": "pick_tasks",
                "PickTaskLine": "pick_task_lines",
                "PickingOutbox": "outbox",
                "PickingEventLog": "event_log",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="picktask",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("P", "picking.pick_task_number"),
                        max_length=24,
                        null=True,
                    ),
                ),
            ]
        ),
    ]
