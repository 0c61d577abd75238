from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "orders",
            {
                "Order": "orders",
                "OrderHistory": "order_history",
                "OrderLine": "order_lines",
                "OrdersOutbox": "outbox",
                "OrdersEventLog": "event_log",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="order",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber("O", "orders.order_number"),
                        max_length=24,
                        unique=True,
                    ),
                ),
            ]
        ),
    ]
