"""How many units there are to be at a pick location, and available to promise."""

from typing import Self

from django.db import models
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.stock.models.balances import StockBalance
from wms.platform.ids import new_id
from wms.platform.rows import LockableQuerySet
from wms.platform.tables import in_schema


class PickFaceQuerySet(LockableQuerySet["PickFace"]):
    """Ways to lock pick faces."""


class PickFace(models.Model):
    """A pick location that is replenished with a SKU, between a minimum and a maximum of units."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="pick_faces", db_index=False)
    location = models.ForeignKey(Location, models.PROTECT, related_name="pick_faces")
    minimum = models.BigIntegerField()
    maximum = models.BigIntegerField()
    # How often it was given tasks; their keys are derived from it.
    rounds = models.PositiveIntegerField(default=0)

    objects = PickFaceQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "pick_faces")
        constraints = (
            models.UniqueConstraint(
                fields=["sku", "location"], name="pick_face_is_one_row_per_sku_and_location"
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0) & Q(maximum__gte=1) & Q(maximum__gte=F("minimum")),
                name="pick_face_has_a_minimum_not_above_its_maximum",
            ),
        )
        indexes = (models.Index(fields=["client_id", "id"], name="pick_face_by_client"),)

    def __str__(self) -> str:
        return f"{self.sku} at {self.location}"


class StockThresholdQuerySet(LockableQuerySet["StockThreshold"]):
    """Ways to narrow and lock thresholds."""

    def with_atp(self) -> Self:
        """Add ``atp``: what is available to promise now, 0 where there never was any."""
        balances = StockBalance.objects.filter(
            sku=OuterRef("sku"), warehouse_id=OuterRef("warehouse_id")
        )
        free = balances.annotate(free=F("usable") - F("reserved") - F("allocated"))
        return self.annotate(
            atp=Coalesce(Subquery(free.values("free")[:1]), 0, output_field=BigIntegerField())
        )

    def changed(self) -> Self:
        """Keep those that are low and were not, or were and are not."""
        return self.with_atp().filter(
            Q(low_since__isnull=True, atp__lt=F("low_stock_at"))
            | Q(low_since__isnull=False, atp__gte=F("low_stock_at"))
        )


class StockThreshold(models.Model):
    """So many units of a SKU are to be available to promise in a warehouse.

    A row of its own and not a column of the balance: every reservation locks and rewrites the
    balance, and what a person sets is no part of that; it may also come before any goods.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="thresholds", db_index=False)
    low_stock_at = models.BigIntegerField()
    low_since = models.DateTimeField(null=True, blank=True)
    # The number of alerts published about it.
    version = models.PositiveIntegerField(default=0)

    objects = StockThresholdQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "stock_thresholds")
        constraints = (
            models.UniqueConstraint(
                fields=["sku", "warehouse_id"],
                name="stock_threshold_is_one_row_per_sku_and_warehouse",
            ),
            models.CheckConstraint(
                condition=Q(low_stock_at__gte=0), name="stock_threshold_is_never_negative"
            ),
        )
        indexes = (
            models.Index(fields=["client_id", "id"], name="stock_threshold_by_client"),
            models.Index(
                fields=["id"],
                condition=Q(low_since__isnull=False),
                name="stock_threshold_low",
            ),
        )

    def __str__(self) -> str:
        return f"{self.low_stock_at} of {self.sku}"
