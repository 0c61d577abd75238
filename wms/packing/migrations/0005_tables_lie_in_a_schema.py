from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("packing", "0004_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "packing",
            {
                "PackTask": "pack_tasks",
                "PackTaskLine": "pack_task_lines",
                "Carton": "cartons",
                "CartonLine": "carton_lines",
                "PackingOutbox": "outbox",
                "PackingEventLog": "event_log",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="packtask",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("K", "packing.pack_task_number"),
                        max_length=24,
                        null=True,
                    ),
                ),
            ]
        ),
    ]
