"""The fact that the ledger was written."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class BookedMovement:
    """A line of the ledger: so many units of a lot, from a status to a status.

    There is none where they came from outside, or went there: then more, or less, is on hand.
    """

    sku: str
    lot: str
    expires_on: date | None
    quantity: int
    cause: MovementCause
    reason: str
    from_status: StockStatus | None
    to_status: StockStatus | None


@dataclass(frozen=True, kw_only=True)
class MovementsBookedEvent(
    Event, event_type="wms.inventory.movements-booked", subject="booking_id"
):
    """The ledger was written: at most 500 lines, more of them in several facts.

    Together, these facts are the ledger: what they say came less what they say went is on hand.
    """

    booking_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    reference: str
    lines: tuple[BookedMovement, ...]
