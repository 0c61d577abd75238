"""After every command, the totals of what it touched are compared with their rows.

Within the transaction of the command, on a statement of its own: what a command leaves behind is
looked at as it will be committed, by other words than those of the product.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import local
from typing import LiteralString

from tests.support.database import connection
from wms.platform.postgresql.roles import OWNER
from wms.platform.transactions import transaction

DIFFERING: LiteralString = """
    SELECT sku.code, goods.usable, balance.usable, promised.units, balance.reserved,
        claimed.units, balance.allocated, goods.allocated
    FROM inventory.stock_balances AS balance
    JOIN inventory.skus AS sku ON sku.id = balance.sku_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(unit.allocated), 0) AS allocated, coalesce(sum(
            CASE
                WHEN unit.status = 'usable' AND location.kind IN ('pick', 'reserve')
                    AND NOT location.is_blocked
                THEN unit.on_hand ELSE unit.allocated
            END
        ), 0) AS usable
        FROM inventory.stock_units AS unit
        JOIN inventory.locations AS location ON location.id = unit.location_id
        WHERE unit.balance_id = balance.id
    ) AS goods
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(promised), 0) AS units
        FROM inventory.reservation_lines WHERE balance_id = balance.id AND promised > 0
    ) AS promised
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(allocation.quantity), 0) AS units
        FROM inventory.stock_units AS unit
        JOIN inventory.allocations AS allocation ON allocation.unit_id = unit.id
        WHERE unit.balance_id = balance.id AND allocation.status = 'open'
    ) AS claimed
    WHERE (goods.usable, promised.units, claimed.units, goods.allocated)
        IS DISTINCT FROM
        (balance.usable, balance.reserved, balance.allocated, balance.allocated)
"""

# Totals that changed, goods that moved, and goods at places that were blocked or opened. A balance
# knows its last change, so that the history, which grows with each command, is not read for it.
TOUCHED: LiteralString = """
    SELECT id FROM inventory.stock_balances WHERE changed_at >= %(since)s
    UNION
    SELECT unit.balance_id
    FROM inventory.movement_keys AS booked
    JOIN inventory.stock_movements AS movement
        ON movement.id = booked.movement_id AND movement.occurred_at = booked.occurred_at
    JOIN inventory.stock_units AS unit ON unit.id IN (movement.from_unit_id, movement.to_unit_id)
    WHERE booked.occurred_at >= %(since)s AND movement.occurred_at >= %(since)s
    UNION
    SELECT unit.balance_id
    FROM inventory.locations AS location
    JOIN inventory.stock_units AS unit ON unit.location_id = location.id
    WHERE location.turned_at >= %(since)s
"""


class ComparedTransaction:
    """The transaction of a command, refused its commit if it leaves totals that lie."""

    def __init__(self) -> None:
        self.compared = 0
        self._thread = local()

    def __enter__(self) -> None:
        begun = self._run()
        begun.__enter__()
        self._thread.begun = begun

    def __exit__(self, *error) -> bool | None:
        begun: AbstractContextManager[None] = self._thread.begun
        return begun.__exit__(*error)

    @contextmanager
    def _run(self) -> Iterator[None]:
        with transaction:
            # Past Django, whose statements some tests count.
            (began,) = _asked("SELECT clock_timestamp()")[0]
            yield
            self.compared += 1
            found = _asked(f"{DIFFERING} AND balance.id IN ({TOUCHED})", {"since": began})
            assert not found, f"SKU, usable, promised, claimed (rows, total): {found}"


def _asked(statement, parameters=None):
    cursor = connection.connection.cursor()
    cursor.role = OWNER
    return cursor.execute(statement, parameters).fetchall()
