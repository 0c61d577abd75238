"""Orders and the stages that they reached."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wms.platform.tables import in_schema
from wms.reporting.analytics.models.base import AnalyticsRow
from wms.reporting.projection.rules.merges import Merge


class OrderRow(AnalyticsRow):
    """An order: how large, for when, and how far; ``status`` is ``[version, status, since]``."""

    key = ("order_id",)
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "line_count": Merge.FIRST,
        "unit_count": Merge.FIRST,
        "ship_by": Merge.FIRST,
        "status": Merge.LAST,
        "received_at": Merge.FIRST,
        "shipped_at": Merge.FIRST,
        "ended_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "order_id")
    order_id = models.UUIDField()
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    line_count = models.IntegerField(null=True)
    unit_count = models.BigIntegerField(null=True)
    ship_by = models.DateField(null=True)
    status = models.JSONField(null=True)
    received_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_orders")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id"],
                condition=Q(ended_at__isnull=True),
                name="analytics_order_not_ended",
            ),
            models.Index(
                fields=["generation", "client_id", "shipped_at"],
                condition=Q(shipped_at__isnull=False),
                name="analytics_order_by_shipping",
            ),
        ]


class StageRow(AnalyticsRow):
    """A stage that an order reached, and when it did, for the first time."""

    key = ("order_id", "stage")
    merges: ClassVar = {"client_id": Merge.FIRST, "reached_at": Merge.FIRST}

    pk = models.CompositePrimaryKey("generation", "order_id", "stage")
    order_id = models.UUIDField()
    stage = models.CharField(max_length=24)
    client_id = models.UUIDField(null=True)
    reached_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_stages")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "reached_at"], name="analytics_stage_by_time"
            )
        ]
