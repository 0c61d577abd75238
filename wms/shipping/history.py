"""What was done to the things of shipping."""

from wms.platform.history.models import HistoryRecord
from wms.platform.tables import in_schema


class ShippingHistoryRecord(HistoryRecord):
    """One thing that somebody did to a manifest."""

    class Meta(HistoryRecord.Meta):
        db_table = in_schema("shipping", "history")
