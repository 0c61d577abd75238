"""What must agree, one statement for each check.

A statement sees one moment: what is being written meanwhile is in it wholly or not at all. The
database does the adding up, so the memory of this process does not grow with the stock. Each
selects the id of a row, what is expected of it, and what it says; only where these differ.
"""

from collections.abc import Mapping

from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import LedgerClosing, MovementKey, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.contracts import StockCheck
from wms.platform.tables import table

STATEMENTS: Mapping[StockCheck, str] = {
    StockCheck.LEDGER: f"""
        SELECT unit.id, coalesce(ledger.total, 0), unit.on_hand
        FROM {table(StockUnit)} AS unit
        LEFT JOIN (
            SELECT unit_id, sum(quantity) AS total
            FROM (
                SELECT to_unit_id AS unit_id, quantity FROM {table(StockMovement)}
                UNION ALL
                SELECT from_unit_id, -quantity FROM {table(StockMovement)}
            ) AS entry
            GROUP BY unit_id
        ) AS ledger ON ledger.unit_id = unit.id
        WHERE unit.on_hand <> coalesce(ledger.total, 0)
    """,
    StockCheck.UNIT_CLAIMS: f"""
        SELECT unit.id, coalesce(claim.total, 0), unit.allocated
        FROM {table(StockUnit)} AS unit
        LEFT JOIN (
            SELECT unit_id, sum(quantity) AS total
            FROM {table(Allocation)} WHERE status = 'open' GROUP BY unit_id
        ) AS claim ON claim.unit_id = unit.id
        WHERE unit.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.RESERVED: f"""
        SELECT balance.id, coalesce(booked.total, 0), balance.reserved
        FROM {table(StockBalance)} AS balance
        LEFT JOIN (
            SELECT balance_id, sum(promised) AS total
            FROM {table(ReservationLine)} WHERE promised > 0 GROUP BY balance_id
        ) AS booked ON booked.balance_id = balance.id
        WHERE balance.reserved <> coalesce(booked.total, 0)
    """,
    StockCheck.ALLOCATED: f"""
        SELECT balance.id, coalesce(claim.total, 0), balance.allocated
        FROM {table(StockBalance)} AS balance
        LEFT JOIN (
            SELECT line.balance_id, sum(allocation.quantity) AS total
            FROM {table(Allocation)} AS allocation
            JOIN {table(ReservationLine)} AS line ON line.id = allocation.line_id
            WHERE allocation.status = 'open'
            GROUP BY line.balance_id
        ) AS claim ON claim.balance_id = balance.id
        WHERE balance.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.LINE_CLAIMS: f"""
        SELECT line.id, coalesce(claim.total, 0), line.allocated
        FROM {table(Reservation)} AS reservation
        JOIN {table(ReservationLine)} AS line ON line.reservation_id = reservation.id
        LEFT JOIN (
            SELECT line_id, sum(CASE status WHEN 'open' THEN quantity ELSE picked END) AS total
            FROM {table(Allocation)} WHERE status NOT IN ('released', 'displaced')
            GROUP BY line_id
        ) AS claim ON claim.line_id = line.id
        WHERE reservation.status = 'active' AND line.allocated <> coalesce(claim.total, 0)
    """,
    StockCheck.CLOSED_ROUNDS: f"""
        SELECT reservation.id, 0, sum(held.quantity)
        FROM (
            SELECT reservation_id, quantity FROM {table(Allocation)} WHERE status = 'open'
            UNION ALL
            SELECT reservation_id, promised FROM {table(ReservationLine)} WHERE promised > 0
        ) AS held
        JOIN {table(Reservation)} AS reservation ON reservation.id = held.reservation_id
        WHERE reservation.status <> 'active'
        GROUP BY reservation.id
    """,
    StockCheck.QUEUE: f"""
        SELECT coalesce(waiting.reservation_id, backorder.reservation_id),
               coalesce(sum(waiting.quantity), 0),
               coalesce(sum(backorder.quantity) FILTER (
                   WHERE waiting.place IS NULL
                       OR waiting.place = (backorder.priority_rank, backorder.asked_at,
                       backorder.takes_part)
               ), 0)
        FROM (
            SELECT line.reservation_id, line.balance_id,
                   (reservation.priority_rank, reservation.asked_at, reservation.takes_part)
                       AS place,
                   sum(line.quantity) AS quantity
            FROM {table(Reservation)} AS reservation
            JOIN {table(ReservationLine)} AS line ON line.reservation_id = reservation.id
            WHERE reservation.status = 'waiting'
            GROUP BY line.reservation_id, line.balance_id, place
        ) AS waiting
        FULL JOIN {table(Backorder)} AS backorder
            ON backorder.reservation_id = waiting.reservation_id
            AND backorder.balance_id = waiting.balance_id
        WHERE waiting.quantity IS DISTINCT FROM backorder.quantity
            OR waiting.place
                IS DISTINCT FROM (backorder.priority_rank, backorder.asked_at, backorder.takes_part)
        GROUP BY 1
    """,
    StockCheck.STAGED: f"""
        SELECT unit.id, staged.total, unit.on_hand
        FROM (
            SELECT staged_unit_id, sum(picked) AS total
            FROM {table(Allocation)} WHERE status = 'picked' GROUP BY staged_unit_id
        ) AS staged
        JOIN {table(StockUnit)} AS unit ON unit.id = staged.staged_unit_id
        WHERE unit.on_hand < staged.total
    """,
    StockCheck.PLACES: f"""
        SELECT unit.id, 0, 1
        FROM {table(StockUnit)} AS unit
        JOIN {table(StockBalance)} AS balance ON balance.id = unit.balance_id
        JOIN {table(Location)} AS location ON location.id = unit.location_id
        WHERE unit.sku_id <> balance.sku_id OR location.warehouse_id <> balance.warehouse_id
    """,
    StockCheck.HISTORY: f"""
        SELECT balance.id, 0, 1
        FROM {table(StockBalance)} AS balance
        LEFT JOIN LATERAL (
            SELECT usable, reserved, allocated FROM {table(BalanceHistory)}
            WHERE balance_id = balance.id ORDER BY at DESC LIMIT 1
        ) AS past ON true
        WHERE (balance.usable, balance.reserved, balance.allocated) IS DISTINCT FROM
            (coalesce(past.usable, 0), coalesce(past.reserved, 0), coalesce(past.allocated, 0))
    """,
    StockCheck.KEYS: f"""
        SELECT movement.id, 1, 0
        FROM {table(StockMovement)} AS movement
        LEFT JOIN {table(MovementKey)} AS booked
            ON booked.key = movement.idempotency_key
            AND booked.movement_id = movement.id
            AND booked.occurred_at = movement.occurred_at
        WHERE booked.key IS NULL
    """,
    # Keys stay for ever; the movements of closed months have left.
    StockCheck.LOST_MOVEMENTS: f"""
        SELECT booked.movement_id, 1, 0
        FROM {table(MovementKey)} AS booked
        LEFT JOIN {table(StockMovement)} AS movement
            ON movement.id = booked.movement_id
            AND movement.occurred_at = booked.occurred_at
            AND movement.idempotency_key = booked.key
        WHERE movement.id IS NULL AND booked.occurred_at >= coalesce(
            (SELECT (max(month) + interval '1 month') AT TIME ZONE 'UTC'
            FROM {table(LedgerClosing)}), '-infinity')
    """,
}

# The same of some balances only, each from an index: what it costs is what they are made of.
OF_BALANCES: Mapping[StockCheck, str] = {
    StockCheck.RESERVED: f"""
        SELECT balance.id, booked.total, balance.reserved
        FROM {table(StockBalance)} AS balance
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(promised), 0) AS total
            FROM {table(ReservationLine)} WHERE balance_id = balance.id AND promised > 0
        ) AS booked
        WHERE balance.id = ANY(%s) AND balance.reserved <> booked.total
    """,
    StockCheck.ALLOCATED: f"""
        SELECT balance.id, claim.total, balance.allocated
        FROM {table(StockBalance)} AS balance
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(allocation.quantity), 0) AS total
            FROM {table(StockUnit)} AS unit
            JOIN {table(Allocation)} AS allocation
                ON allocation.unit_id = unit.id AND allocation.status = 'open'
            WHERE unit.balance_id = balance.id
        ) AS claim
        WHERE balance.id = ANY(%s) AND balance.allocated <> claim.total
    """,
    StockCheck.UNIT_CLAIMS: f"""
        SELECT unit.id, claim.total, unit.allocated
        FROM {table(StockUnit)} AS unit
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(quantity), 0) AS total
            FROM {table(Allocation)} WHERE unit_id = unit.id AND status = 'open'
        ) AS claim
        WHERE unit.balance_id = ANY(%s) AND unit.allocated <> claim.total
    """,
}
