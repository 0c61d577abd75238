"""Whether the numbers of the stock agree with each other.

Each check is one statement, so it sees one moment, and the database does the adding up.
"""

from collections.abc import Mapping
from typing import LiteralString

from django.db import connection
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from wms.inventory.contracts import (
    StockCheck,
    StockDifference,
    StockVerification,
    VerifyStock,
)
from wms.inventory.models import StockBalance, StockMovement, StockUnit

# Each selects subject, expected, found; only where these differ.
STATEMENTS: Mapping[StockCheck, LiteralString] = {
    StockCheck.LEDGER: """
        SELECT unit.id, coalesce(ledger.total, 0), unit.on_hand
        FROM inventory_stockunit AS unit
        LEFT JOIN (
            SELECT unit_id, sum(quantity) AS total
            FROM (
                SELECT to_unit_id AS unit_id, quantity FROM inventory_stockmovement
                UNION ALL
                SELECT from_unit_id, -quantity FROM inventory_stockmovement
            ) AS entry
            GROUP BY unit_id
        ) AS ledger ON ledger.unit_id = unit.id
        WHERE unit.on_hand <> coalesce(ledger.total, 0)
    """,
    StockCheck.UNIT_CLAIMS: """
        SELECT unit.id, coalesce(claim.total, 0), unit.allocated
        FROM inventory_stockunit AS unit
        LEFT JOIN (
            SELECT unit_id, sum(quantity) AS total
            FROM inventory_allocation WHERE status = 'open' GROUP BY unit_id
        ) AS claim ON claim.unit_id = unit.id
        WHERE unit.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.RESERVED: """
        SELECT balance.id, coalesce(promise.total, 0), balance.reserved
        FROM inventory_stockbalance AS balance
        LEFT JOIN (
            SELECT line.balance_id, sum(line.quantity - line.allocated) AS total
            FROM inventory_reservation AS reservation
            JOIN inventory_reservationline AS line ON line.reservation_id = reservation.id
            WHERE reservation.status = 'active'
            GROUP BY line.balance_id
        ) AS promise ON promise.balance_id = balance.id
        WHERE balance.reserved <> coalesce(promise.total, 0)
    """,
    StockCheck.ALLOCATED: """
        SELECT balance.id, coalesce(claim.total, 0), balance.allocated
        FROM inventory_stockbalance AS balance
        LEFT JOIN (
            SELECT line.balance_id, sum(allocation.quantity) AS total
            FROM inventory_allocation AS allocation
            JOIN inventory_reservationline AS line ON line.id = allocation.line_id
            WHERE allocation.status = 'open'
            GROUP BY line.balance_id
        ) AS claim ON claim.balance_id = balance.id
        WHERE balance.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.LINE_CLAIMS: """
        SELECT line.id, coalesce(claim.total, 0), line.allocated
        FROM inventory_reservation AS reservation
        JOIN inventory_reservationline AS line ON line.reservation_id = reservation.id
        LEFT JOIN (
            SELECT line_id, sum(quantity) AS total FROM inventory_allocation GROUP BY line_id
        ) AS claim ON claim.line_id = line.id
        WHERE line.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.CLOSED_ROUNDS: """
        SELECT reservation.id, 0, count(*)
        FROM inventory_allocation AS allocation
        JOIN inventory_reservation AS reservation ON reservation.id = allocation.reservation_id
        WHERE allocation.status = 'open' AND reservation.status <> 'active'
        GROUP BY reservation.id
    """,
    StockCheck.STAGED: """
        SELECT unit.id, staged.total, unit.on_hand
        FROM (
            SELECT staged_unit_id, sum(picked) AS total
            FROM inventory_allocation WHERE status = 'picked' GROUP BY staged_unit_id
        ) AS staged
        JOIN inventory_stockunit AS unit ON unit.id = staged.staged_unit_id
        WHERE unit.on_hand < staged.total
    """,
    StockCheck.PLACES: """
        SELECT unit.id, 0, 1
        FROM inventory_stockunit AS unit
        JOIN inventory_stockbalance AS balance ON balance.id = unit.balance_id
        JOIN inventory_location AS location ON location.id = unit.location_id
        WHERE unit.sku_id <> balance.sku_id OR location.warehouse_id <> balance.warehouse_id
    """,
}
BALANCE_CHECKS = {StockCheck.USABLE, StockCheck.RESERVED, StockCheck.ALLOCATED}


def verify_stock(query: VerifyStock) -> StockVerification:
    """Return how many rows were looked at and what disagrees, in bounded memory."""
    checks = set(query.checks)
    return StockVerification(
        units=StockUnit.objects.count() if checks - BALANCE_CHECKS else 0,
        balances=StockBalance.objects.count() if checks & BALANCE_CHECKS else 0,
        movements=StockMovement.objects.count() if StockCheck.LEDGER in checks else 0,
        differences=tuple(
            difference for check in query.checks for difference in _differences(check, query.limit)
        ),
    )


def _differences(check: StockCheck, limit: int) -> list[StockDifference]:
    if check is StockCheck.USABLE:
        found = _usable_differences(limit)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"{STATEMENTS[check]} ORDER BY 1 LIMIT %s", [limit])
            found = cursor.fetchall()
    return [
        StockDifference(check=check.value, subject=str(subject), expected=int(expected), found=seen)
        for subject, expected, seen in found
    ]


def _usable_differences(limit: int) -> list[tuple[object, int, int]]:
    """Compare balances with the units that THE eligibility rule keeps."""
    eligible = (
        StockUnit.objects.eligible()
        .filter(balance=OuterRef("pk"))
        .order_by()
        .values("balance")
        .annotate(total=Sum("on_hand"))
        .values("total")
    )
    differing = (
        StockBalance.objects.annotate(eligible=Coalesce(Subquery(eligible), 0))
        .exclude(usable=F("eligible"))
        .order_by("id")
    )
    return list(differing.values_list("id", "eligible", "usable")[:limit])
