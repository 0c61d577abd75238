"""What lies where, and the totals that promises are made against."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.contracts import StockStatus
from wms.inventory.models.catalogue import Location, Sku
from wms.inventory.models.eligibility import ELIGIBLE, refusals_of
from wms.platform.ids import new_id

# When a balance changes: under its lock, and after its last change even if a clock went back.
LATER = "greatest(clock_timestamp(), balance.changed_at + interval '1 microsecond')"
# Ends every statement that changes balances, whose ``UPDATE ... RETURNING`` is called changed.
REMEMBER_CHANGED = (
    "INSERT INTO inventory_balancehistory (balance_id, at, usable, reserved, allocated)"
    " SELECT id, changed_at, usable, reserved, allocated FROM changed"
)


class BalanceChange(NamedTuple):
    """What to add to the totals of a SKU in a warehouse."""

    usable: int = 0
    reserved: int = 0
    allocated: int = 0

    def plus(self, other: "BalanceChange") -> "BalanceChange":
        """Return both changes as one."""
        return BalanceChange(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def freed(self) -> int:
        """Return how many more units can be promised by it."""
        return self.usable - self.reserved - self.allocated


class StockBalanceQuerySet(models.QuerySet["StockBalance"]):
    """Ways to narrow, lock and change balances."""

    def locked(self) -> Self:
        """Lock the rows in one global order, so that two orders cannot deadlock."""
        return self.order_by("id").select_for_update(no_key=True)

    def ensure(self, skus: Iterable[Sku], warehouse_id: UUID) -> None:
        """Make the rows that are missing, in one order, so that two of us cannot deadlock."""
        self.bulk_create(
            [
                StockBalance(sku=sku, client_id=sku.client_id, warehouse_id=warehouse_id)
                for sku in sorted(skus, key=lambda sku: sku.id)
            ],
            ignore_conflicts=True,
        )

    def add(self, changes: Mapping[UUID, BalanceChange]) -> None:
        """Change many locked balances in one statement; the constraints have the last word.

        The same statement writes what they are now into their history.
        """
        columns = [list(column) for column in zip(*changes.values(), strict=True)] or [[], [], []]
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH changed AS ("
                " UPDATE inventory_stockbalance AS balance"
                " SET usable = balance.usable + change.usable,"
                " reserved = balance.reserved + change.reserved,"
                " allocated = balance.allocated + change.allocated,"
                f" changed_at = {LATER}"
                " FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[])"
                " AS change (id, usable, reserved, allocated)"
                " WHERE balance.id = change.id"
                f" RETURNING balance.*) {REMEMBER_CHANGED}",
                [list(changes), *columns],
            )


class StockBalance(models.Model):
    """One row per SKU and warehouse: what can be promised, and what of it is."""

    id = models.UUIDField(primary_key=True, default=new_id)
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="balances")
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    usable = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)
    # Its newest row in the history; null as long as nothing was ever there.
    changed_at = models.DateTimeField(null=True)

    objects = StockBalanceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["sku", "warehouse_id"],
                name="stock_balance_is_one_row_per_sku_and_warehouse",
            ),
            models.CheckConstraint(
                condition=Q(usable__gte=F("reserved") + F("allocated")),
                name="stock_balance_never_promises_more_than_is_usable",
            ),
            models.CheckConstraint(
                condition=Q(usable__gte=0, reserved__gte=0, allocated__gte=0),
                name="stock_balance_is_never_negative",
            ),
        )
        indexes = (models.Index(fields=["client_id", "id"], name="stock_balance_by_client"),)

    def __str__(self) -> str:
        return f"balance of {self.sku_id}"

    @property
    def atp(self) -> int:
        """Return the units that nobody has been promised."""
        return self.usable - self.reserved - self.allocated


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
    """What makes two handfuls of goods the same stock unit."""

    sku_id: UUID
    location_id: UUID
    lot: str
    status: str


class StockUnitQuerySet(models.QuerySet["StockUnit"]):
    """Ways to narrow, lock and change stock units."""

    def eligible(self) -> Self:
        """Keep the units that may be promised, allocated and picked: THE rule, for all of them."""
        return self.filter(ELIGIBLE)

    def ensure(self, wanted: Iterable["StockUnit"]) -> dict[UnitKey, "StockUnit"]:
        """Make the units that are missing; the balances of their SKUs must be locked."""
        by_key = {unit.key: unit for unit in wanted}
        self.bulk_create([by_key[key] for key in sorted(by_key)], ignore_conflicts=True)
        there = self.filter(
            sku__in={key.sku_id for key in by_key},
            location__in={key.location_id for key in by_key},
        )
        return {unit.key: unit for unit in there if unit.key in by_key}

    def locked(self) -> Self:
        """Lock the rows in one global order; always after the balances of their SKUs."""
        return self.order_by("id").select_for_update(no_key=True, of=("self",))

    def add(self, changes: Mapping[UUID, UnitChange]) -> None:
        """Change many locked units in one statement; the constraints have the last word."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE inventory_stockunit AS unit"
                " SET on_hand = unit.on_hand + change.on_hand,"
                " allocated = unit.allocated + change.allocated,"
                " stocked_at = CASE WHEN unit.on_hand > 0"
                " THEN least(unit.stocked_at, change.since)"
                " ELSE coalesce(change.since, unit.stocked_at) END"
                " FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::timestamptz[])"
                " AS change (id, on_hand, allocated, since)"
                " WHERE unit.id = change.id",
                [
                    list(changes),
                    [change.on_hand for change in changes.values()],
                    [change.allocated for change in changes.values()],
                    [change.since for change in changes.values()],
                ],
            )


class StockUnit(models.Model):
    """A balance row: SKU, location, lot and status, with what is there and what is claimed."""

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
    # Since when the oldest of the goods are in the building; goods that are carried take it along.
    stocked_at = models.DateTimeField(default=timezone.now)

    objects = StockUnitQuerySet.as_manager()

    class Meta:
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
        return f"stock unit {self.id}"

    @property
    def key(self) -> UnitKey:
        """Return what makes other goods the same stock unit."""
        return UnitKey(self.sku_id, self.location_id, self.lot, self.status)

    @property
    def is_eligible(self) -> bool:
        """Return what ``eligible()`` says, of a unit that may not be in the database yet."""
        return not refusals_of(self)

    @property
    def free(self) -> int:
        """Return the goods that no allocation claims."""
        return self.on_hand - self.allocated
