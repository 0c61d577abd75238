"""Who holds the stock of a SKU, the oldest first."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.diagnosis.contracts import HolderFilter, HolderState, StockHolder
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.databases import cursor_of
from wms.platform.paging.cursors import moment, row_id
from wms.platform.paging.lists import onwards
from wms.platform.tables import table

_KEY = (moment("since"), row_id("row_id"))

# Each part finds what is open by an index that holds nothing else, so that what an order held
# once costs nothing for ever.
_BACKORDERS = f"""
    SELECT asked_at, reservation_id, 'waits', reservation_id, NULL::int, quantity, NULL::uuid
    FROM {table(Backorder)} WHERE balance_id = %(balance_id)s
"""
_RESERVED = f"""
    SELECT reservation.asked_at, line.id, 'promised', line.reservation_id, line.line_no,
           line.promised, NULL::uuid
    FROM {table(ReservationLine)} AS line
    JOIN {table(Reservation)} AS reservation ON reservation.id = line.reservation_id
    WHERE line.balance_id = %(balance_id)s AND line.promised > 0
"""
_CLAIMS = f"""
    SELECT claim.allocated_at, claim.id, 'claimed', claim.reservation_id, line.line_no,
           claim.quantity, claim.unit_id
    FROM {table(StockUnit)} AS unit
    JOIN {table(Allocation)} AS claim ON claim.unit_id = unit.id AND claim.status = 'open'
    JOIN {table(ReservationLine)} AS line ON line.id = claim.line_id
    WHERE unit.balance_id = %(balance_id)s AND unit.allocated > 0
"""
_STAGED = f"""
    SELECT claim.picked_at, claim.id, 'staged', claim.reservation_id, line.line_no,
           claim.picked, claim.staged_unit_id
    FROM {table(StockUnit)} AS unit
    JOIN {table(Allocation)} AS claim ON claim.staged_unit_id = unit.id
        AND claim.status = 'picked'
    JOIN {table(ReservationLine)} AS line ON line.id = claim.line_id
    WHERE unit.balance_id = %(balance_id)s AND unit.on_hand > 0
"""
_PARTS = {
    HolderState.WAITS: _BACKORDERS,
    HolderState.PROMISED: _RESERVED,
    HolderState.CLAIMED: _CLAIMS,
    HolderState.STAGED: _STAGED,
}


class _Row(NamedTuple):
    since: datetime
    row_id: UUID
    holder: StockHolder


def list_holders(
    *,
    client_id: ClientId,
    warehouse_id: WarehouseId,
    filters: HolderFilter,
    page: PageRequest,
) -> Page[StockHolder]:
    """Return who holds units of a SKU in a warehouse, or waits for them, the oldest first.

    Two queries. The list is only read onwards.

    Raises:
        SkuNotFound: the client has no stock row of such a SKU there.
        InvalidCursor: no page of this list gave the cursor, or the limit is not 1 to 200.
    """
    balances = StockBalance.objects.filter(
        client_id=client_id, warehouse_id=warehouse_id, sku__code=filters.sku.upper()
    )
    balance_id = balances.values_list("id", flat=True).first()
    if balance_id is None:
        raise SkuNotFound(f"there never was any {filters.sku}")
    states = tuple(_PARTS) if filters.state is None else (filters.state,)
    return onwards(
        lambda after, limit: _read(balance_id, states, after, limit),
        page,
        lambda row: row.holder,
        _KEY,
    )


def _read(
    balance_id: UUID,
    states: tuple[HolderState, ...],
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[_Row]:
    place = "" if after is None else "WHERE (since, id) > (%(since)s, %(row_id)s)"
    parts = " UNION ALL ".join(_PARTS[state] for state in _PARTS if state in states)
    with cursor_of(Reservation) as cursor:
        cursor.execute(
            "WITH holder (since, id, state, reservation_id, line_no, quantity, unit_id) AS"
            f" ({parts}), page AS (SELECT * FROM holder {place} ORDER BY since, id LIMIT %(limit)s)"
            " SELECT page.since, page.id, page.state, reservation.order_id,"
            " reservation.order_number, reservation.round_no, page.line_no, page.quantity,"
            " reservation.priority_rank, location.code, unit.lot"
            f" FROM page JOIN {table(Reservation)} AS reservation"
            " ON reservation.id = page.reservation_id"
            f" LEFT JOIN {table(StockUnit)} AS unit ON unit.id = page.unit_id"
            f" LEFT JOIN {table(Location)} AS location ON location.id = unit.location_id"
            " ORDER BY page.since, page.id",
            {
                "balance_id": balance_id,
                "limit": limit,
                "since": after and after[0],
                "row_id": after and after[1],
            },
        )
        return [
            _Row(
                since,
                row_id,
                StockHolder(
                    order_id=OrderId(order_id),
                    order_number=order_number,
                    round_no=round_no,
                    line_no=line_no,
                    state=HolderState(state),
                    quantity=quantity,
                    since=since,
                    priority_rank=priority_rank,
                    location=location,
                    lot=lot,
                ),
            )
            for (
                since,
                row_id,
                state,
                order_id,
                order_number,
                round_no,
                line_no,
                quantity,
                priority_rank,
                location,
                lot,
            ) in cursor.fetchall()
        ]
