from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("waving", "0007_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "waves",
            {
                "WavingInbox": "inbox",
                "Candidate": "candidates",
                "WaveTemplate": "wave_templates",
                "Wave": "waves",
                "WaveOrder": "wave_orders",
                "WavingOutbox": "outbox",
                "WavingEventLog": "event_log",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="wave",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("W", "waves.wave_number"),
                        max_length=24,
                        unique=True,
                    ),
                ),
            ]
        ),
    ]
