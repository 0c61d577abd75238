"""Figures of the floor: waves, pickers, short picks, cartons."""

from wms.platform.tables import table
from wms.reporting.analytics.contracts import (
    CartonFigures,
    PickerHour,
    PickerHours,
    Scope,
    ShortBy,
    ShortRate,
    ShortRates,
    WaveFigures,
)
from wms.reporting.analytics.models import CartonRow, PickRow, SkuRow, WaveRow
from wms.reporting.analytics.queries.ask import IN_WAREHOUSE, LIVE, ask

MOST = 100
_PICKS = (
    f"SELECT * FROM {table(PickRow)} WHERE generation = {LIVE} AND client_id = %(client_id)s"
    f" AND {IN_WAREHOUSE} AND picked_at >= %(since)s AND picked_at < %(until)s"
)


def waves(scope: Scope) -> WaveFigures:
    """Return the waves of a client alone that were released in a period."""
    (row,) = ask(
        "WITH released AS (SELECT *,"
        " extract(epoch FROM completed_at - released_at)::float AS cycle,"
        " (SELECT sum((page->>0)::int) FROM jsonb_path_query(pages, '$.*') AS page) AS orders,"
        " (SELECT sum((page->>1)::int) FROM jsonb_path_query(pages, '$.*') AS page) AS lines"
        f" FROM {table(WaveRow)} WHERE generation = {LIVE} AND {IN_WAREHOUSE}"
        " AND clients = jsonb_build_object(%(client_id)s::text, true)"
        " AND released_at >= %(since)s AND released_at < %(until)s)"
        " SELECT count(*) AS waves, coalesce(sum(orders), 0)::bigint AS orders,"
        " coalesce(sum(lines), 0)::bigint AS lines,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY orders) AS orders_p50,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY lines) AS lines_p50,"
        " (sum(orders) FILTER (WHERE max_orders > 0)::float / sum(max_orders)) AS order_fill,"
        " (sum(lines) FILTER (WHERE max_lines > 0)::float / sum(max_lines)) AS line_fill,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY cycle) AS cycle_p50_seconds,"
        " percentile_cont(0.9) WITHIN GROUP (ORDER BY cycle) AS cycle_p90_seconds,"
        " count(*) FILTER (WHERE completed_at <= cutoff_at) AS on_time,"
        " count(*) FILTER (WHERE cutoff_at < coalesce(completed_at, %(until)s)) AS late"
        " FROM released",
        scope,
    )
    return WaveFigures(**row)


def picker_hours(scope: Scope, zone: str = "UTC") -> PickerHours:
    """Return the stops and units of each picker, by hours of a time zone."""
    rows = ask(
        "SELECT date_trunc('hour', picked_at, %(zone)s) AS begins_at, picker, count(*) AS stops,"
        " coalesce(sum(picked), 0)::bigint AS units"
        f" FROM ({_PICKS}) AS pick WHERE picker IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        scope,
        zone=zone,
    )
    return PickerHours(results=tuple(PickerHour(**row) for row in rows))


def short_rates(scope: Scope, by: ShortBy) -> ShortRates:
    """Return how many stops were short, and of which reasons, SKUs or locations."""
    # The row of all stops comes first; it is there when there is none, too.
    total, *rows = ask(
        f"SELECT {by.value} AS key, count(*) AS stops,"
        " count(*) FILTER (WHERE short > 0) AS short_stops,"
        " coalesce(sum(short), 0)::bigint AS short_units"
        f" FROM ({_PICKS}) AS pick GROUP BY GROUPING SETS ((), ({by.value}))"
        f" HAVING grouping({by.value}) = 1"
        f" OR {by.value} IS NOT NULL AND count(*) FILTER (WHERE short > 0) > 0"
        f" ORDER BY grouping({by.value}) DESC, 3 DESC, 1 LIMIT 1 + %(most)s",
        scope,
        most=MOST,
    )
    stops = total["stops"]
    of_all = by is ShortBy.REASON
    return ShortRates(
        stops=stops,
        short_stops=total["short_stops"],
        rate=total["short_stops"] / stops if stops else None,
        results=tuple(
            ShortRate(**row, rate=row["short_stops"] / (stops if of_all else row["stops"]))
            for row in rows
        ),
    )


# What a unit measures now: as it was corrected last, or as it was registered.
_UNIT = "coalesce((sku.corrected->>1)::bigint, sku.volume)"


def cartons(scope: Scope) -> CartonFigures:
    """Return the cartons packed in a period, and how much of their volume was filled."""
    (row,) = ask(
        "WITH packed AS (SELECT carton.weight_grams, carton.volume, filled.units,"
        " filled.volume AS goods FROM"
        f" (SELECT * FROM {table(CartonRow)} WHERE generation = {LIVE}"
        f" AND client_id = %(client_id)s AND {IN_WAREHOUSE}"
        " AND packed_at >= %(since)s AND packed_at < %(until)s) AS carton,"
        " LATERAL (SELECT coalesce(sum(units), 0) AS units,"
        f" CASE WHEN bool_and(coalesce({_UNIT}, 0) > 0) THEN sum(units * {_UNIT}) END AS volume"
        " FROM (SELECT key, value::bigint AS units FROM jsonb_each_text(carton.contents)) AS each"
        f" LEFT JOIN {table(SkuRow)} AS sku ON sku.generation = {LIVE}"
        " AND sku.client_id = %(client_id)s AND sku.sku = each.key) AS filled)"
        " SELECT count(*) AS cartons, coalesce(sum(units), 0)::bigint AS units,"
        " coalesce(sum(weight_grams), 0)::bigint AS weight_grams,"
        " count(*) FILTER (WHERE volume > 0 AND goods IS NOT NULL) AS measured,"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY fill) AS fill_p50,"
        " percentile_cont(0.9) WITHIN GROUP (ORDER BY fill) AS fill_p90"
        " FROM (SELECT *, goods::float / nullif(volume, 0) AS fill FROM packed) AS packed",
        scope,
    )
    return CartonFigures(**row)
