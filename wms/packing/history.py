"""What was done to the tasks of packers."""

from wms.platform.history.models import HistoryRecord
from wms.platform.tables import in_schema


class PackingHistoryRecord(HistoryRecord):
    """One thing that somebody did to a task."""

    class Meta(HistoryRecord.Meta):
        db_table = in_schema("packing", "history")
