"""Work of the floor: stops of pickers, and cartons."""

from typing import ClassVar

from django.db import models

from wms.platform.tables import in_schema
from wms.reporting.analytics.models.base import AnalyticsRow
from wms.reporting.projection.rules.merges import Merge


class PickRow(AnalyticsRow):
    """A stop that a picker confirmed: what was taken, what was missing, and why."""

    key = ("task_id", "allocation_id")
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "order_id": Merge.FIRST,
        "picker": Merge.FIRST,
        "sku": Merge.FIRST,
        "location": Merge.FIRST,
        "picked": Merge.FIRST,
        "short": Merge.FIRST,
        "reason": Merge.FIRST,
        "picked_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "task_id", "allocation_id")
    task_id = models.UUIDField()
    allocation_id = models.UUIDField()
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    picker = models.TextField(null=True)  # noqa: DJ001 - null is "not said yet"
    sku = models.TextField(null=True)  # noqa: DJ001
    location = models.TextField(null=True)  # noqa: DJ001
    picked = models.BigIntegerField(null=True)
    short = models.BigIntegerField(null=True)
    reason = models.TextField(null=True)  # noqa: DJ001
    picked_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_picks")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "picked_at"], name="analytics_pick_by_time"
            )
        ]


class CartonRow(AnalyticsRow):
    """A carton of an order that was packed; ``contents`` is units by SKU.

    Grams and cubic millimetres; 0 is not known.
    """

    key = ("task_id", "carton_no")
    merges: ClassVar = {
        "client_id": Merge.FIRST,
        "warehouse_id": Merge.FIRST,
        "weight_grams": Merge.FIRST,
        "volume": Merge.FIRST,
        "contents": Merge.ALL,
        "packed_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "task_id", "carton_no")
    task_id = models.UUIDField()
    carton_no = models.IntegerField()
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    weight_grams = models.BigIntegerField(null=True)
    volume = models.BigIntegerField(null=True)
    contents = models.JSONField(default=dict)
    packed_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_cartons")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "packed_at"], name="analytics_carton_by_time"
            )
        ]
