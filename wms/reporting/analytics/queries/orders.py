"""Figures of orders."""

from wms.orders.contracts import OrderStatus
from wms.platform.tables import table
from wms.platform.tenancy import facade as tenancy
from wms.reporting.analytics.contracts import (
    Backlog,
    Backlogs,
    Punctualities,
    Punctuality,
    Scope,
    StageDuration,
    StageDurations,
    Step,
    Throughput,
    Throughputs,
)
from wms.reporting.analytics.models import OrderRow, StageRow
from wms.reporting.analytics.queries.ask import IN_WAREHOUSE, LIVE, ask

STAGES = (
    *("received", "validated", "reserved", "wave_assigned", "wave_released", "picking_started"),
    *("picked", "packed", "labelled", "shipped", "completed"),
)
_REACHED = (
    f"SELECT order_id, stage, reached_at FROM {table(StageRow)} WHERE generation = {LIVE}"
    " AND client_id = %(client_id)s AND reached_at >= %(since)s AND reached_at < %(until)s"
)
# Each order is looked up once, however many stages it reached.
_KNOWN = (
    f"WITH reached AS MATERIALIZED ({_REACHED}), known AS MATERIALIZED ("
    " SELECT order_id, line_count FROM (SELECT DISTINCT order_id FROM reached) AS theirs"
    f" JOIN {table(OrderRow)} USING (order_id) WHERE generation = {LIVE} AND {IN_WAREHOUSE})"
)


def throughput(scope: Scope, step: Step, zone: str = "UTC") -> Throughputs:
    """Return how many orders and lines reached each stage, by hours or days of a time zone."""
    rows = ask(
        f"{_KNOWN} SELECT date_trunc(%(step)s, reached_at, %(zone)s) AS begins_at, stage,"
        " count(*) AS orders, coalesce(sum(line_count), 0)::bigint AS lines"
        " FROM reached JOIN known USING (order_id) GROUP BY 1, 2",
        scope,
        step=step.value,
        zone=zone,
    )
    rows.sort(key=lambda row: (row["begins_at"], STAGES.index(row["stage"])))
    return Throughputs(results=tuple(Throughput(**row) for row in rows))


def stage_durations(scope: Scope) -> StageDurations:
    """Return how long orders took to each stage that they reached in a period."""
    rows = ask(
        f"{_KNOWN}, taken AS (SELECT stage, reached_at, extract(epoch FROM reached_at"
        " - max(reached_at) OVER (PARTITION BY order_id ORDER BY reached_at"
        "   RANGE BETWEEN UNBOUNDED PRECEDING AND interval '1 microsecond' PRECEDING)"
        " )::float AS seconds"
        f" FROM known JOIN {table(StageRow)} USING (order_id) WHERE generation = {LIVE})"
        " SELECT stage, count(*) AS orders,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50_seconds,"
        " percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90_seconds"
        " FROM taken WHERE seconds IS NOT NULL"
        " AND reached_at >= %(since)s AND reached_at < %(until)s GROUP BY stage",
        scope,
    )
    rows.sort(key=lambda row: STAGES.index(row["stage"]))
    return StageDurations(results=tuple(StageDuration(**row) for row in rows))


def punctuality(scope: Scope) -> Punctualities:
    """Return how many orders were shipped by their day, for each day of their building."""
    days = "(shipped_at AT TIME ZONE zone.name)::date"
    rows = ask(
        f"SELECT {days} AS day, count(*) AS shipped,"
        f" count(*) FILTER (WHERE {days} <= ship_by) AS on_time,"
        f" count(*) FILTER (WHERE {days} > ship_by) AS late"
        f" FROM {table(OrderRow)} JOIN unnest(%(buildings)s::uuid[], %(zones)s::text[])"
        " AS zone (id, name) ON zone.id = warehouse_id"
        f" WHERE generation = {LIVE} AND client_id = %(client_id)s AND {IN_WAREHOUSE}"
        " AND shipped_at >= %(since)s AND shipped_at < %(until)s GROUP BY 1 ORDER BY 1",
        scope,
        **_zones(),
    )
    return Punctualities(results=tuple(Punctuality(**row) for row in rows))


def backlog(scope: Scope) -> Backlogs:
    """Return the orders that have not ended, by status, as of the end of the period."""
    rows = ask(
        "WITH waiting AS (SELECT status->>1 AS status, line_count, ship_by, zone.name AS zone,"
        " greatest(extract(epoch FROM %(until)s - (status->>2)::timestamptz), 0) AS seconds"
        f" FROM {table(OrderRow)} JOIN unnest(%(buildings)s::uuid[], %(zones)s::text[])"
        " AS zone (id, name) ON zone.id = warehouse_id"
        f" WHERE generation = {LIVE} AND client_id = %(client_id)s AND {IN_WAREHOUSE}"
        " AND ended_at IS NULL AND received_at IS NOT NULL)"
        " SELECT status, count(*) AS orders, sum(line_count)::bigint AS lines,"
        " count(*) FILTER (WHERE seconds < 3600) AS under_1_hour,"
        " count(*) FILTER (WHERE seconds >= 3600 AND seconds < 14400) AS under_4_hours,"
        " count(*) FILTER (WHERE seconds >= 14400 AND seconds < 86400) AS under_1_day,"
        " count(*) FILTER (WHERE seconds >= 86400) AS older,"
        " max(seconds)::float AS oldest_seconds,"
        " count(*) FILTER (WHERE ship_by < (%(until)s AT TIME ZONE zone)::date) AS overdue"
        " FROM waiting GROUP BY status",
        scope,
        **_zones(),
    )
    order = [each.value for each in OrderStatus]
    rows.sort(key=lambda row: order.index(row["status"]))
    return Backlogs(results=tuple(Backlog(**row) for row in rows))


def _zones() -> dict[str, list[object]]:
    """Return the buildings with their time zones, for a statement that asks for days."""
    found = tenancy.list_warehouses()
    return {
        "buildings": [each.warehouse_id for each in found],
        "zones": [each.time_zone for each in found],
    }
