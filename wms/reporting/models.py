"""The tables of reporting."""

from wms.reporting.analytics.models import (
    CartonRow,
    CountRow,
    OrderRow,
    PickRow,
    ReservationRow,
    SkuRow,
    StageRow,
    WaveRow,
)
from wms.reporting.inbox import AnalyticsInbox, OrderViewsInbox, ReportsInbox
from wms.reporting.order_view.models import OrderViewRow
from wms.reporting.projection.models.generation import Generation
from wms.reporting.reports.models import (
    BookingRow,
    PositionRow,
    ReportOrderRow,
    ReportShortRow,
    SkuValueRow,
    StockDayRow,
)

__all__ = [
    "AnalyticsInbox",
    "BookingRow",
    "CartonRow",
    "CountRow",
    "Generation",
    "OrderRow",
    "OrderViewRow",
    "OrderViewsInbox",
    "PickRow",
    "PositionRow",
    "ReportOrderRow",
    "ReportShortRow",
    "ReportsInbox",
    "ReservationRow",
    "SkuRow",
    "SkuValueRow",
    "StageRow",
    "StockDayRow",
    "WaveRow",
]
