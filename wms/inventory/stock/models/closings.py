"""The statements by which a month leaves the ledger: the database does the adding up."""

from datetime import datetime

from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import LedgerClosing, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.platform.databases import cursor_of
from wms.platform.postgresql.roles import OWNER, as_role
from wms.platform.tables import default_partition, quoted, table


def take_turns() -> None:
    """Let only one month leave at a time; others wait until the transaction ends."""
    with cursor_of(StockMovement) as cursor:
        cursor.execute(f"LOCK TABLE {table(LedgerClosing)} IN SHARE ROW EXCLUSIVE MODE")


def hold_month(partition: str) -> int:
    """Let nobody write into a month until the transaction ends; return how many lines it has."""
    with cursor_of(StockMovement) as cursor:
        cursor.execute(f"LOCK TABLE {quoted(partition)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"SELECT count(*) FROM {quoted(partition)}")
        (count,) = cursor.fetchone()
        return int(count)


def write_opening_lines(partition: str, name: str, begins_at: datetime, actor: str) -> int:
    """Write what each stock unit holds after a month as the first line of the next one.

    Every unit that ever had goods has a line in the month, if only its own opening line: so the
    sum of the month is what it holds. The other end is the virtual location ``opening`` of its
    warehouse, which must exist.

    Returns:
        How many lines there are; a unit that holds nothing needs none.
    """
    with cursor_of(StockMovement) as cursor:
        cursor.execute(
            f"INSERT INTO {table(StockMovement)} (id, occurred_at, client_id, warehouse_id, sku_id,"
            " lot, quantity, from_unit_id, to_unit_id, from_location_id, to_location_id,"
            " from_status, to_status, cause, reason, actor, reference, idempotency_key)"
            " SELECT uuidv7(), %(begins_at)s, balance.client_id, balance.warehouse_id,"
            " unit.sku_id, unit.lot, entry.total, NULL, unit.id, opening.id, unit.location_id,"
            " unit.status, unit.status, 'opening', '', %(actor)s, %(name)s,"
            " 'opening/' || %(name)s || '/' || unit.id"
            " FROM (SELECT unit_id, sum(quantity)::bigint AS total FROM ("
            f" SELECT to_unit_id AS unit_id, quantity FROM {quoted(partition)}"
            " WHERE to_unit_id IS NOT NULL"
            f" UNION ALL SELECT from_unit_id, -quantity FROM {quoted(partition)}"
            " WHERE from_unit_id IS NOT NULL"
            " ) AS line GROUP BY unit_id HAVING sum(quantity) <> 0) AS entry"
            f" JOIN {table(StockUnit)} AS unit ON unit.id = entry.unit_id"
            f" JOIN {table(StockBalance)} AS balance ON balance.id = unit.balance_id"
            f" LEFT JOIN {table(Location)} AS opening"
            " ON opening.warehouse_id = balance.warehouse_id AND opening.kind = 'opening'",
            {"begins_at": begins_at, "actor": actor, "name": name},
        )
        return int(cursor.rowcount)


def carry_balances(partition: str, begins_at: datetime) -> None:
    """Write what balances were at the end of a month of their history as of the next one."""
    with cursor_of(StockMovement) as cursor:
        cursor.execute(
            f"INSERT INTO {table(BalanceHistory)} (balance_id, at, usable, reserved, allocated)"
            " SELECT balance_id, %s, usable, reserved, allocated FROM ("
            f" SELECT DISTINCT ON (balance_id) * FROM {quoted(partition)}"
            " ORDER BY balance_id, at DESC"
            " ) AS last WHERE usable <> 0 OR reserved <> 0 OR allocated <> 0"
            " ON CONFLICT DO NOTHING",
            [begins_at],
        )


def refuse_lines_before(begins_at: datetime) -> None:
    """Let the database refuse what is dated before the ledger begins."""
    with as_role(OWNER), cursor_of(StockMovement) as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            f"ALTER TABLE {default_partition(StockMovement)}"
            " DROP CONSTRAINT IF EXISTS stock_movement_is_not_in_a_closed_month,"
            " ADD CONSTRAINT stock_movement_is_not_in_a_closed_month"
            f" CHECK (occurred_at >= '{begins_at.isoformat()}')"
        )
