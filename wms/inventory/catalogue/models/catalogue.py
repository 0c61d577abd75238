"""What stock is kept of, and the places it lies in."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from wms.inventory.catalogue.contracts.words import (
    BlockCause,
    LocationKind,
    Tracking,
    VirtualLocation,
)
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.models.keys import LONGEST_CODE, LONGEST_KEY, KeyOfCode
from wms.kernel.text import folded
from wms.platform.ids import new_id
from wms.platform.rows import LockableQuerySet
from wms.platform.tables import in_schema

BLOCK_CAUSES = tuple((cause.value, cause.value) for cause in BlockCause)
TRACKINGS = tuple((tracking.value, tracking.value) for tracking in Tracking)


class Sku(models.Model):
    """The smallest thing stock is kept of, under the client's own code."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField()
    code = models.CharField(max_length=64)
    description = models.CharField(max_length=200, blank=True)
    base_unit = models.CharField(max_length=16, default="each")
    gtin = models.CharField(max_length=14, null=True)  # noqa: DJ001 - null is "has none"
    weight_grams = models.PositiveIntegerField(default=0)
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    # What one base unit is worth; null is "nobody said".
    value_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    value_currency = models.CharField(max_length=3, blank=True, default="")
    tracking = models.CharField(max_length=8, choices=TRACKINGS, default=Tracking.NONE.value)
    # Places of the same class are for it; a place without a class is for everything.
    storage_class = models.CharField(max_length=16, blank=True, default="")

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "skus")
        verbose_name = "SKU"
        verbose_name_plural = "SKUs"
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "code"], name="sku_code_is_unique_per_client"
            ),
            models.CheckConstraint(condition=Q(code=Upper("code")), name="sku_code_is_upper_case"),
            models.CheckConstraint(
                condition=Q(tracking__in=[tracking.value for tracking in Tracking]),
                name="sku_is_tracked_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(value_amount__isnull=True, value_currency="")
                | Q(value_amount__isnull=False, value_amount__gte=0) & ~Q(value_currency=""),
                name="sku_value_has_a_currency",
            ),
        )
        indexes = (models.Index(fields=["client_id", "id"], name="sku_by_client"),)

    def __str__(self) -> str:
        return self.code


class LocationQuerySet(LockableQuerySet["Location"]):
    """Ways to narrow and lock locations."""

    def called(self, *codes: str) -> Self:
        """Keep those of these codes, in whatever spelling."""
        return self.filter(key__in={folded(code) for code in codes})

    def real(self) -> Self:
        """Leave out the virtual ends of the ledger."""
        return self.filter(kind__in=list(LocationKind))

    def virtual(self, warehouse_id: UUID, which: VirtualLocation) -> "Location":
        """Return a virtual end of the ledger of a warehouse, made at its first use."""
        return self.ensure(warehouse_id, which.value, which)

    def ensure(
        self, warehouse_id: UUID, code: str, kind: LocationKind | VirtualLocation
    ) -> "Location":
        """Return the location of a code, made if it is missing.

        Without a savepoint: it is made in work that holds balances and may be undone.
        """
        named = self.filter(warehouse_id=warehouse_id).called(code)
        known = named.first()
        if known is not None:
            return known
        insert_first(Location(warehouse_id=warehouse_id, code=code, kind=kind.value))
        return named.get()


class Location(models.Model):
    """The smallest addressable place; the virtual ones are where goods come from and go to."""

    KINDS = tuple((kind.value, kind.value) for kind in (*LocationKind, *VirtualLocation))

    id = models.UUIDField(primary_key=True, default=new_id)
    warehouse_id = models.UUIDField()
    code = models.CharField(max_length=LONGEST_CODE)
    key = KeyOfCode(max_length=LONGEST_KEY, editable=False)
    kind = models.CharField(max_length=16, choices=KINDS)
    pick_sequence = models.PositiveIntegerField(default=0)
    zone = models.CharField(max_length=16, blank=True)
    aisle = models.CharField(max_length=16, blank=True)
    bay = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=16, blank=True)
    is_blocked = models.BooleanField(default=False)
    # What it waits for to be opened again, and what was said; empty while it is open.
    blocked_for = models.CharField(
        max_length=16, choices=BLOCK_CAUSES, blank=True, default="", db_default=""
    )
    block_note = models.CharField(max_length=200, blank=True, default="", db_default="")
    # When it was last blocked or opened, or became of another kind; a trigger sets it.
    turned_at = models.DateTimeField(null=True, editable=False)
    # When what lies here was last counted and the count posted.
    counted_at = models.DateTimeField(null=True, editable=False)
    storage_class = models.CharField(max_length=16, blank=True, default="")
    # How many units there is room for; null is "nobody said".
    max_units = models.PositiveIntegerField(null=True, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "locations")
        constraints = (
            models.UniqueConstraint(
                fields=["warehouse_id", "key"], name="location_is_known_by_one_spelling_of_its_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in (*LocationKind, *VirtualLocation)]),
                name="location_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_blocked=False, blocked_for="", block_note="")
                | Q(is_blocked=True, blocked_for__in=[cause.value for cause in BlockCause]),
                name="location_is_blocked_for_a_known_cause",
            ),
        )
        indexes = (
            models.Index(fields=["warehouse_id", "id"], name="location_by_warehouse"),
            models.Index(
                "warehouse_id",
                F("counted_at").asc(nulls_first=True),
                "id",
                name="location_longest_not_counted",
            ),
            models.Index(
                fields=["warehouse_id"], condition=Q(is_blocked=True), name="location_blocked"
            ),
            models.Index(
                fields=["turned_at"],
                condition=Q(turned_at__isnull=False),
                name="location_by_when_it_turned",
            ),
            models.Index(
                fields=["warehouse_id", "kind", "pick_sequence", "code"],
                condition=Q(is_blocked=False),
                name="location_in_order_of_the_walk",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_virtual(self) -> bool:
        """Return whether this is an end of the ledger and no place."""
        return self.kind not in {kind.value for kind in LocationKind}
