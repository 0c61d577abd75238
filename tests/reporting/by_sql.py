"""What projections should hold, computed by plain SQL from the event logs alone.

Written apart from the product: no rule, model or name of its projections is used but the tables.
"""

from collections.abc import Callable
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]

_LOGS = " UNION ALL ".join(
    "SELECT event_id, event_type, sequence, occurred_at, actor, data::jsonb AS said"
    f" FROM {schema}.event_log"
    for schema in ("orders", "waves", "picking", "packing", "shipping", "inventory")
)
EVENTS = f"WITH events AS ({_LOGS})"

_OF_ORDERS = "event_type LIKE 'wms.order.%'"
_ORDER = "(said->>'order_id')::uuid"
_STATUS = "CASE WHEN event_type = 'wms.order.received' THEN 'received' ELSE said->>'status' END"


def _when(kind: str) -> str:
    return f"min(occurred_at) FILTER (WHERE event_type = '{kind}')"


def _received(value: str) -> str:
    return f"min({value}) FILTER (WHERE event_type = 'wms.order.received')"


_NUMBER = _received("said->>'number'")
_CONSIGNEE = _received("said->>'consignee'")
_CLIENT = _received("said->>'client_id'")
_SHIP_BY = _received("(said->>'ship_by')::date")
_LINES = _received("jsonb_array_length(said->'lines')")


# By table: the columns that are compared, and the statement that says what they should be.
SHOULD: dict[str, tuple[str, str]] = {
    "order_views": (
        "order_id, number, consignee, status, client_id, received_at, due_on",
        f"SELECT {_ORDER}, {_NUMBER},"
        f" {_CONSIGNEE},"
        f" (array_agg({_STATUS} ORDER BY sequence DESC))[1],"
        f" ({_CLIENT})::uuid,"
        f" {_when('wms.order.received')}, coalesce("
        f" {_SHIP_BY}, '9999-12-31')"
        f" FROM events WHERE {_OF_ORDERS} GROUP BY 1",
    ),
    "analytics_orders": (
        "order_id, line_count, unit_count, ship_by, (status->>0)::int, status->>1, received_at,"
        " shipped_at, ended_at",
        f"SELECT {_ORDER},"
        f" {_LINES},"
        " (SELECT sum((line->>'quantity')::int) FROM"
        f" jsonb_array_elements((array_agg(said->'lines' ORDER BY sequence))[1]) AS line),"
        f" {_SHIP_BY},"
        f" max(sequence), (array_agg({_STATUS} ORDER BY sequence DESC))[1],"
        f" {_when('wms.order.received')}, {_when('wms.order.shipped')},"
        " min(occurred_at) FILTER (WHERE event_type IN"
        " ('wms.order.completed', 'wms.order.cancelled', 'wms.order.rejected'))"
        f" FROM events WHERE {_OF_ORDERS} GROUP BY 1",
    ),
    "analytics_stages": (
        "order_id, stage, reached_at",
        f"SELECT {_ORDER}, replace(split_part(event_type, '.', 3), '-', '_'), min(occurred_at)"
        " FROM events WHERE event_type IN ('wms.order.received', 'wms.order.validated',"
        " 'wms.order.reserved', 'wms.order.wave-assigned', 'wms.order.picking-started',"
        " 'wms.order.picked', 'wms.order.packed', 'wms.order.shipped', 'wms.order.completed')"
        " GROUP BY 1, 2"
        f" UNION ALL SELECT {_ORDER}, 'labelled', min(occurred_at) FROM events"
        " WHERE event_type = 'wms.shipping.label-generated' GROUP BY 1"
        " UNION ALL SELECT (each->>'order_id')::uuid, 'wave_released', min(occurred_at)"
        " FROM events, jsonb_array_elements(said->'orders') AS each"
        " WHERE event_type = 'wms.wave.released' GROUP BY 1",
    ),
    "analytics_waves": (
        "wave_id, created_at, released_at, started_at, completed_at, cancelled_at,"
        " (SELECT sum((page->>0)::int) FROM jsonb_path_query(pages, '$.*') AS page),"
        " (SELECT sum((page->>1)::int) FROM jsonb_path_query(pages, '$.*') AS page)",
        f"SELECT (said->>'wave_id')::uuid, {_when('wms.wave.created')},"
        f" {_when('wms.wave.released')}, {_when('wms.wave.started')},"
        f" {_when('wms.wave.completed')}, {_when('wms.wave.cancelled')},"
        " sum(jsonb_array_length(said->'orders'))"
        " FILTER (WHERE event_type = 'wms.wave.released'),"
        " sum((SELECT sum(jsonb_array_length(each->'lines'))"
        " FROM jsonb_array_elements(said->'orders') AS each))"
        " FILTER (WHERE event_type = 'wms.wave.released')"
        " FROM events WHERE event_type IN ('wms.wave.created', 'wms.wave.order-added',"
        " 'wms.wave.released', 'wms.wave.started', 'wms.wave.completed', 'wms.wave.cancelled')"
        " GROUP BY 1",
    ),
    "analytics_picks": (
        "allocation_id, sku, location, picker, coalesce(picked, 0), coalesce(short, 0), reason",
        "SELECT (said->'line'->>'allocation_id')::uuid, min(said->'line'->>'sku'),"
        " min(said->'line'->>'location'), min(nullif(actor, '')),"
        " coalesce(sum((said->'line'->>'quantity')::int)"
        " FILTER (WHERE event_type = 'wms.picking.item-picked'), 0),"
        " coalesce(sum((said->'line'->>'short_quantity')::int)"
        " FILTER (WHERE event_type = 'wms.picking.item-short'), 0),"
        " min(said->'line'->>'reason') FILTER (WHERE event_type = 'wms.picking.item-short')"
        " FROM events WHERE event_type IN ('wms.picking.item-picked', 'wms.picking.item-short')"
        " GROUP BY 1",
    ),
    "analytics_cartons": (
        "task_id, carton_no, weight_grams, volume, packed_at",
        "SELECT (said->>'task_id')::uuid, (carton->>'carton_no')::int,"
        " (carton->>'weight_grams')::bigint, (carton->>'length_mm')::bigint"
        " * (carton->>'width_mm')::bigint * (carton->>'height_mm')::bigint, occurred_at"
        " FROM events, jsonb_array_elements(said->'cartons') AS carton"
        " WHERE event_type = 'wms.packing.task-completed'",
    ),
    "analytics_reservations": (
        "event_id, is_refused, sku, missing, decided_at",
        "SELECT event_id, event_type = 'wms.inventory.shortage-detected', said->>'sku',"
        " (said->>'missing')::bigint, occurred_at FROM events WHERE event_type IN"
        " ('wms.inventory.shortage-detected', 'wms.inventory.stock-reserved')",
    ),
    "analytics_counts": (
        "count_id, sku, lot, status, counted, difference",
        "SELECT (said->>'count_id')::uuid, line->>'sku', line->>'lot', line->>'status',"
        " (line->>'counted')::bigint, (line->>'difference')::bigint"
        " FROM events, jsonb_array_elements(said->'lines') AS line"
        " WHERE event_type = 'wms.inventory.count-posted'",
    ),
    "analytics_skus": (
        "client_id, sku, volume, corrected",
        "SELECT client_id, sku, min(volume) FILTER (WHERE NOT is_later),"
        " (array_agg(jsonb_build_array(sequence, volume) ORDER BY sequence DESC)"
        " FILTER (WHERE is_later))[1]"
        " FROM (SELECT (said->>'client_id')::uuid AS client_id, said->>'code' AS sku, sequence,"
        " event_type = 'wms.inventory.sku-corrected' AS is_later, (said->>'length_mm')::bigint"
        " * (said->>'width_mm')::bigint * (said->>'height_mm')::bigint AS volume FROM events"
        " WHERE event_type IN ('wms.inventory.sku-registered', 'wms.inventory.sku-corrected'))"
        " AS each GROUP BY 1, 2",
    ),
    "report_orders": (
        "order_id, carrier, received_at, shipped_at",
        f"SELECT {_ORDER}, min(said->>'carrier'), {_when('wms.order.received')},"
        f" {_when('wms.order.shipped')} FROM events WHERE event_type IN ('wms.order.received',"
        " 'wms.order.shipped', 'wms.shipping.shipment-shipped') GROUP BY 1",
    ),
    "report_shorts": (
        "order_id, line_no, (short->>1)::bigint",
        f"SELECT {_ORDER}, (line->>'line_no')::int,"
        " (array_agg((line->>'short_closed')::bigint ORDER BY sequence DESC))[1]"
        " FROM events, jsonb_array_elements(said->'lines') AS line"
        " WHERE event_type = 'wms.order.short-closed' GROUP BY 1, 2",
    ),
    "report_days": (
        "client_id, warehouse_id, day, sku, lot, cause, came, went, moved",
        "SELECT (said->>'client_id')::uuid, (said->>'warehouse_id')::uuid,"
        " (occurred_at AT TIME ZONE time_zone)::date, line->>'sku', line->>'lot', line->>'cause',"
        " sum((line->>'quantity')::bigint * (line->>'from_status' IS NULL)::int),"
        " sum((line->>'quantity')::bigint * (line->>'to_status' IS NULL)::int),"
        " sum((line->>'quantity')::bigint"
        " * (line->>'from_status' IS NOT NULL AND line->>'to_status' IS NOT NULL)::int)"
        " FROM events JOIN platform.warehouses AS building"
        " ON building.id = (said->>'warehouse_id')::uuid,"
        " jsonb_array_elements(said->'lines') AS line"
        " WHERE event_type = 'wms.inventory.movements-booked' GROUP BY 1, 2, 3, 4, 5, 6",
    ),
    "report_positions": (
        "client_id, warehouse_id, sku, lot, on_hand, expires_on",
        "SELECT (said->>'client_id')::uuid, (said->>'warehouse_id')::uuid, line->>'sku',"
        " line->>'lot', sum((line->>'quantity')::bigint * ((line->>'from_status' IS NULL)::int"
        " - (line->>'to_status' IS NULL)::int)), max((line->>'expires_on')::date)"
        " FROM events, jsonb_array_elements(said->'lines') AS line"
        " WHERE event_type = 'wms.inventory.movements-booked' GROUP BY 1, 2, 3, 4",
    ),
    "report_values": (
        "client_id, sku, sequence, amount, currency",
        "SELECT (said->>'client_id')::uuid, said->>'code', sequence,"
        " (said->'value'->>'amount')::numeric, said->'value'->>'currency' FROM events"
        " WHERE event_type = 'wms.inventory.sku-valued'",
    ),
}


def disagreements(ask: Ask) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows, by table, that are in a projection or in its recomputation, and not in both.

    Args:
        ask: answers a statement, as a role that may read every table.
    """
    found = {}
    for name, (columns, should) in SHOULD.items():
        generation = (
            "(SELECT id FROM reporting.generations WHERE state = 'live'"
            f" AND projection = '{_projection(name)}')"
        )
        is_there = f"SELECT {columns} FROM reporting.{name} WHERE generation = {generation}"
        rows = ask(
            f"{EVENTS}, there AS ({is_there}), should AS ({should})"
            " (SELECT 'there', * FROM (TABLE there EXCEPT TABLE should) AS a)"
            " UNION ALL (SELECT 'missing', * FROM (TABLE should EXCEPT TABLE there) AS b)"
        )
        if rows:
            found[name] = rows
    return found


def _projection(name: str) -> str:
    return {"order": "order-views", "analytics": "analytics", "report": "reports"}[
        name.partition("_")[0]
    ]
