"""Orders, as reports count them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wms.platform.tables import in_schema
from wms.reporting.projection.rules.merges import Merge
from wms.reporting.reports.models.base import ReportRow


class ReportOrderRow(ReportRow):
    """An order: how large, for when, by which carrier it left and when."""

    key = ("order_id",)
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "line_count": Merge.FIRST,
        "unit_count": Merge.FIRST,
        "ship_by": Merge.FIRST,
        "carrier": Merge.FIRST,
        "received_at": Merge.FIRST,
        "shipped_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "order_id")
    order_id = models.UUIDField()
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    line_count = models.IntegerField(null=True)
    unit_count = models.BigIntegerField(null=True)
    ship_by = models.DateField(null=True)
    carrier = models.TextField(null=True)  # noqa: DJ001 - null is "not said yet"
    received_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_orders")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "received_at"], name="report_order_by_arrival"
            ),
            models.Index(
                fields=["generation", "client_id", "shipped_at"],
                condition=Q(shipped_at__isnull=False),
                name="report_order_by_shipping",
            ),
        ]


class ReportShortRow(ReportRow):
    """Units of an order line that it shipped without: ``[version, units]`` in ``short``."""

    key = ("order_id", "line_no")
    merges: ClassVar = {"client_id": Merge.FIRST, "short": Merge.LAST, "closed_at": Merge.LAST}

    pk = models.CompositePrimaryKey("generation", "order_id", "line_no")
    order_id = models.UUIDField()
    line_no = models.IntegerField()
    client_id = models.UUIDField(null=True)
    short = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_shorts")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "closed_at"], name="report_short_by_time"
            )
        ]
