"""What was there at a moment that has passed.

The cost follows what has happened since, not how long the ledger is. A movement counts from its
time on, a balance from the moment its row was locked: commands that go on at the moment asked for
may count with one and not yet with the other.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.contracts.ledger import LedgerClosed
from wms.inventory.stock.contracts.stock import StockUnit
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import LedgerClosing, StockMovement
from wms.inventory.stock.models.stock import StockUnit as StockUnitRow
from wms.platform.databases import cursor_of
from wms.platform.tables import table


def refuse_closed(at: datetime) -> None:
    """Refuse a moment of which the ledger knows nothing any more.

    Raises:
        LedgerClosed: its month, or one after it, has left.
    """
    newest = LedgerClosing.objects.order_by("-month").first()
    if newest is not None and at < newest.ends_at:
        raise LedgerClosed(f"the ledger begins at {newest.ends_at.astimezone(UTC).isoformat()}")


def totals_at(balance_ids: Collection[UUID], at: datetime) -> Mapping[UUID, BalanceChange]:
    """Return what balances were: all zero before the first change of one."""
    with cursor_of(StockMovement) as cursor:
        cursor.execute(
            "SELECT wanted.id, past.usable, past.reserved, past.allocated"
            " FROM unnest(%s::uuid[]) AS wanted (id) CROSS JOIN LATERAL ("
            f" SELECT usable, reserved, allocated FROM {table(BalanceHistory)}"
            " WHERE balance_id = wanted.id AND at <= %s ORDER BY at DESC LIMIT 1) AS past",
            [list(balance_ids), at],
        )
        found = {row[0]: BalanceChange(*row[1:]) for row in cursor.fetchall()}
    return {each: found.get(each, BalanceChange()) for each in balance_ids}


def units_at(balance: StockBalance, at: datetime, limit: int) -> tuple[StockUnit, ...]:
    """Return where goods of a SKU (fetched) lay, in the order of the walk.

    What is there now, less what has come since, plus what has left since: one statement, so that
    both are of one moment.
    """
    with cursor_of(StockMovement) as cursor:
        cursor.execute(
            "SELECT location.code, unit.lot, unit.status,"
            " unit.on_hand - coalesce(later.total, 0)"
            f" FROM {table(StockUnitRow)} AS unit"
            f" JOIN {table(Location)} AS location ON location.id = unit.location_id"
            " LEFT JOIN ("
            " SELECT unit_id, sum(quantity)::bigint AS total FROM ("
            f" SELECT to_unit_id AS unit_id, quantity FROM {table(StockMovement)}"
            " WHERE sku_id = %(sku)s AND occurred_at > %(at)s"
            " UNION ALL"
            f" SELECT from_unit_id, -quantity FROM {table(StockMovement)}"
            " WHERE sku_id = %(sku)s AND occurred_at > %(at)s"
            " ) AS entry GROUP BY unit_id) AS later ON later.unit_id = unit.id"
            " WHERE unit.balance_id = %(balance)s AND unit.on_hand - coalesce(later.total, 0) > 0"
            " ORDER BY location.pick_sequence, location.code, unit.lot, unit.status"
            " LIMIT %(limit)s",
            {"sku": balance.sku_id, "balance": balance.id, "at": at, "limit": limit},
        )
        return tuple(
            StockUnit(
                sku=balance.sku.code,
                location=location,
                lot=lot,
                status=StockStatus(status),
                on_hand=on_hand,
                allocated=None,
            )
            for location, lot, status, on_hand in cursor.fetchall()
        )
