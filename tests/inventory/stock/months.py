"""Work in months long ago, and how they leave the ledger."""

from datetime import UTC, date, datetime

import time_machine

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    reserving,
    shipping,
)
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.models import StockBalance
from wms.inventory.stock.commands.close_balance_history import close_balance_history
from wms.inventory.stock.commands.close_ledger_month import close_ledger_month
from wms.inventory.stock.contracts.ledger import ClosedLedgerMonth, CloseLedgerMonth
from wms.inventory.stock.contracts.stock import StockLevel
from wms.inventory.stock.queries.stock import get_stock
from wms.platform.partitions import make_partitions

JANUARY, FEBRUARY, MARCH = date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1)


def work_for_three_months() -> None:
    """Receive and sell in each of three months; four lines, then one, then two."""
    with connection.cursor() as cursor:
        # A test is one transaction, in which tables are altered after rows were written.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    register_location("A-01")
    register_location("B-01")
    with time_machine.travel("2020-01-10T12:00:00Z"):
        put(10)
        put(6, sku="NUT", location="B-01", lot="L1")
        _sell(2)
    with time_machine.travel("2020-02-10T12:00:00Z"):
        put(5, location="B-01")
    with time_machine.travel("2020-03-10T12:00:00Z"):
        _sell(3)


def change_a_balance_in_january() -> None:
    """Let the balance of NUT have had two values in January, in a partition of its own."""
    balance = StockBalance.objects.get(sku__code="NUT")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventory.balance_history (balance_id, at, usable, reserved, allocated)"
            " VALUES (%(id)s, '2020-01-10T12:00Z', 9, 2, 1),"
            " (%(id)s, '2020-01-20T12:00Z', 6, 1, 0)",
            {"id": balance.id},
        )
    make_partitions(datetime(2020, 1, 15, tzinfo=UTC))


def close(month: date) -> ClosedLedgerMonth:
    """Let a month leave."""
    return close_ledger_month(CloseLedgerMonth(month=month, actor="ada"))


def close_history(month: date) -> tuple[str, ...]:
    """Let a month leave, and the history of balances with it."""
    close(month)
    return close_balance_history(CloseLedgerMonth(month=month))


def stock(as_of: datetime | None = None) -> list[tuple[StockLevel, list[tuple[str, str, int]]]]:
    """Return the totals of both SKUs and where their goods lie."""
    found = [
        get_stock(client_id=CLIENT, sku=sku, warehouse_id=WAREHOUSE, as_of=as_of)
        for sku in ("BOLT-M8", "NUT")
    ]
    return [
        (each.level, [(unit.location, unit.lot, unit.on_hand) for unit in each.units])
        for each in found
    ]


def count_of(table: str) -> int:
    """Return how many rows a table has that no model knows any more."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (count,) = cursor.fetchone()
        return int(count)


def bring_months_back() -> None:
    """Take away what closing left behind: other tests use the same tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE inventory.stock_movements_default"
            " DROP CONSTRAINT IF EXISTS stock_movement_is_not_in_a_closed_month"
        )
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relname ~ '_2020_'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TABLE {name}")


def _sell(quantity: int) -> None:
    order = reserving(quantity)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    inventory.book_shipment(shipping(order))
