"""Figures of stock: what could not be reserved, and what counts found."""

from wms.platform.tables import table
from wms.reporting.analytics.contracts import (
    RefusedSku,
    ReservationFigures,
    Scope,
    StockAccuracy,
)
from wms.reporting.analytics.models import CountRow, ReservationRow
from wms.reporting.analytics.queries.ask import IN_WAREHOUSE, LIVE, ask

MOST = 100
_DECIDED = (
    f"SELECT * FROM {table(ReservationRow)} WHERE generation = {LIVE}"
    f" AND client_id = %(client_id)s AND {IN_WAREHOUSE}"
    " AND decided_at >= %(since)s AND decided_at < %(until)s"
)


def reservations(scope: Scope) -> ReservationFigures:
    """Return how many reservations were made and refused in a period, and for want of what."""
    # The row of all that was decided comes first; it is there when there is nothing, too.
    total, *rows = ask(
        "SELECT sku, count(*) FILTER (WHERE NOT is_refused) AS reserved,"
        " count(*) FILTER (WHERE is_refused) AS refused,"
        " count(DISTINCT order_id) AS orders, sum(missing)::bigint AS missing"
        f" FROM ({_DECIDED}) AS decided GROUP BY GROUPING SETS ((), (is_refused, sku))"
        " HAVING grouping(sku) = 1 OR is_refused"
        " ORDER BY grouping(sku) DESC, 4 DESC, 1 LIMIT 1 + %(most)s",
        scope,
        most=MOST,
    )
    decided = total["reserved"] + total["refused"]
    return ReservationFigures(
        reserved=total["reserved"],
        refused=total["refused"],
        rate=total["refused"] / decided if decided else None,
        by_sku=tuple(
            RefusedSku(sku=row["sku"], orders=row["orders"], missing=row["missing"]) for row in rows
        ),
    )


def accuracy(scope: Scope) -> StockAccuracy:
    """Return how far what was booked agreed with what was counted in a period."""
    (row,) = ask(
        "SELECT count(DISTINCT count_id) AS counts, count(*) AS lines,"
        " count(*) FILTER (WHERE difference = 0) AS right_lines,"
        " coalesce(sum(counted - difference), 0)::bigint AS units_booked,"
        " coalesce(sum(abs(difference)), 0)::bigint AS units_different"
        f" FROM {table(CountRow)} WHERE generation = {LIVE} AND client_id = %(client_id)s"
        f" AND {IN_WAREHOUSE} AND booked_at >= %(since)s AND booked_at < %(until)s",
        scope,
    )
    lines, booked = row["lines"], row["units_booked"]
    different = row["units_different"]
    return StockAccuracy(
        **row,
        line_accuracy=row["right_lines"] / lines if lines else None,
        unit_accuracy=max(1 - different / booked, 0.0) if booked else None,
    )
