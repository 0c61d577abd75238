"""The rows of analytics."""

from wms.reporting.analytics.models.floor import CartonRow, PickRow
from wms.reporting.analytics.models.orders import OrderRow, StageRow
from wms.reporting.analytics.models.stock import CountRow, ReservationRow, SkuRow
from wms.reporting.analytics.models.waves import WaveRow

__all__ = [
    "CartonRow",
    "CountRow",
    "OrderRow",
    "PickRow",
    "ReservationRow",
    "SkuRow",
    "StageRow",
    "WaveRow",
]
