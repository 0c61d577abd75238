"""Damage that no command can do, planted with plain SQL into the story of some stock."""

from collections.abc import Mapping
from typing import NamedTuple

from tests.support.database import connection
from wms.inventory.contracts import StockCheck


class Damage(NamedTuple):
    """Statements that break the story, the checks that find it, and what totals are after repair.

    Totals are usable, reserved and allocated of the SKU.
    """

    statements: tuple[str, ...]
    found: set[tuple[str, int, int]]
    totals: tuple[int, int, int] = (17, 4, 3)


SHELF = "(SELECT id FROM inventory.locations WHERE code = 'A-01')"
STAGING = "(SELECT id FROM inventory.locations WHERE code = 'STAGING')"

# Needs a superuser; the end of the transaction ends it.
PAST_TRIGGERS = "SET LOCAL session_replication_role = replica"

DAMAGES: Mapping[str, tuple[StockCheck, Damage]] = {
    "goods that no movement brought": (
        StockCheck.LEDGER,
        Damage(
            (f"UPDATE inventory.stock_units SET on_hand = 18 WHERE location_id = {SHELF}",),
            {("ledger", 17, 18), ("usable", 18, 17)},
        ),
    ),
    "goods that no movement took": (
        StockCheck.LEDGER,
        Damage(
            (f"UPDATE inventory.stock_units SET on_hand = 9 WHERE location_id = {SHELF}",),
            {("ledger", 17, 9), ("usable", 9, 17)},
        ),
    ),
    "claims without rows": (
        StockCheck.UNIT_CLAIMS,
        Damage(
            (f"UPDATE inventory.stock_units SET allocated = 4 WHERE location_id = {SHELF}",),
            {("unit_claims", 3, 4)},
        ),
    ),
    "rows that are not claimed any more": (
        StockCheck.ALLOCATED,
        Damage(
            ("UPDATE inventory.allocations SET status = 'released' WHERE status = 'open'",),
            {("unit_claims", 0, 3), ("allocated", 0, 3), ("line_claims", 0, 3)},
            (17, 4, 0),
        ),
    ),
    "promises without rows": (
        StockCheck.RESERVED,
        Damage(
            ("UPDATE inventory.stock_balances SET reserved = 5 WHERE reserved = 4",),
            {("reserved", 4, 5), ("history", 0, 1)},
        ),
    ),
    "a location that was blocked behind the back": (
        StockCheck.USABLE,
        Damage(
            (
                "UPDATE inventory.locations SET is_blocked = true, blocked_for = 'person'"
                f" WHERE id = {SHELF}",
            ),
            {("usable", 3, 17)},
            # The claimed goods stay with their order; the promise has no goods any more.
            (3, 0, 3),
        ),
    ),
    "a line that counts claims it has not": (
        StockCheck.LINE_CLAIMS,
        Damage(
            (
                "UPDATE inventory.reservation_lines SET promised = 3, allocated = 1"
                " WHERE promised = 4",
            ),
            {("reserved", 3, 4), ("line_claims", 0, 1)},
            (17, 3, 3),
        ),
    ),
    "a closed round that holds claims": (
        StockCheck.CLOSED_ROUNDS,
        Damage(
            (
                "UPDATE inventory.reservations SET status = 'released' WHERE id IN"
                " (SELECT reservation_id FROM inventory.allocations WHERE status = 'open')",
            ),
            {("closed_rounds", 0, 3)},
            (17, 4, 0),
        ),
    ),
    "a closed round that holds a promise": (
        StockCheck.CLOSED_ROUNDS,
        Damage(
            (
                "UPDATE inventory.reservations SET status = 'released' WHERE id IN"
                " (SELECT reservation_id FROM inventory.reservation_lines WHERE promised = 4)",
            ),
            {("closed_rounds", 0, 4)},
            (17, 0, 3),
        ),
    ),
    "an order that waits outside the queue": (
        StockCheck.QUEUE,
        Damage(("DELETE FROM inventory.backorders",), {("queue", 99, 0)}),
    ),
    "an order that pushed in": (
        StockCheck.QUEUE,
        Damage(
            ("UPDATE inventory.backorders SET asked_at = asked_at - interval '1 day'",),
            {("queue", 99, 0)},
        ),
    ),
    "an order that would take less than it wants": (
        StockCheck.QUEUE,
        Damage(
            ("UPDATE inventory.backorders SET takes_part = NOT takes_part",), {("queue", 99, 0)}
        ),
    ),
    "totals that changed behind the back of their history": (
        StockCheck.HISTORY,
        Damage(
            (
                "INSERT INTO inventory.balance_history (balance_id, at, usable, reserved,"
                " allocated) SELECT id, changed_at + interval '1 microsecond', 1, 0, 0"
                " FROM inventory.stock_balances WHERE reserved = 4",
            ),
            {("history", 0, 1)},
        ),
    ),
    "a place in the queue of nobody": (
        StockCheck.QUEUE,
        Damage(
            (
                "INSERT INTO inventory.backorders (reservation_id, balance_id, priority_rank,"
                " asked_at, quantity, takes_part)"
                " SELECT reservation_id, balance_id, 0, now(), 7, false"
                " FROM inventory.reservation_lines WHERE promised = 4",
            ),
            {("queue", 0, 7)},
        ),
    ),
    "goods that left staging without their order": (
        StockCheck.STAGED,
        Damage(
            (f"UPDATE inventory.stock_units SET on_hand = 1 WHERE location_id = {STAGING}",),
            {("ledger", 2, 1), ("staged", 2, 1)},
        ),
    ),
    "goods that a movement took from staging": (
        StockCheck.STAGED,
        Damage(
            (
                "INSERT INTO inventory.stock_movements (id, occurred_at, client_id, warehouse_id,"
                " sku_id, lot, quantity, from_unit_id, from_location_id, to_location_id,"
                " from_status, to_status, cause, reason, actor, reference, idempotency_key)"
                " SELECT gen_random_uuid(), now(), balance.client_id, balance.warehouse_id,"
                " unit.sku_id, '', 2, unit.id, unit.location_id, unit.location_id, 'usable',"
                " 'usable', 'adjustment', '', 'thief', '', 'theft'"
                " FROM inventory.stock_units AS unit JOIN inventory.stock_balances AS balance"
                f" ON balance.id = unit.balance_id WHERE unit.location_id = {STAGING}",
                f"UPDATE inventory.stock_units SET on_hand = 0 WHERE location_id = {STAGING}",
            ),
            {("staged", 2, 0)},
        ),
    ),
    "a ledger that says less than nothing": (
        StockCheck.LEDGER,
        Damage(
            (
                "INSERT INTO inventory.stock_movements (id, occurred_at, client_id, warehouse_id,"
                " sku_id, lot, quantity, from_unit_id, from_location_id, to_location_id,"
                " from_status, to_status, cause, reason, actor, reference, idempotency_key)"
                " SELECT gen_random_uuid(), now(), balance.client_id, balance.warehouse_id,"
                " unit.sku_id, '', 30, unit.id, unit.location_id, unit.location_id, 'usable',"
                " 'usable', 'adjustment', '', 'thief', '', 'theft'"
                " FROM inventory.stock_units AS unit JOIN inventory.stock_balances AS balance"
                f" ON balance.id = unit.balance_id WHERE unit.location_id = {SHELF}",
            ),
            {("ledger", -13, 17)},
            # As much is booked back as is claimed; the promise waits.
            (3, 0, 3),
        ),
    ),
    "a stock unit on the totals of another SKU": (
        StockCheck.PLACES,
        Damage(
            (
                "UPDATE inventory.stock_units SET balance_id = (SELECT balance.id"
                " FROM inventory.stock_balances AS balance JOIN inventory.skus AS sku"
                f" ON sku.id = balance.sku_id WHERE sku.code = 'NUT') WHERE location_id = {SHELF}",
            ),
            {("places", 0, 1), ("usable", 18, 1), ("usable", 0, 17)},
        ),
    ),
    "a movement that could be booked again": (
        StockCheck.KEYS,
        Damage(
            (
                PAST_TRIGGERS,
                "DELETE FROM inventory.movement_keys WHERE key LIKE 'ship/%'",
                "SET LOCAL session_replication_role = origin",
            ),
            {("keys", 1, 0)},
        ),
    ),
}


LOST_MOVEMENT = Damage(
    (
        PAST_TRIGGERS,
        "DELETE FROM inventory.stock_movements WHERE cause = 'shipment'",
        f"UPDATE inventory.stock_units SET on_hand = on_hand + 1 WHERE location_id = {STAGING}",
    ),
    {("lost_movements", 1, 0)},
)


def plant(damage: Damage) -> None:
    """Break the story."""
    with connection.cursor() as cursor:
        for statement in damage.statements:
            cursor.execute(statement)
