"""The totals that reservations are made against."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.tags import forget_skus
from wms.platform.databases import cursor_of
from wms.platform.ids import new_id
from wms.platform.rows import LockableQuerySet
from wms.platform.tables import in_schema, table

# When a balance changes: under its lock, and after its last change even if a clock went back.
LATER = "greatest(clock_timestamp(), balance.changed_at + interval '1 microsecond')"
# Ends every statement that changes balances, whose ``UPDATE ... RETURNING`` is called changed.
REMEMBER_CHANGED = (
    f"INSERT INTO {table(BalanceHistory)} (balance_id, at, usable, reserved, allocated)"
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
        """Return how many more units can be reserved by it."""
        return self.usable - self.reserved - self.allocated


class StockBalanceQuerySet(LockableQuerySet["StockBalance"]):
    """Ways to narrow, lock and change balances."""

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
        with cursor_of(StockBalance) as cursor:
            cursor.execute(
                "WITH changed AS ("
                f" UPDATE {table(StockBalance)} AS balance"
                " SET usable = balance.usable + change.usable,"
                " reserved = balance.reserved + change.reserved,"
                " allocated = balance.allocated + change.allocated,"
                f" changed_at = {LATER}"
                " FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[])"
                " AS change (id, usable, reserved, allocated)"
                " WHERE balance.id = change.id"
                f" RETURNING balance.*), remembered AS ({REMEMBER_CHANGED})"
                " SELECT changed.client_id, sku.code"
                f" FROM changed JOIN {table(Sku)} AS sku ON sku.id = changed.sku_id",
                [list(changes), *columns],
            )
            # Not every event of a change names its SKUs.
            forget_skus(cursor.fetchall())


class StockBalance(models.Model):
    """One row per SKU and warehouse: what can be reserved, and what of it is."""

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
        db_table = in_schema("inventory", "stock_balances")
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
        # A name for people, where it costs no question to the database.
        named = self.sku if "sku" in self._state.fields_cache else self.sku_id
        return f"balance of {named}"

    @property
    def atp(self) -> int:
        """Return the units that nobody has been reserved."""
        return self.usable - self.reserved - self.allocated
