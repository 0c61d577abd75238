"""The rows of a report, one after the other, however many there are."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.database import limit_transaction
from wms.platform.databases import cursor_of, database_of
from wms.platform.tenancy import facade as tenancy
from wms.platform.transactions import transaction_in
from wms.reporting.projection.models.generation import Generation
from wms.reporting.reports.contracts import AskReport
from wms.reporting.reports.queries.kinds import CLIENT, KINDS, VALUE, WAREHOUSE

AT_ONCE = 1_000
LONGEST = timedelta(minutes=10)


def report_rows(asked: AskReport, *, limit: timedelta | None = None) -> Iterator[list[Any]]:
    """Yield the rows of a report, each with its columns in their order.

    A thousand at a time are here; the others wait in the database, as they were when it was asked.

    Args:
        asked: which report, of what.
        limit: how long the database may take for it, where that is longer than for others.
    """
    kind = KINDS[asked.name]
    columns = list(kind.columns)
    database = database_of(Generation._meta.app_label)
    with transaction_in(database), cursor_of(Generation) as cursor:
        if limit is not None:
            limit_transaction(limit, database=database)
        cursor.execute(f"DECLARE report NO SCROLL CURSOR FOR {kind.statement}", _values(asked))
        while True:
            cursor.execute(f"FETCH {AT_ONCE} FROM report")
            rows = cursor.fetchall()
            for row in rows:
                yield [_shown(column, value) for column, value in zip(columns, row, strict=True)]
            if len(rows) < AT_ONCE:
                break
        cursor.execute("CLOSE report")


def _shown(column: str, value: Any) -> Any:
    if column == CLIENT:
        return tenancy.client_code(ClientId(value))
    if column == WAREHOUSE:
        return tenancy.warehouse_code(WarehouseId(value))
    if isinstance(value, Decimal) and column != VALUE:
        return int(value)  # a sum of units
    return value


def _values(asked: AskReport) -> dict[str, Any]:
    buildings = tenancy.list_warehouses()
    return {
        "client_id": asked.client_id,
        "warehouse_id": asked.warehouse_id,
        "since": asked.since,
        "until": asked.until,
        "now": timezone.now(),
        "days": KINDS[asked.name].days if asked.days is None else asked.days,
        "buildings": [each.warehouse_id for each in buildings],
        "zones": [each.time_zone for each in buildings],
    }
