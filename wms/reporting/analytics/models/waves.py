"""Waves."""

from typing import ClassVar

from django.db import models

from wms.platform.tables import in_schema
from wms.reporting.analytics.models.base import AnalyticsRow
from wms.reporting.projection.rules.merges import Merge


class WaveRow(AnalyticsRow):
    """A wave: its capacity, what it was released with, and its times.

    ``pages`` is ``[orders, lines]`` of each page that was released, by its number; ``clients`` are
    those whose orders it held, by their id.
    """

    key = ("wave_id",)
    merges: ClassVar = {
        "warehouse_id": Merge.FIRST,
        "number": Merge.FIRST,
        "max_orders": Merge.FIRST,
        "max_lines": Merge.FIRST,
        "cutoff_at": Merge.FIRST,
        "clients": Merge.ALL,
        "pages": Merge.ALL,
        "created_at": Merge.FIRST,
        "released_at": Merge.FIRST,
        "started_at": Merge.FIRST,
        "completed_at": Merge.FIRST,
        "cancelled_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "wave_id")
    wave_id = models.UUIDField()
    warehouse_id = models.UUIDField(null=True)
    number = models.CharField(max_length=32, null=True)  # noqa: DJ001 - null is "not said yet"
    max_orders = models.IntegerField(null=True)
    max_lines = models.IntegerField(null=True)
    cutoff_at = models.DateTimeField(null=True)
    clients = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    created_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta(AnalyticsRow.Meta):
        db_table = in_schema("reporting", "analytics_waves")
        indexes: ClassVar = [
            models.Index(fields=["generation", "released_at"], name="analytics_wave_by_release")
        ]
