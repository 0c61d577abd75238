"""Reserve stock for an order, in one round trip to the database."""

from dataclasses import dataclass
from typing import Any

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import StockLine
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.stock.models.balances import LATER, REMEMBER_CHANGED, StockBalance
from wms.platform.databases import connection_of
from wms.platform.ids import new_id
from wms.platform.tables import table

# PostgreSQL updates rows in no order of ours: only locks taken in the order of the ids keep two
# orders that want the same SKUs from waiting for each other. A statement of its own, so that the
# next one begins when the locks are held and sees what they were waited for.
_LOCK = f"""
SELECT balance.id FROM {table(StockBalance)} AS balance
JOIN {table(Sku)} AS sku ON sku.id = balance.sku_id
WHERE sku.client_id = %(client_id)s AND sku.code = ANY(%(skus)s)
    AND balance.warehouse_id = %(warehouse_id)s
ORDER BY balance.id FOR NO KEY UPDATE OF balance
"""
_RESERVE = f"""
WITH wanted AS (
    SELECT * FROM unnest(%(ids)s::uuid[], %(numbers)s::int[], %(skus)s::text[], %(units)s::bigint[])
        AS wanted (id, line_no, code, quantity)
), known AS (
    SELECT wanted.id, wanted.line_no, wanted.quantity, sku.id AS sku_id, balance.id AS balance_id,
        balance.usable - balance.reserved - balance.allocated AS free
    FROM wanted
    JOIN {table(Sku)} AS sku ON sku.client_id = %(client_id)s AND sku.code = wanted.code
    JOIN {table(StockBalance)} AS balance
        ON balance.sku_id = sku.id AND balance.warehouse_id = %(warehouse_id)s
), fit AS (
    SELECT known.*, greatest(0, least(
        known.quantity,
        known.free - sum(known.quantity) OVER earlier + known.quantity
    )) AS there
    FROM known
    WINDOW earlier AS (PARTITION BY known.balance_id ORDER BY known.line_no)
), verdict AS (
    SELECT count(*) AS lines, bool_and(there = quantity) AS is_full,
        bool_and(there = quantity) OR %(takes_part)s AND sum(there) > 0 AS is_served
    FROM fit
), reservation AS (
    INSERT INTO {table(Reservation)} (
        id, order_id, round_no, client_id, warehouse_id, priority_rank, asked_at, takes_part,
        status, reason, version, order_number
    )
    SELECT %(id)s, %(order_id)s, %(round_no)s, %(client_id)s, %(warehouse_id)s,
        %(priority_rank)s, %(asked_at)s, %(takes_part)s,
        CASE WHEN is_served THEN 'active' ELSE 'waiting' END, '', 1, %(order_number)s
    FROM verdict WHERE lines = cardinality(%(ids)s::uuid[])
    ON CONFLICT DO NOTHING
    RETURNING id, status
), line AS (
    INSERT INTO {table(ReservationLine)} (
        id, reservation_id, line_no, sku_id, balance_id, quantity, promised, allocated
    )
    SELECT fit.id, reservation.id, fit.line_no, fit.sku_id, fit.balance_id,
        CASE status WHEN 'active' THEN there ELSE quantity END,
        CASE status WHEN 'active' THEN there ELSE 0 END, 0
    FROM fit, reservation WHERE status = 'waiting' OR there > 0
    RETURNING line_no, balance_id, quantity, promised
), changed AS (
    UPDATE {table(StockBalance)} AS balance
    SET reserved = balance.reserved + taken.units, changed_at = {LATER}
    FROM (SELECT balance_id, sum(promised) AS units FROM line GROUP BY balance_id) AS taken
    WHERE balance.id = taken.balance_id AND taken.units > 0
    RETURNING balance.*
), history AS (
    {REMEMBER_CHANGED}
), backorder AS (
    INSERT INTO {table(Backorder)} (
        reservation_id, balance_id, priority_rank, asked_at, quantity, takes_part
    )
    SELECT reservation.id, line.balance_id, %(priority_rank)s, %(asked_at)s, sum(line.quantity),
        %(takes_part)s
    FROM line, reservation WHERE status = 'waiting'
    GROUP BY reservation.id, line.balance_id
), fact AS (
    INSERT INTO {table(InventoryOutbox)} (
        event_id, event_type, partition_key, subject, sequence, data, occurred_at, traceparent,
        actor, held_because
    )
    SELECT %(event_id)s, %(event_type)s, %(order_id)s, %(id)s, 1, %(data)s, %(asked_at)s,
        %(traceparent)s, %(actor)s, ''
    FROM reservation, verdict WHERE is_full
)
SELECT verdict.lines, verdict.is_full, reservation.status,
    (SELECT json_object_agg(line_no, there) FROM fit)
FROM verdict LEFT JOIN reservation ON true
"""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of asking: ``status`` is None if the round was asked for before.

    ``there`` is how many units of each line were there to be reserved.
    """

    is_known: bool
    is_full: bool
    status: ReservationStatus | None
    there: dict[int, int]


def reserve_one(row: Reservation, lines: tuple[StockLine, ...], fact: InventoryOutbox) -> Verdict:
    """Write a new reservation with its lines, and reserve what is there.

    Nothing is written or locked if a SKU or its balance is not known: whoever makes a balance
    waits for others who make it, and must hold none that they want. ``fact`` is published if
    every line is reserved in full; else the caller has to publish what came of it.
    """
    asked: dict[str, Any] = {
        "ids": [new_id() for _line in lines],
        "numbers": [line.line_no for line in lines],
        "skus": [line.sku for line in lines],
        "units": [line.quantity for line in lines],
        "id": row.id,
        "order_id": row.order_id,
        "order_number": row.order_number,
        "round_no": row.round_no,
        "client_id": row.client_id,
        "warehouse_id": row.warehouse_id,
        "priority_rank": row.priority_rank,
        "asked_at": row.asked_at,
        "takes_part": row.takes_part,
        "event_id": fact.event_id,
        "event_type": fact.event_type,
        "data": fact.data,
        "traceparent": fact.traceparent,
        "actor": fact.actor,
    }
    database = connection_of(Reservation)
    with database.cursor() as locks, database.cursor() as cursor:
        with database.wrap_database_errors, cursor.connection.pipeline():
            cursor.connection.execute("SAVEPOINT nothing_is_locked")
            locks.execute(_LOCK, asked)
            cursor.execute(_RESERVE, asked)
        locked = len(locks.fetchall())
        known, is_full, status, there = cursor.fetchone()
        # A balance that was made between the two statements is known, and not locked.
        is_known = known == len(lines) and locked == len({line.sku for line in lines})
        if not is_known:
            cursor.execute("ROLLBACK TO SAVEPOINT nothing_is_locked")
    return Verdict(
        is_known=is_known,
        is_full=bool(is_full),
        status=ReservationStatus(status) if status else None,
        there={int(line_no): int(units) for line_no, units in (there or {}).items()},
    )
