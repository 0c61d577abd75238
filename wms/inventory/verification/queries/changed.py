"""Whether the totals of the SKUs that changed lately agree with their rows.

Cheap: it costs what has changed, whatever the stock and the ledger have grown to.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import MovementKey, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.contracts import (
    ChangedStock,
    StockCheck,
    StockDifference,
    VerifyChangedStock,
)
from wms.inventory.verification.models.verified import VerifiedUpTo
from wms.inventory.verification.queries.checks import described, usable_findings
from wms.inventory.verification.queries.findings import Finding
from wms.inventory.verification.queries.statements import OF_BALANCES
from wms.platform.databases import cursor_of
from wms.platform.tables import table

# What a command has written shows when it commits: longer than any command takes, and than clocks
# are apart. What was compared before is compared again, which does no harm.
OVERLAP = timedelta(minutes=10)
AT_ONCE = 500

# Balances that changed, goods that moved, and goods at places that were blocked or opened: each
# by time, so that what is older is not read.
CHANGED_SINCE = f"""
    SELECT balance_id FROM {table(BalanceHistory)} WHERE at >= %(since)s
    UNION
    SELECT unit.balance_id
    FROM {table(MovementKey)} AS booked
    JOIN {table(StockMovement)} AS movement
        ON movement.id = booked.movement_id AND movement.occurred_at = booked.occurred_at
    JOIN {table(StockUnit)} AS unit ON unit.id IN (movement.from_unit_id, movement.to_unit_id)
    WHERE booked.occurred_at >= %(since)s AND movement.occurred_at >= %(since)s
    UNION
    SELECT unit.balance_id
    FROM {table(Location)} AS location
    JOIN {table(StockUnit)} AS unit ON unit.location_id = location.id
    WHERE location.turned_at >= %(since)s
"""


def verify_changed(query: VerifyChangedStock) -> ChangedStock:
    """Compare the totals of all SKUs that changed since the last time with their rows.

    Nothing is remembered: ``note_verified`` does that, once what was found is safe.
    """
    now = _clock()
    last = VerifiedUpTo.objects.first()
    balance_ids = _changed_since((last.instant if last else now) - OVERLAP)
    differences: list[StockDifference] = []
    for page in _pages(balance_ids):
        for check in (StockCheck.USABLE, *OF_BALANCES):
            room = query.limit - len(differences)
            if room > 0:
                differences += described(check, _findings(check, page, room))
    return ChangedStock(up_to=now, balances=len(balance_ids), differences=tuple(differences))


def _clock() -> datetime:
    with cursor_of(BalanceHistory) as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        return datetime.fromisoformat(str(now))


def _changed_since(since: datetime) -> list[UUID]:
    with cursor_of(BalanceHistory) as cursor:
        cursor.execute(CHANGED_SINCE, {"since": since})
        return sorted(balance_id for (balance_id,) in cursor.fetchall())


def _pages(balance_ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(balance_ids), AT_ONCE):
        yield balance_ids[start : start + AT_ONCE]


def _findings(check: StockCheck, balance_ids: list[UUID], limit: int) -> list[Finding]:
    if check is StockCheck.USABLE:
        return usable_findings(limit, balance_ids)
    with cursor_of(BalanceHistory) as cursor:
        cursor.execute(f"{OF_BALANCES[check]} ORDER BY 1 LIMIT %s", [balance_ids, limit])
        return [Finding(row_id, int(expected), int(found)) for row_id, expected, found in cursor]
