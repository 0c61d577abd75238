"""The statements of the reports; each names the columns of its report in their order.

They may name ``client_id`` and ``warehouse_id`` (null is all), ``since``, ``until``, ``now``,
``days``, and the time zones of buildings as ``zone (id, name)``.
"""

from wms.platform.tables import table
from wms.reporting.projection.contracts import GenerationState
from wms.reporting.projection.models.generation import Generation
from wms.reporting.reports.models import (
    PositionRow,
    ReportOrderRow,
    ReportShortRow,
    SkuValueRow,
    StockDayRow,
)
from wms.reporting.reports.models.base import NAME

LIVE = (
    f"(SELECT id FROM {table(Generation)}"
    f" WHERE projection = '{NAME}' AND state = '{GenerationState.LIVE.value}')"
)
_MINE = (
    f"generation = {LIVE}"
    " AND (%(client_id)s::uuid IS NULL OR client_id = %(client_id)s)"
    " AND (%(warehouse_id)s::uuid IS NULL OR warehouse_id = %(warehouse_id)s)"
)
_TODAY = "(%(now)s::timestamptz AT TIME ZONE zone.name)::date"
_ZONES = "unnest(%(buildings)s::uuid[], %(zones)s::text[]) AS zone (id, name)"
# No day of any time zone is left out: the exact day is asked for besides, in that of the building.
_NEAR = (
    "{0} >= %(since)s::date - interval '1 day' AND {0} < %(until)s::date + interval '2 days'"
    " AND ({0} AT TIME ZONE zone.name)::date BETWEEN %(since)s AND %(until)s"
)
# What a unit is worth, as said by the end of a day.
_VALUE = (
    "LATERAL (SELECT amount, currency FROM"
    f" {table(SkuValueRow)} AS said WHERE said.generation = {LIVE}"
    " AND said.client_id = {0}.client_id AND said.sku = {0}.sku AND said.valued_at < {1}"
    " ORDER BY sequence DESC LIMIT 1)"
)

ORDERS = (
    "WITH counted AS ("
    " SELECT client_id, warehouse_id, '' AS carrier,"
    " (received_at AT TIME ZONE zone.name)::date AS day,"
    " 1 AS received, line_count AS lines, unit_count AS units, 0 AS shipped, 0 AS late, 0 AS short"
    f" FROM {table(ReportOrderRow)} JOIN {_ZONES} ON zone.id = warehouse_id"
    f" WHERE {_MINE} AND {_NEAR.format('received_at')}"
    " UNION ALL SELECT client_id, warehouse_id, coalesce(carrier, ''),"
    " (shipped_at AT TIME ZONE zone.name)::date, 0, 0, 0, 1,"
    " ((shipped_at AT TIME ZONE zone.name)::date > ship_by)::int, 0"
    f" FROM {table(ReportOrderRow)} JOIN {_ZONES} ON zone.id = warehouse_id"
    f" WHERE {_MINE} AND {_NEAR.format('shipped_at')}"
    " UNION ALL SELECT known.client_id, warehouse_id, coalesce(carrier, ''),"
    " (closed_at AT TIME ZONE zone.name)::date, 0, 0, 0, 0, 0, (short->>1)::bigint"
    f" FROM {table(ReportShortRow)} AS line JOIN (SELECT * FROM {table(ReportOrderRow)}"
    f" WHERE {_MINE}) AS known USING (generation, order_id)"
    f" JOIN {_ZONES} ON zone.id = warehouse_id WHERE line.generation = {LIVE}"
    " AND (%(client_id)s::uuid IS NULL OR line.client_id = %(client_id)s)"
    f" AND {_NEAR.format('closed_at')})"
    " SELECT day, client_id, warehouse_id, carrier, sum(received), sum(lines), sum(units),"
    " sum(shipped), coalesce(sum(late), 0), sum(short)"
    " FROM counted GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)

# What there was on a day is what there is now, less what came since, and what left since.
STOCK = (
    "WITH net AS (SELECT client_id, warehouse_id, sku, day, sum(came) AS came, sum(went) AS went"
    f" FROM {table(StockDayRow)} WHERE {_MINE} AND day >= %(since)s GROUP BY 1, 2, 3, 4),"
    " at_end AS (SELECT held.client_id, held.warehouse_id, held.sku, held.on_hand - coalesce("
    "  (SELECT sum(came - went) FROM net WHERE net.client_id = held.client_id"
    "   AND net.warehouse_id = held.warehouse_id AND net.sku = held.sku"
    "   AND net.day > %(until)s), 0) AS on_hand FROM (SELECT client_id, warehouse_id, sku,"
    f" sum(on_hand) AS on_hand FROM {table(PositionRow)} WHERE {_MINE} GROUP BY 1, 2, 3) AS held),"
    " by_sku AS (SELECT at_end.client_id, at_end.warehouse_id, at_end.sku, each::date AS day,"
    "  coalesce(came, 0) AS came, coalesce(went, 0) AS went, on_hand - coalesce(sum(came - went)"
    "  OVER (PARTITION BY at_end.client_id, at_end.warehouse_id, at_end.sku ORDER BY each DESC"
    "  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS on_hand"
    "  FROM at_end CROSS JOIN generate_series(%(since)s::date, %(until)s::date, '1 day') AS each"
    "  LEFT JOIN net ON net.client_id = at_end.client_id AND net.sku = at_end.sku"
    "  AND net.warehouse_id = at_end.warehouse_id AND net.day = each::date)"
    " SELECT day, by_sku.client_id, by_sku.warehouse_id, coalesce(value.currency, ''),"
    " sum(came), sum(went), sum(on_hand), sum(on_hand * value.amount)"
    f" FROM by_sku JOIN {_ZONES} ON zone.id = warehouse_id"
    f" LEFT JOIN {_VALUE.format('by_sku', '(day + 1)::timestamp AT TIME ZONE zone.name')} AS value"
    " ON true WHERE on_hand <> 0 OR came <> 0 OR went <> 0"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)

MOVEMENTS = (
    "SELECT day, client_id, warehouse_id, cause, sum(came), sum(went), sum(moved)"
    f" FROM {table(StockDayRow)} WHERE {_MINE} AND day BETWEEN %(since)s AND %(until)s"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)

# What came last is taken to leave last: what is there came in with the newest receipts.
AGEING = (
    "WITH came AS (SELECT client_id, warehouse_id, sku, lot, day, sum(came) AS units"
    f" FROM {table(StockDayRow)} WHERE {_MINE} AND came > 0 GROUP BY 1, 2, 3, 4, 5),"
    " layers AS (SELECT held.client_id, held.warehouse_id, held.sku, held.lot, held.on_hand,"
    f"  {_TODAY} - day AS age, greatest(least(units, held.on_hand + units - sum(units) OVER"
    "  (PARTITION BY held.client_id, held.warehouse_id, held.sku, held.lot ORDER BY day DESC)), 0)"
    f"  AS left_of FROM (SELECT * FROM {table(PositionRow)} WHERE {_MINE} AND on_hand > 0) AS held"
    f"  JOIN {_ZONES} ON zone.id = held.warehouse_id"
    "  LEFT JOIN came USING (client_id, warehouse_id, sku, lot))"
    " SELECT layers.client_id, warehouse_id, layers.sku, lot, max(on_hand),"
    " coalesce(sum(left_of) FILTER (WHERE age <= 30), 0),"
    " coalesce(sum(left_of) FILTER (WHERE age BETWEEN 31 AND 60), 0),"
    " coalesce(sum(left_of) FILTER (WHERE age BETWEEN 61 AND 90), 0),"
    " coalesce(sum(left_of) FILTER (WHERE age BETWEEN 91 AND 180), 0),"
    " coalesce(sum(left_of) FILTER (WHERE age > 180), 0),"
    " max(age) FILTER (WHERE left_of > 0), coalesce(max(value.currency), ''),"
    " max(on_hand * value.amount)"
    f" FROM layers LEFT JOIN {_VALUE.format('layers', 'now()')} AS value ON true"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)

_LAST = "(coalesce(last_out, first_in) AT TIME ZONE zone.name)::date"
DEAD_STOCK = (
    "SELECT held.client_id, warehouse_id, held.sku, on_hand, last_in, last_out,"
    f" {_TODAY} - {_LAST}, coalesce(value.currency, ''),"
    " on_hand * value.amount FROM (SELECT client_id, warehouse_id, sku, sum(on_hand) AS on_hand,"
    " min(first_in) AS first_in, max(last_in) AS last_in, max(last_out) AS last_out"
    f" FROM {table(PositionRow)} WHERE {_MINE} GROUP BY 1, 2, 3) AS held"
    f" JOIN {_ZONES} ON zone.id = held.warehouse_id"
    f" LEFT JOIN {_VALUE.format('held', 'now()')} AS value ON true"
    f" WHERE on_hand > 0 AND {_LAST} <= {_TODAY} - %(days)s"
    " ORDER BY 1, 2, 7 DESC, 3"
)

EXPIRING = (
    "SELECT held.client_id, warehouse_id, held.sku, lot, expires_on,"
    f" expires_on - {_TODAY}, on_hand, coalesce(value.currency, ''), on_hand * value.amount"
    f" FROM (SELECT * FROM {table(PositionRow)} WHERE {_MINE} AND on_hand > 0) AS held"
    f" JOIN {_ZONES} ON zone.id = held.warehouse_id AND expires_on <= {_TODAY} + %(days)s"
    f" LEFT JOIN {_VALUE.format('held', 'now()')} AS value ON true ORDER BY 5, 1, 2, 3, 4"
)
