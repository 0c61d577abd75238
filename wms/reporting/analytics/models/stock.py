"""Stock: what could not be reserved, what was counted, and how large SKUs are."""

from typing import ClassVar

from django.db import models

from wms.platform.tables import in_schema
from wms.reporting.analytics.models.base import AnalyticsRow
from wms.reporting.projection.rules.merges import Merge


class ReservationRow(AnalyticsRow):
    """A reservation that was made, or refused for want of a SKU (``missing`` units of it)."""

    key = ("event_id",)
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "order_id": Merge.FIRST,
        "is_refused": Merge.FIRST,
        "sku": Merge.FIRST,
        "missing": Merge.FIRST,
        "decided_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "event_id")
    event_id = models.UUIDField()
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    is_refused = models.BooleanField(null=True)
    sku = models.TextField(null=True)  # noqa: DJ001 - null is "all that was asked for"
    missing = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_reservations")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "decided_at"],
                name="analytics_reservation_by_time",
            )
        ]


class CountRow(AnalyticsRow):
    """A line of a count that was booked: what was found, and how much more or less than booked."""

    key = ("count_id", "sku", "lot", "status")
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "location": Merge.FIRST,
        "counted": Merge.FIRST,
        "difference": Merge.FIRST,
        "booked_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "count_id", "sku", "lot", "status")
    count_id = models.UUIDField()
    sku = models.CharField(max_length=64)
    lot = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    location = models.TextField(null=True)  # noqa: DJ001 - null is "not said yet"
    counted = models.BigIntegerField(null=True)
    difference = models.BigIntegerField(null=True)
    booked_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_counts")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "booked_at"], name="analytics_count_by_time"
            )
        ]


class SkuRow(AnalyticsRow):
    """How large a unit of a SKU is, in cubic millimetres; 0 is not known.

    ``corrected`` is the newest correction of it: the version of the SKU, and how large it is.
    """

    key = ("client_id", "sku")
    merges: ClassVar = {"volume": Merge.FIRST, "corrected": Merge.LAST}

    pk = models.CompositePrimaryKey("generation", "client_id", "sku")
    client_id = models.UUIDField()
    sku = models.CharField(max_length=64)
    volume = models.BigIntegerField(null=True)
    corrected = models.JSONField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_skus")
