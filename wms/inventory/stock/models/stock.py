"""What lies where."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.eligibility import ELIGIBLE, refusals_of
from wms.inventory.tags import forget_skus
from wms.platform.databases import cursor_of
from wms.platform.ids import new_id
from wms.platform.rows import LockableQuerySet
from wms.platform.tables import in_schema, table


class UnitChange(NamedTuple):
    """What to add to the quantities of a stock unit."""

    on_hand: int = 0
    allocated: int = 0
    since: datetime | None = None

    def plus(self, other: "UnitChange") -> "UnitChange":
        """Return both changes as one."""
        since = [each for each in (self.since, other.since) if each is not None]
        return UnitChange(
            self.on_hand + other.on_hand,
            self.allocated + other.allocated,
            min(since, default=None),
        )


class UnitKey(NamedTuple):
    """What makes two lines of goods the same stock unit."""

    sku_id: UUID
    location_id: UUID
    lot: str
    status: str


class NewUnit(NamedTuple):
    """What a stock unit is made with where it is missing; its goods come after."""

    id: UUID
    balance_id: UUID
    sku_id: UUID
    location_id: UUID
    lot: str
    expires_on: date | None
    status: str
    stocked_at: datetime

    @property
    def key(self) -> UnitKey:
        """Return what makes other goods the same stock unit."""
        return UnitKey(self.sku_id, self.location_id, self.lot, self.status)


class StockUnitQuerySet(LockableQuerySet["StockUnit"]):
    """Ways to narrow, lock and change stock units."""

    def eligible(self) -> Self:
        """Keep the units that may be reserved, allocated and picked: THE rule, for all of them."""
        return self.filter(ELIGIBLE)

    def close_to_writers(self, patience: timedelta) -> None:
        """Let nobody else write stock units until the transaction ends; those who do come first.

        Raises:
            OperationalError: they have not ended within that time, and nobody is kept waiting
                longer.
        """
        with cursor_of(StockUnit) as cursor:
            cursor.execute("SELECT current_setting('lock_timeout')")
            (usual,) = cursor.fetchone()
            milliseconds = f"{patience // timedelta(milliseconds=1)}ms"
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [milliseconds])
            cursor.execute(f"LOCK TABLE {table(StockUnit)} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [usual])

    def ensure(self, wanted: Iterable[NewUnit]) -> dict[UnitKey, "StockUnit"]:
        """Make the units that are missing; the balances of their SKUs must be locked.

        Returns them all, each with its location.
        """
        by_key = {unit.key: unit for unit in wanted}
        if not by_key:
            return {}
        rows = [by_key[key] for key in sorted(by_key)]
        # The conflict is named: one that is looked at when the transaction ends cannot be passed
        # over.
        with cursor_of(StockUnit) as cursor:
            cursor.execute(
                f"INSERT INTO {table(StockUnit)} (id, balance_id, sku_id, location_id, lot,"
                " expires_on, status, stocked_at, on_hand, allocated)"
                " SELECT *, 0, 0 FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[],"
                " %s::text[], %s::date[], %s::text[], %s::timestamptz[])"
                " ON CONFLICT (sku_id, location_id, lot, status) DO NOTHING",
                [list(column) for column in zip(*rows, strict=True)],
            )
        there = self.select_related("location").filter(
            sku__in={key.sku_id for key in by_key},
            location__in={key.location_id for key in by_key},
        )
        return {unit.key: unit for unit in there if unit.key in by_key}

    def add(self, changes: Mapping[UUID, UnitChange]) -> None:
        """Change many locked units in one statement; the constraints have the last word."""
        with cursor_of(StockUnit) as cursor:
            cursor.execute(
                f"WITH changed AS (UPDATE {table(StockUnit)} AS unit"
                " SET on_hand = unit.on_hand + change.on_hand,"
                " allocated = unit.allocated + change.allocated,"
                " stocked_at = CASE WHEN unit.on_hand > 0"
                " THEN least(unit.stocked_at, change.since)"
                " ELSE coalesce(change.since, unit.stocked_at) END"
                " FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::timestamptz[])"
                " AS change (id, on_hand, allocated, since)"
                " WHERE unit.id = change.id RETURNING unit.sku_id)"
                " SELECT sku.client_id, sku.code"
                f" FROM changed JOIN {table(Sku)} AS sku ON sku.id = changed.sku_id",
                [
                    list(changes),
                    [change.on_hand for change in changes.values()],
                    [change.allocated for change in changes.values()],
                    [change.since for change in changes.values()],
                ],
            )
            forget_skus(cursor.fetchall())


class StockUnit(models.Model):
    """A balance row: SKU, location, lot and status, with what is there and what is allocated."""

    STATUSES = tuple((status.value, status.value) for status in StockStatus)

    id = models.UUIDField(primary_key=True, default=new_id)
    balance = models.ForeignKey(StockBalance, models.PROTECT, related_name="units")
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    location = models.ForeignKey(Location, models.PROTECT, related_name="units")
    lot = models.CharField(max_length=64, blank=True)
    expires_on = models.DateField(null=True)
    status = models.CharField(max_length=16, choices=STATUSES)
    on_hand = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)
    # Whether it may be in stock once only; a trigger sets it, and the database holds it.
    is_serial = models.BooleanField(default=False, db_default=False, editable=False)
    # Since when the oldest of the goods are in the building; goods that are carried take it along.
    stocked_at = models.DateTimeField(default=timezone.now)

    objects = StockUnitQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "stock_units")
        constraints = (
            models.UniqueConstraint(
                fields=["sku", "location", "lot", "status"],
                name="stock_unit_is_one_row_per_sku_location_lot_and_status",
            ),
            models.CheckConstraint(
                condition=Q(allocated__gte=0) & Q(allocated__lte=F("on_hand")),
                name="stock_unit_never_has_more_claims_than_goods",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in StockStatus]),
                name="stock_unit_has_a_known_status",
            ),
        )
        indexes = (
            models.Index(
                fields=["expires_on", "id"],
                condition=Q(status="usable", on_hand__gt=0),
                name="stock_unit_about_to_expire",
            ),
            models.Index(fields=["sku", "lot"], condition=~Q(lot=""), name="stock_unit_by_lot"),
        )

    def __str__(self) -> str:
        # A name for people, where it costs no question to the database.
        if {"sku", "location"} <= self._state.fields_cache.keys():
            lot = f" lot {self.lot}" if self.lot else ""
            return f"{self.sku}{lot} at {self.location}"
        return f"stock unit {self.id}"

    @property
    def key(self) -> UnitKey:
        """Return what makes other goods the same stock unit."""
        return UnitKey(self.sku_id, self.location_id, self.lot, self.status)

    def as_new(self) -> NewUnit:
        """Return what it is, or would be, made with."""
        return NewUnit(
            self.id,
            self.balance_id,
            self.sku_id,
            self.location_id,
            self.lot,
            self.expires_on,
            self.status,
            self.stocked_at,
        )

    @property
    def is_eligible(self) -> bool:
        """Return what ``eligible()`` says, of a unit that may not be in the database yet."""
        return not refusals_of(self)

    @property
    def free(self) -> int:
        """Return the goods that no allocation allocations."""
        return self.on_hand - self.allocated
