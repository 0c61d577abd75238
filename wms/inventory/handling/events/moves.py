"""The fact that stock was moved from place to place."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockMovedEvent(Event, event_type="wms.inventory.stock-moved", subject="move_id"):
    """Goods were carried to another place, by a task or a transfer; ``move_id`` is its id."""

    move_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    cause: MovementCause
    sku: str
    lot: str
    from_location: str
    to_location: str
    quantity: int
    reason: str
    actor: str
