"""The rows of reports."""

from wms.reporting.reports.models.orders import ReportOrderRow, ReportShortRow
from wms.reporting.reports.models.stock import (
    BookingRow,
    PositionRow,
    SkuValueRow,
    StockDayRow,
)

__all__ = [
    "BookingRow",
    "PositionRow",
    "ReportOrderRow",
    "ReportShortRow",
    "SkuValueRow",
    "StockDayRow",
]
