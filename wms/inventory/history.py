"""What was done to the things of inventory."""

from wms.platform.history.models import HistoryRecord
from wms.platform.tables import in_schema


class InventoryHistoryRecord(HistoryRecord):
    """One thing that somebody did to a SKU."""

    class Meta(HistoryRecord.Meta):
        db_table = in_schema("inventory", "history")
