from django.db import migrations, models
import wms.platform.numbers
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("inventory", "0028_events_say_who_caused_them")]

    operations = [
        MoveToSchema(
            "inventory",
            {
                "Transfer": "transfers",
                "StatusChange": "status_changes",
                "Adjustment": "adjustments",
                "Sku": "skus",
                "Location": "locations",
                "Lot": "lots",
                "SkuValueChange": "sku_value_changes",
                "BookedAlone": "booked_alone",
                "InventoryInbox": "inbox",
                "InventoryOutbox": "outbox",
                "InventoryEventLog": "event_log",
                "InboundNotice": "inbound_notices",
                "InboundLine": "inbound_lines",
                "Receipt": "receipts",
                "BalanceHistory": "balance_history",
                "StockBalance": "stock_balances",
                "PickFace": "pick_faces",
                "StockThreshold": "stock_thresholds",
                "StockUnit": "stock_units",
                "Reservation": "reservations",
                "ReservationLine": "reservation_lines",
                "Allocation": "allocations",
                "Wish": "backorders",
                "AllocationRule": "allocation_rules",
                "StockMovement": "stock_movements",
                "MovementKey": "movement_keys",
                "LedgerClosing": "ledger_closings",
                "RepairedNumber": "repaired_numbers",
                "VerifiedUpTo": "verified_up_to",
                "CycleCount": "cycle_counts",
                "CycleCountLine": "cycle_count_lines",
                "MoveTask": "move_tasks",
            },
        ),
        # The column follows the sequence by itself, wherever it is moved.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="cyclecount",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber(
                            "C", "inventory.cycle_count_number"
                        ),
                        max_length=24,
                        unique=True,
                    ),
                ),
                migrations.AlterField(
                    model_name="inboundnotice",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber(
                            "N", "inventory.inbound_notice_number"
                        ),
                        max_length=24,
                        unique=True,
                    ),
                ),
                migrations.AlterField(
                    model_name="movetask",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber(
                            "M", "inventory.move_task_number"
                        ),
                        max_length=24,
                        unique=True,
                    ),
                ),
            ]
        ),
    ]
